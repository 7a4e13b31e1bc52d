import Bytes
import Planner
import Platform
import Recipe
import RedisClient

/// The locks of one statement, held from before it is planned until it has ended.
///
/// On a sandbox nothing is locked: nobody else is there.
struct StatementLocks {
  private let name: String
  private let machine: MachineLock?
  private let lease: ServerLease?
  /// What the statement asks whether it is to stop: a signal, or a lease that is lost.
  let interrupts: any InterruptSource

  static func take(
    for action: Action, on session: ServerSession, run: String, _ options: RunOptions,
    interrupts: any InterruptSource
  ) throws(RunFailure) -> StatementLocks {
    guard let request = action.lock, let name = action.lockName, action.isEnabled,
      !options.planOnly, !session.isPrivate
    else {
      return StatementLocks(name: "", machine: nil, lease: nil, interrupts: interrupts)
    }
    let asked = Duration.milliseconds(request.wait ?? 0)
    let patience = LockPatience(limit: options.lockWait ?? asked, interrupts: interrupts)
    let holder = LockHolder(run: run)
    guard let length = request.serverLease else {
      let what = "lock `\(Escaping.escaped(name))` of this machine"
      let lock = try MachineLock.take(
        name, what: what, in: options.lockFolder, holder, patience)
      return StatementLocks(name: name, machine: lock, lease: nil, interrupts: interrupts)
    }
    let lease = try ServerLease.take(
      name, length: length, on: session, holder, patience)
    return StatementLocks(
      name: name, machine: nil, lease: lease,
      interrupts: LeasedInterrupts(interrupts, lease.state))
  }

  /// Gives them back, and says in the report where one did not last.
  func release(_ report: inout StatementReport) {
    let loss = lease?.state.loss
    lease?.release()
    machine?.release()
    guard let loss else { return }
    let text = "lease `\(Escaping.escaped(name))` was lost: \(loss)"
    if case .interrupted? = report.failure, (interrupts as? LeasedInterrupts)?.wasSignalled == false
    {
      report.fail(.leaseLost("\(text); nothing more was sent"))
    } else {
      report.notes.append("\(text), at the end of the statement")
    }
  }
}

/// A lost lease as an interruption: what is on its way is drained and accounted for, and nothing more is sent.
private final class LeasedInterrupts: InterruptSource {
  private let signals: any InterruptSource
  private let lease: LeaseState

  init(_ signals: any InterruptSource, _ lease: LeaseState) {
    self.signals = signals
    self.lease = lease
  }

  var wasSignalled: Bool { signals.signal != nil }
  var signal: Int32? { signals.signal ?? (lease.isLost ? SIGTERM : nil) }
  var count: Int { max(signals.count, lease.isLost ? 1 : 0) }
}
