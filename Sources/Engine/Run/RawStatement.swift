import Bytes
import Planner
import RESP
import Recipe

/// `do`: one raw command, its reply, and what is asserted of it.
struct RawStatement {
  private let run: StatementRun

  init(_ run: StatementRun) { self.run = run }

  func perform(
    _ command: RawCommand, _ program: Program, _ report: inout StatementReport
  ) throws(RunFailure) {
    guard try isPermitted(command, &report) else { return }
    guard try !mayHaveRun(&report) else { return }
    run.observer.begin(run.action, writes: false)
    try note(command)
    let reply: Reply
    do throws(RunFailure) {
      reply = try run.session.call(command.arguments)
    } catch {
      report.ledger.lose(key: nil, row: nil)
      throw error
    }
    report.commands = 1
    report.batches = 1
    report.reply = reply
    if let error = reply.error {
      report.ledger.fail(ItemFailure(error), key: nil, row: nil)
      throw .server(error, doing: String(decoding: command.arguments.first ?? [], as: UTF8.self))
    }
    report.ledger.succeed()
    let texts = TextOwner()
    report.assertions = run.action.assertions.map { assertion in
      Verdict(assertion) { slot in
        guard case .reply(let name) = slot.source else { return .null }
        return texts.value(of: name.map { reply.value(named: $0) } ?? reply)
      }
    }
  }

  /// Whether the run that this one goes on may have sent it: then it is not sent again.
  private func mayHaveRun(_ report: inout StatementReport) throws(RunFailure) -> Bool {
    guard let earlier = try run.resumed(),
      earlier.status == "running" || earlier.counts?.unknown == 1
    else { return false }
    report.ledger.carry(ItemCounts(unknown: 1), from: run.journal?.earlierRun ?? "")
    return true
  }

  /// What may change something is written down before it is sent.
  private func note(_ command: RawCommand) throws(RunFailure) {
    guard let journal = run.journal,
      !(try CommandPermission.reads(command.arguments, on: run.session))
    else { return }
    try run.begin(String(decoding: command.arguments.first ?? [], as: UTF8.self).uppercased())
    try journal.write(
      Checkpoint(counts: ItemCounts(), position: nil, intent: .init(items: 1, end: nil)))
  }

  /// Safe mode; `--yes` or whoever is there agrees to what may be agreed to.
  private func isPermitted(
    _ command: RawCommand, _ report: inout StatementReport
  ) throws(RunFailure) -> Bool {
    switch try CommandPermission.of(command.arguments, on: run.session) {
    case .allowed: return true
    case .ask(let reason, _):
      if run.options.assumeYes { return true }
      guard run.options.canAsk else { throw .notPermitted("\(reason): pass --yes") }
      run.observer.warn(reason)
      return try run.ask(.yesOrNo, PlanReport(), &report)
    case .refused(let reason): throw .notPermitted(reason)
    }
  }
}

extension Reply {
  /// The element after a name, as CONFIG GET and HGETALL answer; null when there is none.
  fileprivate func value(named name: String) -> Reply {
    guard let elements else { return .null }
    for index in stride(from: 0, to: elements.count - 1, by: 2)
    where elements[index].text == name {
      return elements[index + 1]
    }
    return .null
  }
}

/// Keeps the text of replies alive while assertions look at it.
private final class TextOwner {
  private var texts: [PinnedBytes] = []

  func value(of reply: Reply) -> Value {
    switch reply {
    case .integer(let number): return .integer(Int64(number))
    case .bulk(let bytes), .status(let bytes):
      texts.append(PinnedBytes(bytes))
      return .text(texts[texts.count - 1].slice)
    case .array, .null, .error: return .null
    }
  }
}
