/// Why a socket could not be opened.
struct OpenFailure: Error, Equatable, Sendable {
  let kind: ConnectionError.Kind
  let detail: String

  init(_ kind: ConnectionError.Kind, _ detail: String) {
    self.kind = kind
    self.detail = detail
  }

  /// Waiting does not mend it.
  var isLasting: Bool {
    switch kind {
    case .notPermitted, .notRedis, .misconfigured, .notBuilt, .interrupted: true
    case .unavailable, .closedHalfway, .timedOut, .brokenProtocol: false
    }
  }
}
