import Bytes
import RowSources

/// The keys of a planned sweep: one blob a page of length-prefixed keys, never a row a key.
final class KeySpool {
  private(set) var count = 0
  private let spool: Spool
  private var writer = PageWriter()
  private var page = ByteBuffer(capacity: 64 << 10)

  private static let keysPerPage = 1000

  init(folder: String) throws(RunFailure) {
    do throws(SpoolError) {
      spool = try Spool(folder: folder)
    } catch {
      throw .storage(error.description)
    }
  }

  func append(_ key: ByteSlice) throws(RunFailure) {
    writer.append(key)
    count += 1
    if writer.count >= Self.keysPerPage { try flush() }
  }

  func finish() throws(RunFailure) {
    try flush()
    do throws(SpoolError) { try spool.rewind() } catch { throw .storage(error.description) }
  }

  /// Fills a page with the next keys, all of them selected; false at the end.
  func next(into target: KeyPage) throws(RunFailure) -> Bool {
    do throws(SpoolError) {
      guard try spool.nextPage(into: &page) else { return false }
    } catch {
      throw .storage(error.description)
    }
    var reader = PageReader(page.slice)
    while let key = reader.next() { target.append(key) }
    target.selectAll()
    return true
  }

  private func flush() throws(RunFailure) {
    guard writer.count > 0 else { return }
    do throws(SpoolError) {
      try spool.append(page: writer.bytes, items: writer.count)
    } catch {
      throw .storage(error.description)
    }
    writer.removeAll()
  }
}
