import Bytes
import Recipe
import SourceText

/// Compiles a checked statement into a Program. Pure: the same statement, capabilities and limits give the same Program.
package struct Lowering {
  let action: Action
  let capabilities: ServerCapabilities
  let limits: Limits
  /// The columns of the statement's source where they are known: a CSV header that was read.
  let columns: [Column]?

  /// What the server's profile allows, whatever a recipe asks for.
  package struct Limits: Sendable {
    package var rate: Double?
    package var batch: Int?
    package var protected: [GlobPattern]

    package init(rate: Double? = nil, batch: Int? = nil, protected: [GlobPattern] = []) {
      self.rate = rate
      self.batch = batch
      self.protected = protected
    }

    package init(_ profile: ServerProfile?) {
      self.init(
        rate: profile?.ceilingRate, batch: profile?.ceilingBatch,
        protected: (profile?.protected ?? []).map { GlobPattern($0) })
    }
  }

  /// A statement that cannot be planned on this server; nothing was sent.
  package struct Refusal: Error, Sendable {
    package let diagnostic: Diagnostic
    package let kind: Kind

    package init(diagnostic: Diagnostic, kind: Kind) {
      self.diagnostic = diagnostic
      self.kind = kind
    }

    package enum Kind: Sendable {
      /// The recipe asks for something that is not there: exit 65.
      case recipe
      /// The server or its profile does not allow it: exit 77.
      case notPermitted
    }
  }

  package static func lower(
    _ action: Action, for capabilities: ServerCapabilities, within limits: Limits = Limits(),
    columns: [Column]? = nil
  ) throws(Refusal) -> Program {
    let lowering = Lowering(
      action: action, capabilities: capabilities, limits: limits, columns: columns)
    try lowering.refuseUnbuilt()
    try lowering.refuseCluster()
    return switch action.body {
    case .warm(let warm): try lowering.lower(warm)
    case .sweep(let sweep): try lowering.lower(sweep)
    case .audit(let audit): try lowering.lower(audit)
    case .deploy(let deploy): try lowering.lower(deploy)
    case .bench(let bench): try lowering.lower(bench)
    case .raw(let command): lowering.lower(command)
    case .restore(let restoration): try lowering.lower(restoration)
    case .pending(let reason): throw lowering.notBuilt(reason)
    }
  }

  private func lower(_ command: RawCommand) -> Program {
    program(input: .none, output: .call(command.arguments))
  }

  private func lower(_ restoration: Restoration) throws(Refusal) -> Program {
    try refuseReplica()
    return program(input: .none, output: .restore(restoration))
  }

  // MARK: What every verb needs

  func program(
    input: Program.Input, slots: [Slot] = [], split: PredicateSplit = PredicateSplit(nil, []),
    probes: [Probe] = [], output: Program.Output
  ) -> Program {
    Program(
      action: action, input: input, slots: slots, nameFilter: split.names, probes: probes,
      filter: split.attributes, touchingFilter: split.touching,
      keepsIdleTimes: capabilities.hasNoTouch
        && (keepsCopies || probes.contains(where: \.isTouching)),
      output: output,
      batch: BatchBounds(members: least(action.batch ?? Self.defaultBatch, limits.batch)),
      rate: reads ? nil : least(action.rate, limits.rate),
      scanRate: least(reads ? least(action.scanRate, action.rate) : action.scanRate, limits.rate),
      protected: limits.protected + locks(in: input))
  }

  /// A sweep takes nobody's lock away.
  private func locks(in input: Program.Input) -> [GlobPattern] {
    guard case .sweep = action.body, case .scan(let pattern) = input else { return [] }
    return LockKey.protection(from: pattern.glob).map { [$0] } ?? []
  }

  private static let defaultBatch = 500

  /// Keys are read before they are removed.
  private var keepsCopies: Bool {
    if case .sweep(let sweep) = action.body { sweep.undo != nil } else { false }
  }

  /// An audit acts on its keys by reading them: `rate` and `scan rate` are one.
  private var reads: Bool { if case .audit = action.body { true } else { false } }

  private func least<T: Comparable>(_ asked: T, _ ceiling: T?) -> T {
    guard let ceiling else { return asked }
    return min(asked, ceiling)
  }

  private func least(_ asked: Double?, _ ceiling: Double?) -> Double? {
    guard let asked else { return ceiling }
    guard let ceiling else { return asked }
    return min(asked, ceiling)
  }

  /// The keys that a sweep or an audit looks at.
  func input(_ selection: KeySelection) throws(Refusal) -> Program.Input {
    switch selection {
    case .family(let family):
      return .scan(KeyPattern(glob: family.template.glob, template: family.template))
    case .pattern(let glob):
      return .scan(KeyPattern(glob: glob, template: nil))
    case .keys(let keys):
      try refuseProtected(keys)
      return .keys(keys)
    case .tag(let tag):
      return .tag(
        TagInput(
          tag: tag.tag, template: tag.family?.template, isVerified: tag.membership != nil))
    case .rows(let origin, let key):
      return .rowKeys(origin, key: key)
    }
  }

  /// Keys whose names are made during the run are refused where one of them may be protected.
  func refuseProtected(
    _ ends: KeyEnds, _ message: String, help: String
  ) throws(Refusal) {
    for pattern in limits.protected where KeyEnds(glob: pattern.bytes).mayMeet(ends) {
      throw refusal(
        "G034", message,
        label:
          "`\(Escaping.escaped(ends.prefix))…` and protect \"\(Escaping.escaped(pattern.bytes))\"",
        help: help, .notPermitted)
    }
  }

  /// A key named by literal is refused where it is protected; in a scan it is skipped and counted.
  private func refuseProtected(_ keys: [[UInt8]]) throws(Refusal) {
    guard !reads else { return }
    for key in keys {
      for pattern in limits.protected
      where key.withUnsafeBytes({ pattern.matches(ByteSlice($0)) }) {
        throw refusal(
          "G010", "the server's profile protects this key",
          label:
            "`\(Escaping.escaped(key))` matches protect \"\(Escaping.escaped(pattern.bytes))\"",
          help: "leave the key out, or change `protect` of the server", .notPermitted)
      }
    }
  }

  /// Which attributes the slots ask for, and a refusal of what this server cannot tell.
  func probes(_ slots: [Slot]) throws(Refusal) -> [Probe] {
    let probes = Set(slots.compactMap { Probe($0.source) })
    if let policy = capabilities.evictionPolicy {
      if probes.contains(.freq), !capabilities.countsFrequency {
        throw refusal(
          "G011", "this server counts no access frequency",
          label: "`freq` needs an LFU policy; maxmemory-policy is \(policy)",
          help: "ask for `idle`, or set maxmemory-policy to allkeys-lfu", .notPermitted)
      }
      if probes.contains(.idle), capabilities.countsFrequency {
        throw refusal(
          "G012", "this server keeps no idle times",
          label: "`idle` needs another policy; maxmemory-policy is \(policy)",
          help: "ask for `freq`, or set maxmemory-policy to allkeys-lru", .notPermitted)
      }
    }
    try refuseTouching(probes)
    return Probe.inOrder(probes)
  }

  /// Where the server cannot be told to overlook our reads, they must not spoil what the statement itself goes by, and an
  /// audit, which nobody expects to change anything, says that it may.
  private func refuseTouching(_ probes: Set<Probe>) throws(Refusal) {
    guard !capabilities.hasNoTouch, let probe = Probe.inOrder(probes).first(where: \.isTouching)
    else { return }
    let why = "reading it resets the key's idle time before 7.2, this is \(capabilities.version)"
    if let other = [Probe.idle, .freq].first(where: probes.contains) {
      throw refusal(
        "G025", "`\(probe.name)` and `\(other.name)` cannot be asked together on this server",
        label: why, help: "ask for one of them", .notPermitted)
    }
    guard case .audit(let audit) = action.body, !audit.allowsTouch else { return }
    throw refusal(
      "G026", "an audit that asks for `\(probe.name)` would touch the keys", label: why,
      help: "add `allow touch` if idle times do not matter to you", .notPermitted)
  }

  // MARK: Refusals

  func refuseReplica() throws(Refusal) {
    guard capabilities.isReplica else { return }
    throw refusal(
      "G013", "the server is a replica and takes no writes", label: "this statement writes",
      help: "name its primary with -s or `to`", .notPermitted)
  }

  /// Keys of a cluster live on many nodes, and we would talk to one.
  private func refuseCluster() throws(Refusal) {
    guard capabilities.isCluster else { return }
    if case .raw = action.body { return }
    throw refusal(
      "G018", "Redis Cluster is not built yet", label: "this server is one node of a cluster",
      help: "name a standalone server with -s or `to`", .notPermitted)
  }

  func notBuilt(
    _ reason: String, at location: Location? = nil,
    label: String = "this statement cannot be planned", help: String? = nil
  ) -> Refusal {
    refusal("G001", reason, at: location, label: label, help: help, .recipe)
  }

  func refusal(
    _ id: String, _ message: String, at location: Location? = nil, label: String, help: String?,
    _ kind: Refusal.Kind
  ) -> Refusal {
    Refusal(
      diagnostic: Diagnostic(
        id: id, severity: .refused, at: location ?? action.location, message: message,
        label: label, help: help),
      kind: kind)
  }
}
