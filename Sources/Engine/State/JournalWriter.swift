import Platform
import Synchronization

/// Writes checkpoints on a thread of its own, one at a time, so that a run goes on while the disk takes them.
///
/// From `begin` until `isDone` says so the store is the thread's, else the run's. What failed is thrown by `isDone`.
final class JournalWriter: @unchecked Sendable {
  private struct Entry {
    let checkpoint: Checkpoint
    let rejects: [Reject]
  }

  private let store: RunStore
  private let number: Int
  private let run: String
  /// A byte in the one asks for the entry to be written; a byte in the other says that it was, or has failed.
  private let orders: (reading: Int32, writing: Int32)
  private let answers: (reading: Int32, writing: Int32)
  private var thread: HostThread?
  private var entry: Entry?
  private var failure: RunFailure?
  private let isWritten = Atomic<Bool>(false)
  /// Something was begun, and `isDone` has not said that it is over.
  private(set) var isBusy = false

  /// - Parameter number: of the statement in its run.
  init(_ store: RunStore, statement number: Int, of run: String) throws(RunFailure) {
    self.store = store
    self.number = number
    self.run = run
    do throws(SystemError) {
      orders = try Descriptors.pipe()
      answers = try Descriptors.pipe()
      thread = try HostThread { self.serve() }
    } catch {
      throw RunStore.failure(error.description, store.folder)
    }
  }

  deinit {
    for end in [orders.reading, answers.reading, answers.writing] { Platform.close(end) }
  }

  /// Hands a checkpoint over. The one before must be done.
  func begin(_ checkpoint: Checkpoint, rejects: [Reject]) {
    precondition(!isBusy, "a checkpoint was begun while another is written")
    isBusy = true
    isWritten.store(false, ordering: .relaxed)
    entry = Entry(checkpoint: checkpoint, rejects: rejects)
    try? Descriptors.writeAll([0], to: orders.writing)
  }

  /// Whether what was begun is written; waits for that at most so long, or until a signal.
  func isDone(within milliseconds: Int32 = 0) throws(RunFailure) -> Bool {
    guard isBusy else { return true }
    if !isWritten.load(ordering: .acquiring) {
      var end = pollfd(fd: answers.reading, events: Int16(POLLIN), revents: 0)
      guard milliseconds > 0, poll(&end, 1, milliseconds) > 0 else { return false }
    }
    var byte: UInt8 = 0
    _ = withUnsafeMutableBytes(of: &byte) {
      try? Descriptors.readSome(into: $0, from: answers.reading)
    }
    isBusy = false
    if let failure { throw failure }
    return true
  }

  /// Waits for what is being written, and ends the thread. To be called once.
  func close() {
    Platform.close(orders.writing)
    thread?.join()
    thread = nil
    isBusy = false
  }

  /// On the thread, until nobody can give an order any more.
  private func serve() {
    var byte: UInt8 = 0
    while withUnsafeMutableBytes(
      of: &byte,
      { buffer in
        (try? Descriptors.readSome(into: buffer, from: orders.reading)) ?? 0
      }) > 0
    {
      do throws(RunFailure) {
        if let entry {
          try store.write(entry.checkpoint, rejects: entry.rejects, statement: number, of: run)
        }
      } catch {
        failure = error
      }
      isWritten.store(true, ordering: .releasing)
      try? Descriptors.writeAll([0], to: answers.writing)
    }
  }
}
