/// The bytes that rows are made of: of a file, standard input, or any descriptor, decompressed where they are compressed.
///
/// Offsets are of the decompressed bytes. Reads block, so it belongs to a thread and never to a Task.
struct InputFile: ~Copyable {
  private let file: OpenFile
  private let content: DecodedFile

  var name: String { file.name }

  /// Opens `path`; `-` lends standard input.
  init(path: String) throws(RowSourceError) {
    self.init(try OpenFile(path: path))
  }

  /// Reads a descriptor that somebody else closes.
  init(lending descriptor: Int32, name: String) {
    self.init(OpenFile(lending: descriptor, name: name))
  }

  private init(_ file: consuming OpenFile) {
    content = DecodedFile(file: file.name)
    self.file = file
  }

  /// Reads up to `count` bytes; 0 is the end.
  func read(into target: UnsafeMutablePointer<UInt8>, count: Int) throws(RowSourceError) -> Int {
    try content.read(file, into: target, count: count)
  }

  /// Goes on reading at an offset, which in a compressed file means to decompress all that stands before it. Throws for a pipe.
  func seek(to offset: Int) throws(RowSourceError) {
    guard try content.isCompressed(file) else {
      try file.seek(to: offset)
      content.forget()
      return
    }
    try file.seek(to: 0)
    content.rewind()
    let scratch = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: min(offset, 256 << 10) + 1)
    defer { scratch.deallocate() }
    guard let base = scratch.baseAddress else { return }
    var left = offset
    while left > 0 {
      let got = try read(into: base, count: min(left, scratch.count))
      if got == 0 { return }
      left -= got
    }
  }
}
