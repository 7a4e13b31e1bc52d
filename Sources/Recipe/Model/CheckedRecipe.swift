import SourceText

/// A recipe that has no errors: every name resolved, every type agreed, every `each` expanded.
package struct CheckedRecipe: Sendable {
  package let file: SourceFile
  package var servers: [ServerProfile]
  package var sources: [SourceDeclaration]
  package var families: [Family]
  package var scripts: [Script]
  /// In the order of the file; an `each` gives one action a value.
  package var actions: [Action]
  /// Variables of the environment that hold secrets.
  package var secretVariables: [String]
  /// `sha1:…` of its text, of what it uses and of the configuration; empty where nobody asked for it.
  package var digest = ""
  /// The paths of all that it is made of: scripts and what it uses, too. Empty where nobody asked for it.
  package var parts: [String] = []
  /// The value of every parameter, as it would be written after `--set`.
  package var parameters: [(name: String, value: String)]

  package init(file: SourceFile) {
    self.file = file
    servers = []
    sources = []
    families = []
    scripts = []
    actions = []
    secretVariables = []
    parameters = []
  }
}

/// One thing that a recipe does: a statement, or one value of its `each`.
package struct Action: Sendable {
  package let verb: String
  /// The family, label or pattern after the verb; nil for `do`.
  package let name: String?
  /// The values of the `each` names: `t=a`; empty without `each`.
  package var each: [String]
  package let location: Location
  /// The server named by `to`, which binds.
  package var server: String?
  /// False: the statement is skipped. `when` holds only compile-time names, so it is known before the run.
  package var isEnabled: Bool
  /// At most so many commands or members in a batch.
  package var batch: Int?
  /// Keys per second.
  package var rate: Double?
  /// `rate auto`: the pace finds itself, below the server's ceiling.
  package var adaptsRate = false
  /// Keys read per second by SCAN.
  package var scanRate: Double?
  package var guards: [Guard]
  package var assertions: [Assertion]
  package var failure: FailurePolicy
  /// The share of items that may fail without exit 5.
  package var tolerate: Double
  package var doc: String?
  package var lock: LockRequest?
  package var body: Body

  package enum Body: Sendable {
    case warm(Warm)
    case sweep(Sweep)
    case audit(Audit)
    case deploy(Deploy)
    case bench(Bench)
    case raw(RawCommand)
    case restore(Restoration)
    /// A verb whose issue is open; the text says so.
    case pending(String)
  }

  package init(verb: String, name: String?, location: Location, body: Body) {
    self.verb = verb
    self.name = name
    self.location = location
    self.body = body
    each = []
    isEnabled = true
    guards = []
    assertions = []
    failure = .proceed
    tolerate = 0
  }

  /// `sweep:session`, `sweep:tmp[a]`: how a NAME on the command line selects it.
  package var label: String {
    let suffix = each.isEmpty ? "" : "[\(each.joined(separator: ","))]"
    return (name ?? "") + suffix
  }
}

extension Action {
  /// What `lock` without a name locks.
  package var lockName: String? { lock.map { $0.name ?? "\(verb):\(label)" } }
}

/// `fail stop|continue`.
package enum FailurePolicy: String, Sendable {
  case stop
  case proceed = "continue"
}

/// `lock ["NAME"] [server lease D] [wait D]`; durations in milliseconds.
package struct LockRequest: Sendable {
  package var name: String?
  package var serverLease: Int64?
  package var wait: Int64?

  package init(name: String?, serverLease: Int64?, wait: Int64?) {
    self.name = name
    self.serverLease = serverLease
    self.wait = wait
  }
}

/// `guard EXPR [else stop|pause D|warn] [say "…"]`: a condition that must hold before or while a statement runs.
package struct Guard: Sendable {
  package enum Otherwise: Sendable {
    case stop
    /// Milliseconds.
    case pause(Int64)
    case warn
  }

  /// The condition as written.
  package let text: String
  package let location: Location
  /// Over `aggregates`, in that order.
  package let condition: Formula
  package let aggregates: [Slot]
  package let otherwise: Otherwise
  package let say: String?

  package init(
    text: String, location: Location, condition: Formula, aggregates: [Slot],
    otherwise: Otherwise, say: String?
  ) {
    self.text = text
    self.location = location
    self.condition = condition
    self.aggregates = aggregates
    self.otherwise = otherwise
    self.say = say
  }
}

/// `assert EXPR [else warn] [say "…"]`: a condition that must hold afterwards.
package struct Assertion: Sendable {
  package let text: String
  package let location: Location
  /// Over `aggregates`, in that order.
  package let condition: Formula
  package let aggregates: [Slot]
  package let isWarning: Bool
  package let say: String?

  package init(
    text: String, location: Location, condition: Formula, aggregates: [Slot], isWarning: Bool,
    say: String?
  ) {
    self.text = text
    self.location = location
    self.condition = condition
    self.aggregates = aggregates
    self.isWarning = isWarning
    self.say = say
  }
}
