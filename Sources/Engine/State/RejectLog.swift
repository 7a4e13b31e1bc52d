/// An item that did not end well, as the store keeps it.
package typealias Reject = NamedItem

/// Items that did not end well, on their way into the store: taken with each checkpoint, so that what is behind the last one, and
/// is done again, is not there twice. Shared by the ledgers of a statement; on the thread of the run.
package final class RejectLog: @unchecked Sendable {
  /// So many are kept of a statement. A run in which everything fails must not fill the disk.
  static let limit = 100_000

  private var waiting: [Reject] = []
  private var count = 0

  func append(_ reject: Reject) {
    guard count < Self.limit else { return }
    count += 1
    waiting.append(reject)
  }

  var isFull: Bool { count >= Self.limit }

  /// What came since the last call.
  func take() -> [Reject] {
    defer { waiting = [] }
    return waiting
  }
}
