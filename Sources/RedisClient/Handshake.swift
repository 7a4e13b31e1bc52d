import RESP

/// The requests that open every connection, sent at once, and what their replies mean.
///
/// There is no HELLO: it would only lead to RESP3, which the reader does not know, and Redis 5 does not have it.
struct Handshake: Equatable, Sendable {
  enum Step: Equatable, Sendable {
    case authenticate(Credentials)
    case setName(String)
    case select(Int)
    /// `CLIENT NO-TOUCH ON`: our reads are nobody's use of a key.
    case keepIdleTimes
    /// `ROLE`: what the sentinels have named may have been a master a moment ago.
    case role
    /// Last: it fails while the server loads its data, or wants a password that we did not give.
    case ping
  }

  enum Verdict: Equatable {
    case more
    case done
    case retry(ConnectionError.Kind, String)
    case stop(ConnectionError.Kind, String)
  }

  let steps: [Step]
  private(set) var answered = 0

  init(
    credentials: Credentials?, clientName: String, database: Int, keepsIdleTimes: Bool = false,
    wantsMaster: Bool = false
  ) {
    var steps: [Step] = []
    if let credentials { steps.append(.authenticate(credentials)) }
    steps.append(.setName(clientName))
    if database != 0 { steps.append(.select(database)) }
    if keepsIdleTimes { steps.append(.keepIdleTimes) }
    if wantsMaster { steps.append(.role) }
    steps.append(.ping)
    self.steps = steps
  }

  mutating func receive(_ reply: Reply) -> Verdict {
    precondition(answered < steps.count, "a handshake reply after the last step")
    let step = steps[answered]
    answered += 1
    if let error = reply.error {
      if let verdict = Self.judge(error, at: step) { return verdict }
    } else if case .role = step, reply.elements?.first?.text != "master" {
      return .retry(.unavailable, "the server that the sentinels name is no master")
    } else if !Self.isExpected(reply, at: step) {
      return .stop(.notRedis, "it answers, but not as Redis does")
    }
    return answered == steps.count ? .done : .more
  }

  /// Nil when the error does not keep us from working.
  private static func judge(_ error: ServerError, at step: Step) -> Verdict? {
    switch error.kind {
    case .loading, .maxClients:
      return .retry(.unavailable, error.description)
    case .wrongPassword, .noAuthentication, .denied:
      return .stop(.notPermitted, error.description)
    case .noPermission:
      // A user without PING or CLIENT may still be allowed what the run needs; without SELECT it works on the wrong data.
      if case .select = step { return .stop(.notPermitted, error.description) }
      return nil
    default:
      switch step {
      case .authenticate: return .stop(.notPermitted, error.description)
      case .select: return .stop(.misconfigured, error.description)
      case .setName, .keepIdleTimes, .role, .ping: return nil
      }
    }
  }

  private static func isExpected(_ reply: Reply, at step: Step) -> Bool {
    switch step {
    case .authenticate, .setName, .select, .keepIdleTimes: reply.isOK
    case .role: true
    case .ping: reply == .status(Array("PONG".utf8))
    }
  }
}

extension Handshake.Step {
  var arguments: [[UInt8]] {
    switch self {
    case .authenticate(let credentials):
      if let username = credentials.username {
        [Array("AUTH".utf8), Array(username.utf8), credentials.password.bytes]
      } else {
        [Array("AUTH".utf8), credentials.password.bytes]
      }
    case .setName(let name): ["CLIENT", "SETNAME", name].map { Array($0.utf8) }
    case .select(let database): ["SELECT", String(database)].map { Array($0.utf8) }
    case .keepIdleTimes: ["CLIENT", "NO-TOUCH", "ON"].map { Array($0.utf8) }
    case .role: [Array("ROLE".utf8)]
    case .ping: [Array("PING".utf8)]
    }
  }
}
