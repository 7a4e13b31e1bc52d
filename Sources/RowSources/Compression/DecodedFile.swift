/// The bytes of a file as rows are made of them: as they stand, or decompressed where its first bytes say that it is compressed.
///
/// Owns up to 64 KiB of compressed bytes and what a decoder needs: 32 KiB for gzip, at most 32 MiB for zstd. Belongs to the thread
/// that reads.
final class DecodedFile {
  private let file: String
  private var format: CompressionFormat?
  private var decoder: (any Decoder)?
  private var wasLooked = false
  /// What was read of the file and not used yet.
  private let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 64 << 10)
  private var start = 0
  private var end = 0
  /// How many bytes of the file lie before `start`.
  private var offset = 0
  /// An error that waits until the bytes before it were given.
  private var failure: RowSourceError?

  init(file: String) { self.file = file }

  deinit { buffer.deallocate() }

  /// Whether the file is compressed; looks at its first bytes where nobody has yet.
  func isCompressed(_ input: borrowing OpenFile) throws(RowSourceError) -> Bool {
    if !wasLooked { try look(input) }
    return format != nil
  }

  /// Reads up to `count` bytes; 0 is the end.
  func read(
    _ input: borrowing OpenFile, into target: UnsafeMutablePointer<UInt8>, count: Int
  ) throws(RowSourceError) -> Int {
    if !wasLooked { try look(input) }
    guard let decoder else { return try readPlain(input, into: target, count: count) }
    if let failure { throw failure }
    while true {
      if start == end { try refill(input) }
      let isLast = start == end
      let produced = try step(
        decoder, into: UnsafeMutableBufferPointer(start: target, count: count))
      if produced > 0 { return produced }
      if isLast { return try finish(decoder) }
    }
  }

  private func step(
    _ decoder: any Decoder, into target: UnsafeMutableBufferPointer<UInt8>
  ) throws(RowSourceError) -> Int {
    do throws(DecodingProblem) {
      let pending = UnsafeBufferPointer(rebasing: buffer[start..<end])
      let (consumed, produced) = try decoder.decode(pending, into: target)
      start += consumed
      offset += consumed
      return produced
    } catch {
      offset += error.consumed
      let failure = damage(error.reason, help: error.help)
      self.failure = failure
      throw failure
    }
  }

  /// Begins again, before the file's first byte.
  func rewind() {
    (start, end, offset) = (0, 0, 0)
    wasLooked = false
    failure = nil
  }

  /// Drops what was read ahead of a file that is not compressed, which was sought in.
  func forget() { (start, end) = (0, 0) }

  // MARK: -

  private func look(_ input: borrowing OpenFile) throws(RowSourceError) {
    var isAtEnd = false
    while CompressionFormat.isUndecided(Array(buffer[..<end])), !isAtEnd {
      isAtEnd = try !append(input)
    }
    wasLooked = true
    format = CompressionFormat(Array(buffer[..<min(end, CompressionFormat.prefixLength)]))
    decoder =
      switch format {
      case .gzip: GzipDecoder()
      case .zstd: ZstdDecoder()
      case nil: nil
      }
  }

  /// What was looked at, then the file itself: nothing is copied that need not be.
  private func readPlain(
    _ input: borrowing OpenFile, into target: UnsafeMutablePointer<UInt8>, count: Int
  ) throws(RowSourceError) -> Int {
    guard start < end else { return try input.read(into: target, count: count) }
    let given = min(count, end - start)
    if let base = buffer.baseAddress { target.update(from: base + start, count: given) }
    start += given
    return given
  }

  private func refill(_ input: borrowing OpenFile) throws(RowSourceError) {
    (start, end) = (0, 0)
    _ = try append(input)
  }

  /// False at the end of the file.
  private func append(_ input: borrowing OpenFile) throws(RowSourceError) -> Bool {
    guard let base = buffer.baseAddress else { return false }
    let got = try input.read(into: base + end, count: buffer.count - end)
    end += got
    return got > 0
  }

  private func finish(_ decoder: any Decoder) throws(RowSourceError) -> Int {
    guard decoder.isBetweenPieces else {
      throw damage(
        "it ends in the middle of a \(format?.piece ?? "file")", help: "was it copied whole?")
    }
    return 0
  }

  private func damage(_ reason: String, help: String?) -> RowSourceError {
    RowSourceError(
      .damaged(offset: offset), file: file,
      reason: "the compressed file is damaged at its byte \(offset): \(reason)", help: help)
  }
}
