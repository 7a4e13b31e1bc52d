/// An item that did not end well, as the store keeps it.
package typealias Reject = NamedItem

/// Items that did not end well, on their way into the store: taken with each checkpoint, so that what is behind the last one, and
/// is done again, is not there twice. Shared by the ledgers of a statement; on the thread of the run.
package final class RejectLog: @unchecked Sendable {
  /// So many are kept of a statement. A run in which everything fails must not fill the disk.
  static let limit = 100_000

  private var waiting: [Reject] = []
  private var taken = 0
  /// How many came so far: a mark for `take(upTo:)`.
  private(set) var count = 0

  func append(_ reject: Reject) {
    guard count < Self.limit else { return }
    count += 1
    waiting.append(reject)
  }

  var isFull: Bool { count >= Self.limit }

  /// What came since the last call, and before the mark.
  func take(upTo mark: Int = .max) -> [Reject] {
    let number = max(min(mark, count) - taken, 0)
    if number == 0 { return [] }
    taken += number
    let rejects = Array(waiting.prefix(number))
    waiting.removeFirst(number)
    return rejects
  }

  /// Leaves out what nobody took: it belongs to items that will be done again.
  func forget() {
    taken = count
    waiting = []
  }
}
