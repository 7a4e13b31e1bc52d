import Bytes
import Planner
import RESP
import Recipe

/// Sums up what a walk finds, in constant memory. It sends nothing.
final class AuditSink: KeySink {
  private(set) var totals: AuditTotals
  private let program: Program
  private let audit: Audit
  private let ttlProbe: Int?
  private let typeProbe: Int?
  private let sizeProbe: Int?
  /// How many keys are enough.
  private let limit: Int?
  private var scratch = ByteBuffer()
  /// What is looked at while the audit reads.
  private let guards: RunGuards?

  init(program: Program, audit: Audit, guards: RunGuards? = nil) {
    self.guards = guards
    self.program = program
    self.audit = audit
    ttlProbe = program.probes.firstIndex(of: .ttl)
    typeProbe = program.probes.firstIndex(of: .type)
    sizeProbe = program.probes.firstIndex(of: .bytes)
    totals = AuditTotals(audit)
    if case .keys(let count) = audit.sample { limit = count } else { limit = nil }
  }

  var wantsProbes: Bool { true }
  var isIdle: Bool { true }
  var pace: Int64? { holdsReading ? 20 : nil }
  var holdsReading: Bool { guards?.isHolding == true }
  var readingRate: Double? { guards?.rate }

  func take(_ page: KeyPage, in walk: KeyWalk) {
    let now = walk.session.clock.now
    for position in page.selected {
      if let limit, totals.keys == limit {
        walk.stop()
        break
      }
      take(Int(position), of: page, in: walk, now: now)
    }
    walk.release(page)
  }

  private func take(_ position: Int, of page: KeyPage, in walk: KeyWalk, now: Int64) {
    let keys = walk.keys
    guard keys.bindName(page.key(position)), keys.bindAnswers(page, position) else { return }
    keys.scope.reset()
    totals.keys += 1
    if let typeProbe {
      totals.types[page.answer(key: position, probe: typeProbe), default: 0] += 1
    }
    if let ttlProbe {
      let life = page.answer(key: position, probe: ttlProbe)
      if life < 0 {
        totals.withoutTTL += 1
      } else {
        totals.ttl.record(life)
        totals.expire(at: now + life)
      }
    }
    if let sizeProbe { totals.sizes.record(page.answer(key: position, probe: sizeProbe)) }
    for index in audit.measures.indices { totals.measure(index, audit, keys.scope) }
    for index in audit.reports.indices {
      totals.report(index, audit, keys.scope, scratch: &scratch)
    }
  }

  func proceed(_ walk: KeyWalk) {
    guard let guards else { return }
    guards.look(walk.unjudged)
    if guards.isStopped { walk.stop() }
  }

  func received(_ reply: ReplyView, to command: ByteSlice, tag: WalkTag, in walk: KeyWalk) {
    preconditionFailure("an audit sends no commands of its own")
  }

  func willResend(_ tag: WalkTag) {}

  func lost(_ command: ByteSlice, tag: WalkTag, mayHaveRun: Bool, in walk: KeyWalk) {}

  func restart() { totals = AuditTotals(audit) }
}
