import Bytes
import Platform

/// The part of a file that is in memory: read at the end, dropped at the front.
///
/// Owns its bytes, with room behind them for `WordScan`. It grows only when one record does not
/// fit. Offsets are into the window unless they say `file`.
struct ReadWindow: ~Copyable {
  private(set) var base: UnsafeMutablePointer<UInt8>
  private(set) var filled = 0
  /// Whether the file has nothing more.
  private(set) var isLast = false
  /// Where in the file the window starts.
  private(set) var fileOffset: Int
  private var capacity: Int
  let readSize: Int

  init(readSize: Int, startingAt offset: Int = 0) {
    self.readSize = readSize
    fileOffset = offset
    // Two reads: a record that is cut by the first ends in the second.
    capacity = max(readSize, 64) * 2
    base = .allocate(capacity: capacity + WordScan.padding)
    base.initialize(repeating: 0, count: capacity + WordScan.padding)
  }

  deinit { base.deallocate() }

  var slice: ByteSlice { ByteSlice(base: base, count: filled) }

  /// Makes room for a read by dropping what stands before `start`, and by growing where that is
  /// not enough. Gives by how much the bytes moved.
  mutating func makeRoom(keepingFrom start: Int) -> Int {
    if capacity - filled >= readSize { return 0 }
    memmove(base, base + start, filled - start)
    filled -= start
    fileOffset += start
    if capacity - filled < readSize { grow() }
    return start
  }

  /// One read; sets `isLast` at the end of the file.
  mutating func refill(from input: borrowing InputFile) throws(RowSourceError) {
    if capacity - filled < readSize { grow() }
    let got = try input.read(into: base + filled, count: readSize)
    filled += got
    isLast = got == 0
  }

  private mutating func grow() {
    let larger = max(capacity * 2, filled + readSize)
    let fresh = UnsafeMutablePointer<UInt8>.allocate(capacity: larger + WordScan.padding)
    memcpy(fresh, base, filled)
    (fresh + filled).initialize(repeating: 0, count: larger + WordScan.padding - filled)
    base.deallocate()
    base = fresh
    capacity = larger
  }
}
