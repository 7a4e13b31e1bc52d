import Bytes
import Planner
import RESP
import Recipe

/// The accounting law: every item ends in exactly one of ok, failed, skipped, unknown, and they add up to planned.
///
/// A value, kept by the thread that runs the statement. Counting a success costs one addition.
package struct ItemLedger: Sendable {
  package private(set) var ok = 0
  package private(set) var failed = 0
  package private(set) var skipped = 0
  /// Sent, and the outcome was not read.
  package private(set) var unknown = 0
  /// How many items each code of `failed` and each reason of `skipped` stands for.
  package private(set) var failureCodes: [String: Int] = [:]
  package private(set) var skipReasons: [String: Int] = [:]
  /// The first items that failed or are unknown, named.
  package private(set) var named: [NamedItem] = []

  /// Told of every item that is named, those beyond the limit too.
  package var rejects: RejectLog?

  /// So many items are named; the rest are counted. Keeps memory constant when everything fails.
  package static let namedLimit = 1000

  package init() {}

  package var planned: Int { ok + failed + skipped + unknown }

  package mutating func succeed(_ count: Int = 1) { ok += count }

  package mutating func skip(_ reason: SkipReason, _ count: Int = 1) {
    guard count > 0 else { return }
    skipped += count
    skipReasons[reason.rawValue, default: 0] += count
  }

  /// - Parameter count: how many items failed together; the first is named.
  package mutating func fail(
    _ failure: ItemFailure, key: ByteSlice?, row: Int?, count: Int = 1
  ) {
    failed += count
    failureCodes[failure.code, default: 0] += count
    name(NamedItem(key: key.map(Array.init), row: row, code: failure.code, detail: failure.detail))
  }

  package mutating func lose(key: ByteSlice?, row: Int?, count: Int = 1) {
    unknown += count
    name(
      NamedItem(
        key: key.map(Array.init), row: row, code: "unknown",
        detail: "sent, and the connection was lost before its reply"))
  }

  /// What was acknowledged may be gone, and nothing that can be read tells.
  mutating func doubtSuccesses(because reason: String) {
    guard ok > 0 else { return }
    let count = ok
    ok = 0
    unknown += count
    name(
      NamedItem(
        key: nil, row: nil, code: "unknown", detail: "\(count) acknowledged, then \(reason)"))
  }

  /// What an earlier run did, which this one goes on: it is not done again, and what failed stays failed.
  package mutating func carry(_ counts: ItemCounts, from run: String) {
    skip(.done, counts.ok + counts.skipped)
    if counts.failed > 0 {
      failed += counts.failed
      failureCodes["earlier", default: 0] += counts.failed
      name(
        NamedItem(
          key: nil, row: nil, code: "earlier",
          detail: "\(counts.failed) failed in \(run): `cachectl job show \(run) --rejects`"))
    }
    if counts.unknown > 0 {
      unknown += counts.unknown
      name(
        NamedItem(
          key: nil, row: nil, code: "unknown",
          detail: "\(counts.unknown) may have been sent by \(run), and are not sent again"))
    }
  }

  /// Failures that may be gone the next time: a server that is full, loading, a replica now.
  var transientFailures: Int {
    failureCodes.reduce(0) { Self.transientCodes.contains($1.key) ? $0 + $1.value : $0 }
  }

  private static let transientCodes: Set<String> = [
    "oom", "loading", "busy", "clusterdown", "masterdown", "tryagain", "readonly", "misconf",
    "noreplicas",
  ]

  /// Both together: what failed before it could be sent, and what became of what was sent.
  package func merged(with other: ItemLedger) -> ItemLedger {
    var sum = self
    sum.ok += other.ok
    sum.failed += other.failed
    sum.skipped += other.skipped
    sum.unknown += other.unknown
    sum.failureCodes.merge(other.failureCodes, uniquingKeysWith: +)
    sum.skipReasons.merge(other.skipReasons, uniquingKeysWith: +)
    sum.named.append(contentsOf: other.named.prefix(Self.namedLimit - sum.named.count))
    return sum
  }

  private mutating func name(_ item: @autoclosure () -> NamedItem) {
    let isWanted = rejects.map { !$0.isFull } ?? false
    guard isWanted || named.count < Self.namedLimit else { return }
    let item = item()
    if named.count < Self.namedLimit { named.append(item) }
    rejects?.append(item)
  }
}

/// One item that did not end well: its key (unescaped), its line in the source, and why.
package struct NamedItem: Hashable, Sendable {
  package let key: [UInt8]?
  /// The 1-based line of the source on which the row begins.
  package let row: Int?
  package let code: String
  package let detail: String
}

/// Why an item needed nothing done to it.
package enum SkipReason: String, Sendable {
  /// `write missing`: the key is there.
  case present
  /// `write changed`: the key holds this value already.
  case equal
  /// `write stale`: enough of its life is left.
  case fresh
  /// The key was gone before we came to it.
  case gone
  /// Planned, and its predicate no longer holds.
  case changed
  /// `expire`: it already ends sooner, or is gone (PEXPIREAT does not say which).
  case shorter
  /// `persist`: it has no TTL.
  case lasting
  /// The server's profile protects it.
  case protected
  /// `deploy … drift report`: other code stands under the library's name, and is left.
  case drift
  /// An earlier run, which this one goes on, accounted for it.
  case done
  /// `undo`: its time would be over by now.
  case expired
  /// Never sent: the run was stopped before.
  case stopped
}

extension ItemFailure {
  /// A server's error as the failure of an item: its code in lower case.
  init(_ error: ServerError) {
    self.init(error.code.lowercased(), Escaping.escaped(error.message))
  }
}
