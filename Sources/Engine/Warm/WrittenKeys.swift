import Bytes
import RESP
import Recipe
import RowSources

/// The keys of which `verify` wants to know, in a spool: as many as were written, in constant memory.
///
/// A share is chosen by a hash of the key, so that a key that is written in several commands is in it or is not.
final class WrittenKeys {
  private let spool: Spool
  private let limit: UInt64
  private let keyArgument: Int
  private let expires: Bool
  private var writer = PageWriter()
  private var failure: SpoolError?

  /// Another hash than those of jitter and samples.
  private static let seed: UInt64 = 0x76657269
  private static let entriesPerPage = 1000

  init(
    _ scope: VerificationScope, folder: String, keyArgument: Int, expires: Bool
  ) throws(RunFailure) {
    do throws(SpoolError) { spool = try Spool(folder: folder) } catch { throw RunFailure(error) }
    if case .sample(let share) = scope, share < 1 {
      limit = UInt64(share * 0x1p64)
    } else {
      limit = .max
    }
    self.keyArgument = keyArgument
    self.expires = expires
  }

  /// Takes the key of a command that wrote it.
  func consider(_ command: ByteSlice) {
    let arguments = RESPCommand.arguments(of: command)
    let key = arguments[keyArgument]
    guard failure == nil, StableHash.hash(key, seed: Self.seed) <= limit else { return }
    writer.append(key)
    writer.append(expires ? arguments[arguments.count - 1] : .empty)
    if writer.count >= 2 * Self.entriesPerPage { flush() }
  }

  /// Gives the keys some at a time, in the order in which they were written.
  func forEachPage(
    _ take: ([WrittenSample.Entry]) throws(RunFailure) -> Void
  ) throws(RunFailure) {
    flush()
    if let failure { throw RunFailure(failure) }
    while true {
      let page: Spool.Page?
      do throws(SpoolError) { page = try spool.nextPage() } catch { throw RunFailure(error) }
      guard let page else { return }
      var reader = PageReader(page.bytes)
      var entries: [WrittenSample.Entry] = []
      while let key = reader.next(), let expiry = reader.next() {
        entries.append(WrittenSample.Entry(key: Array(key), expiry: DecimalText.int64(expiry)))
      }
      try take(entries)
    }
  }

  private func flush() {
    guard !writer.isEmpty, failure == nil else { return }
    do throws(SpoolError) {
      try spool.append(page: writer.slice, items: writer.count)
    } catch {
      failure = error
    }
    writer.removeAll()
  }
}
