import Bytes
import Planner
import RESP
import Recipe
import RedisClient

/// Acts on selected keys and accounts for each: UNLINK over many, PEXPIREAT one by one, or the script that checks again, renames
/// or persists.
///
/// Both ways of applying a sweep use it: the walk hands it pages as they are found, or the spool those that were planned.
final class Remover {
  private(set) var ledger = ItemLedger()
  private(set) var batches = 0

  private let session: ServerSession
  private let program: Program
  private let plan: RemovalPlan
  /// Whether the keys were planned: then one whose predicate no longer holds is `skipped(changed)`; else it never counted.
  private let wasPlanned: Bool
  private let guards: RunGuards?
  private var pacer: Pacer?
  /// Pages that wait for their pace, oldest first.
  private var waiting: [KeyPage] = []
  private var acting = 0
  /// What EVALSHA calls the script, as the server said when it was loaded.
  private var digest: [UInt8] = []
  private let startedAt: Int64
  private var hasFailedToStop = false
  /// Told of each key that was not removed after all; for an undo.
  var whenLeft: ((ByteSlice) -> Void)?
  /// New names, while a command is made.
  private var names = ByteBuffer()
  /// Commands that may have run before they were sent again.
  private var resent: Set<UInt64> = []
  /// What is sent now is of such a command.
  private var sendsAgain = false

  init(
    session: ServerSession, program: Program, plan: RemovalPlan, wasPlanned: Bool,
    guards: RunGuards?, rejects: RejectLog?
  ) {
    ledger.rejects = rejects
    self.guards = guards
    self.session = session
    self.program = program
    self.plan = plan
    self.wasPlanned = wasPlanned
    pacer = Pacer(rate: program.rate)
    startedAt = session.clock.now
  }

  /// Loads the script, and learns what to call it by. Before anything is in flight.
  func prepare() throws(RunFailure) {
    guard let script = plan.script else { return }
    let reply = try session.ask([
      Array("SCRIPT".utf8), Array("LOAD".utf8), Array(script.source.utf8),
    ])
    if let error = reply.error { throw .server(error, doing: "SCRIPT LOAD") }
    digest = reply.bytes ?? []
  }

  var isIdle: Bool { waiting.isEmpty && acting == 0 }

  /// Whether no further key is to be acted on: one failed where that is the end, or a guard stopped the run.
  var isStopped: Bool { hasFailedToStop || guards?.isStopped == true }

  /// Milliseconds until another key may go; nil where nothing holds it back.
  var pace: Int64? {
    if waiting.isEmpty { return nil }
    return guards?.isHolding == true ? 20 : pacer?.wait
  }

  func add(_ page: KeyPage) { waiting.append(page) }

  /// Sends what the window and the pace allow.
  func proceed(on stream: CommandStream, keys: KeyScope) {
    guards?.look(ledger)
    pacer.follow(guards?.rate)
    if guards?.isHolding == true || isStopped { return }
    while let page = waiting.first, stream.hasRoom {
      let allowed = pacer.allowance(now: MonotonicTime.now().nanoseconds)
      let count = min(page.selected.count - page.actedOn, keysPerCommand, allowed)
      guard count > 0 else { return }
      let first = page.actedOn
      page.actedOn += count
      if page.actedOn == page.selected.count { waiting.removeFirst() }
      pacer.spend(count)
      send(page, first..<first + count, on: stream, keys: keys)
    }
  }

  /// Keys were found and are not acted on: the run was stopped before they were sent.
  private(set) var isCutShort = false

  /// Forgets what waits for its pace: the run was stopped before it was sent.
  func dropWaiting(release: (KeyPage) -> Void) {
    for page in waiting {
      isCutShort = isCutShort || page.actedOn < page.selected.count
      if wasPlanned { ledger.skip(.stopped, page.selected.count - page.actedOn) }
      page.actedOn = page.selected.count
      if page.pending == 0 { release(page) }
    }
    waiting.removeAll()
  }

  private var keysPerCommand: Int {
    switch (plan.effect, plan.script) {
    case (_, _?): min(program.batch.members, CheckedScript.keysPerCall)
    case (_, nil): program.batch.members
    }
  }

  // MARK: Sending

  private func send(
    _ page: KeyPage, _ range: Range<Int>, on stream: CommandStream, keys: KeyScope
  ) {
    batches += 1
    let before = session.connection.inFlightBytes
    switch (plan.effect, plan.script) {
    case (_, let script?): call(script, page, range, on: stream, keys: keys)
    case (.unlink, nil): unlink(page, range, on: stream)
    case (.expire(let after, let jitter), nil):
      for position in range {
        expire(page, position, at: expiry(page.selectedKey(position), after, jitter), on: stream)
      }
    case (.rename, nil), (.persist, nil):
      preconditionFailure("a change that needs a script has none")
    }
    stream.count(bytes: max(session.connection.inFlightBytes - before, 0))
  }

  private func unlink(_ page: KeyPage, _ range: Range<Int>, on stream: CommandStream) {
    session.connection.encoder.beginCommand(argumentCount: range.count + 1)
    session.connection.encoder.append(argument: "UNLINK")
    for position in range {
      session.connection.encoder.append(argument: page.selectedKey(position))
    }
    enqueue(page, range, on: stream)
  }

  private func expire(
    _ page: KeyPage, _ position: Int, at expiry: Int64, on stream: CommandStream
  ) {
    session.connection.encoder.beginCommand(argumentCount: 4)
    session.connection.encoder.append(argument: "PEXPIREAT")
    session.connection.encoder.append(argument: page.selectedKey(position))
    session.connection.encoder.append(argument: Int(expiry))
    session.connection.encoder.append(argument: "LT")
    enqueue(page, position..<position + 1, on: stream)
  }

  private func call(
    _ script: CheckedScript, _ page: KeyPage, _ range: Range<Int>, on stream: CommandStream,
    keys: KeyScope
  ) {
    let perKey = script.arguments.count + (script.takesExpiry || script.takesCopy ? 1 : 0)
    let names = range.count * (script.takesTarget ? 2 : 1)
    session.connection.encoder.beginCommand(argumentCount: 3 + names + range.count * perKey)
    session.connection.encoder.append(argument: "EVALSHA")
    session.connection.encoder.append(argument: digest)
    session.connection.encoder.append(argument: names)
    for position in range {
      session.connection.encoder.append(argument: page.selectedKey(position))
    }
    if case .rename(let target, _) = plan.effect { append(target, page, range, keys) }
    if perKey > 0 {
      for position in range {
        let key = page.selectedKey(position)
        _ = keys.bindName(key)
        for slot in script.arguments {
          session.connection.encoder.append(argument: keys.field(ofSlot: slot))
        }
        if script.takesCopy { session.connection.encoder.append(argument: page.copies[position]) }
        switch plan.effect {
        case .expire(let after, let jitter):
          session.connection.encoder.append(argument: Int(expiry(key, after, jitter)))
        case .rename(_, let life?):
          session.connection.encoder.append(argument: Int(startedAt + life))
        case .rename, .unlink, .persist: break
        }
      }
    }
    enqueue(page, range, on: stream)
  }

  /// The new names of keys. A key of which none can be made gets its own: RENAMENX refuses that.
  private func append(
    _ target: TextFormula, _ page: KeyPage, _ range: Range<Int>, _ keys: KeyScope
  ) {
    for position in range {
      let key = page.selectedKey(position)
      names.removeAll()
      keys.scope.reset()
      let isNamed = keys.bindName(key) && target.render(into: &names, scope: keys.scope) == nil
      session.connection.encoder.append(argument: isNamed ? names.slice : key)
    }
  }

  private func enqueue(_ page: KeyPage, _ range: Range<Int>, on stream: CommandStream) {
    page.pending += 1
    acting += 1
    let tag = WalkTag(.act, page: page.index, key: range.lowerBound, extra: range.count)
    if sendsAgain { resent.insert(tag.bits) }
    stream.enqueue(tag: tag.bits)
  }

  /// When a key is to expire: absolute, the same in every run of the same start, spread by a hash of the key.
  private func expiry(_ key: ByteSlice, _ after: Int64, _ jitter: Int64) -> Int64 {
    let spread = Double(jitter) * unitInterval(StableHash.hash(key, seed: 1))
    return startedAt + after + Int64(spread)
  }

  // MARK: Replies

  /// Accounts for a reply; true when the page has nothing left to wait for.
  func received(
    _ reply: ReplyView, tag: WalkTag, page: KeyPage, on stream: CommandStream, keys: KeyScope
  ) -> Bool {
    if tag.kind == .load || tag.kind == .keep { return false }
    page.pending -= 1
    acting -= 1
    let range = tag.key..<tag.key + tag.extra
    let wasResent = !resent.isEmpty && resent.remove(tag.bits) != nil
    if reply.isError {
      sendsAgain = wasResent
      refused(ServerError(reply.bytes), page, range, on: stream, keys: keys)
      sendsAgain = false
    } else if plan.script != nil {
      account(answers: reply.bytes, page, range, wasResent: wasResent)
    } else if case .unlink = plan.effect {
      let removed = wasResent ? range.count : min(reply.integer ?? 0, range.count)
      ledger.succeed(removed)
      ledger.skip(.gone, range.count - removed)
    } else if reply.integer == 1 || wasResent {
      ledger.succeed()
    } else {
      ledger.skip(.shorter)
    }
    return page.pending == 0 && page.actedOn == page.selected.count
  }

  /// The command may have run on a connection that was lost, and goes again: what its reply finds done already was done by
  /// it, or by somebody who wanted the same.
  func willResend(_ tag: WalkTag) { resent.insert(tag.bits) }

  /// One character a key, as `CheckedScript` says.
  private func account(
    answers: ByteSlice, _ page: KeyPage, _ range: Range<Int>, wasResent: Bool
  ) {
    guard answers.count == range.count else {
      let failure = ItemFailure("reply", "the script answered for \(answers.count) keys")
      for position in range { ledger.fail(failure, key: page.selectedKey(position), row: nil) }
      return
    }
    for (offset, position) in range.enumerated() {
      if let whenLeft, !"12".utf8.contains(answers[offset]) { whenLeft(page.selectedKey(position)) }
      switch answers[offset] {
      case UInt8(ascii: "1"): ledger.succeed()
      case UInt8(ascii: "0") where wasResent && plan.effect.keepsKeys:
        // A new life may be just what the predicate does not hold for any more.
        ledger.lose(key: page.selectedKey(position), row: nil)
      case UInt8(ascii: "0"): if wasPlanned { ledger.skip(.changed) }
      case UInt8(ascii: "2") where wasResent: account(goneAfterResend: page.selectedKey(position))
      case UInt8(ascii: "2"): ledger.skip(.gone)
      case UInt8(ascii: "4") where wasResent: ledger.succeed()
      case UInt8(ascii: "4"): ledger.skip(plan.effect.nothingToDo)
      case UInt8(ascii: "5"):
        fail(ItemFailure("exists", "its new name is taken"), page.selectedKey(position))
      default:
        fail(
          ItemFailure("refused", "the server refused to change this key"),
          page.selectedKey(position))
      }
    }
  }

  /// A key that could not be kept, and so is not removed.
  func fail(unasked key: ByteSlice, _ error: ServerError) { fail(ItemFailure(error), key) }

  /// A key that was gone before it could be kept.
  func skipGone() { ledger.skip(.gone) }

  private func fail(_ failure: ItemFailure, _ key: ByteSlice) {
    // A replica takes nothing, however often it is asked.
    hasFailedToStop =
      hasFailedToStop || program.action.failure == .stop || failure.code == "readonly"
    ledger.fail(failure, key: key, row: nil)
  }

  /// A key that is gone was removed, by us or by somebody; whether it was moved, nobody knows.
  private func account(goneAfterResend key: ByteSlice) {
    switch plan.effect {
    case .unlink: ledger.succeed()
    case .rename: ledger.lose(key: key, row: nil)
    case .expire, .persist: ledger.skip(.gone)
    }
  }

  /// A command was refused whole. One over many keys is taken apart, key by key, so that exactly the bad ones are named; a
  /// script that the server does not know is loaded, once.
  private func refused(
    _ error: ServerError, _ page: KeyPage, _ range: Range<Int>, on stream: CommandStream,
    keys: KeyScope
  ) {
    if error.kind == .noScript, let script = plan.script, loads < Self.loadLimit {
      loads += 1
      load(script, on: stream)
      send(page, range, on: stream, keys: keys)
    } else if range.count > 1 {
      for position in range { send(page, position..<position + 1, on: stream, keys: keys) }
    } else {
      whenLeft?(page.selectedKey(range.lowerBound))
      fail(ItemFailure(error), page.selectedKey(range.lowerBound))
    }
  }

  private var loads = 0
  /// A window of calls may come back with NOSCRIPT before the load has run; far more than that is a server that forgets.
  private static let loadLimit = 100

  /// Sends the script again, ahead of a call that found it missing.
  private func load(_ script: CheckedScript, on stream: CommandStream) {
    session.connection.encoder.beginCommand(argumentCount: 3)
    session.connection.encoder.append(argument: "SCRIPT")
    session.connection.encoder.append(argument: "LOAD")
    session.connection.encoder.append(argument: Array(script.source.utf8))
    stream.enqueue(tag: WalkTag(.load, page: 0).bits)
  }

  /// Commands that will get no reply; true when the page has nothing left to wait for.
  func lost(tag: WalkTag, page: KeyPage, mayHaveRun: Bool) -> Bool {
    if tag.kind == .load { return false }
    page.pending -= 1
    acting -= 1
    for position in tag.key..<tag.key + tag.extra {
      if mayHaveRun {
        ledger.lose(key: page.selectedKey(position), row: nil)
      } else {
        ledger.skip(.stopped)
      }
    }
    return page.pending == 0 && page.actedOn == page.selected.count
  }
}

extension KeyPage {
  /// The key at a position among the selected ones.
  func selectedKey(_ position: Int) -> ByteSlice { key(Int(selected[position])) }
}

extension RemovalPlan.Effect {
  /// Why a key needed nothing done to it, where the script says so.
  fileprivate var nothingToDo: SkipReason {
    if case .persist = self { .lasting } else { .shorter }
  }
}
