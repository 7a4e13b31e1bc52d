import Bytes
import RowSources

/// The keys of a planned sweep: one blob a page of length-prefixed keys, never a row a key.
final class KeySpool {
  private(set) var count = 0
  private let spool: any PageStore
  private var writer = PageWriter()

  private static let keysPerPage = 1500
  /// What fits with its row on one page of a plan's database, which has 32 KiB: one that is a little larger or much smaller would
  /// leave the rest of the page empty.
  private static let bytesPerPage = 32_600

  init(_ pages: any PageStore, count: Int = 0) {
    spool = pages
    self.count = count
  }

  func append(_ key: ByteSlice) throws(RunFailure) {
    let isFull = writer.byteCount + key.count + PageReader.maximumPrefix > Self.bytesPerPage
    if isFull || writer.count >= Self.keysPerPage { try flush() }
    writer.append(key)
    count += 1
  }

  /// No more is appended; from here on `next` reads.
  func finish() throws(RunFailure) { try flush() }

  /// Fills a page with the next keys, all of them selected; false at the end.
  func next(into target: KeyPage) throws(RunFailure) -> Bool {
    let found: Spool.Page?
    do throws(SpoolError) { found = try spool.nextPage() } catch { throw RunFailure(error) }
    guard let found else { return false }
    var reader = PageReader(found.bytes)
    while let key = reader.next() { target.append(key) }
    target.selectAll()
    return true
  }

  private func flush() throws(RunFailure) {
    guard !writer.isEmpty else { return }
    do throws(SpoolError) {
      try spool.append(page: writer.slice, items: writer.count)
    } catch {
      throw RunFailure(error)
    }
    writer.removeAll()
  }
}

extension RunFailure {
  init(_ error: SpoolError) {
    self = .storage([error.description, error.help].compactMap { $0 }.joined(separator: ": "))
  }
}
