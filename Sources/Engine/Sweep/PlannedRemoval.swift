import Bytes
import Planner
import RESP
import Recipe

/// Applies a planned sweep from its spool: it acts on no key outside the plan, and on each only if it still qualifies.
final class PlannedRemoval: CommandStreamClient {
  let remover: Remover
  private(set) var stream: CommandStream?
  private let session: ServerSession
  private let spool: KeySpool
  private let keys: KeyScope
  private let pool = PagePool(limit: 8)
  private let interrupts: any InterruptSource
  /// Where keys are kept before they are removed.
  private let keeper: UndoKeeper?
  /// Why no more keys come; thrown when what was sent is accounted for.
  private var failure: RunFailure?

  init(
    session: ServerSession, program: Program, plan: RemovalPlan, spool: KeySpool,
    interrupts: any InterruptSource, guards: RunGuards?, rejects: RejectLog?,
    undo: UndoWriter? = nil
  ) {
    self.session = session
    self.spool = spool
    self.interrupts = interrupts
    remover = Remover(
      session: session, program: program, plan: plan, wasPlanned: true, guards: guards,
      rejects: rejects)
    keeper = undo.map { [remover] in UndoKeeper($0, session: session, remover: remover) }
    keys = KeyScope(program: program, typeNames: TypeNames(), now: session.clock.now)
  }

  func run(onProgress: () -> Void) throws(RunFailure) {
    try remover.prepare()
    let stream = CommandStream(session.connection, client: self, interrupts: interrupts)
    self.stream = stream
    var isRead = false
    var isStopping = false
    while true {
      isStopping =
        isStopping || failure != nil || keeper?.failure != nil || stream.stopSignal != nil
        || remover.isStopped
      if isStopping { remover.dropWaiting(release: pool.release) }
      while !isRead, !isStopping, stream.hasRoom, !pool.isExhausted {
        isRead = !readPage(stream)
        remover.proceed(on: stream, keys: keys)
      }
      remover.proceed(on: stream, keys: keys)
      try stream.pump(milliseconds: 0)
      onProgress()
      if stream.isIdle, remover.isIdle, isRead || isStopping { break }
      try stream.wait(pace: remover.pace)
    }
    try keeper?.finish()
    if let failure = failure ?? keeper?.failure { throw failure }
    if let signal = stream.stopSignal, !isRead || remover.isCutShort {
      throw .interrupted(signal)
    }
  }

  /// False when no more keys come.
  private func readPage(_ stream: CommandStream) -> Bool {
    let page = pool.take()
    do throws(RunFailure) {
      if try spool.next(into: page) {
        if let keeper { keeper.add(page, on: stream) } else { remover.add(page) }
        return true
      }
    } catch {
      failure = error
    }
    pool.release(page)
    return false
  }

  func received(_ reply: ReplyView, to command: ByteSlice, tag bits: UInt64) {
    guard let stream else { preconditionFailure("a reply before the run began") }
    let tag = WalkTag(bits)
    if tag.kind == .load { return }
    let page = pool.pages[tag.page]
    if tag.kind == .keep, let keeper {
      if keeper.received(reply, tag: tag, page: page) { pool.release(page) }
      return
    }
    if remover.received(reply, tag: tag, page: page, on: stream, keys: keys) {
      pool.release(page)
    }
  }

  func mayResend(tag bits: UInt64) -> Bool {
    let tag = WalkTag(bits)
    if tag.kind == .act { remover.willResend(tag) }
    return true
  }

  func lost(_ command: ByteSlice, tag bits: UInt64, mayHaveRun: Bool) {
    let tag = WalkTag(bits)
    if tag.kind == .load { return }
    let page = pool.pages[tag.page]
    if tag.kind == .keep, let keeper {
      if keeper.lost(page: page) { pool.release(page) }
      return
    }
    if remover.lost(tag: tag, page: page, mayHaveRun: mayHaveRun) { pool.release(page) }
  }

  func connectionReplaced() {}
}
