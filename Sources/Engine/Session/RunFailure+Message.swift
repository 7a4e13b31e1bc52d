import Planner
import Platform
import RESP
import RedisClient
import RowSources
import SourceText

extension RunFailure {
  /// Whether the server did not take us for whom we said, or wants to know.
  package var wantsPassword: Bool {
    guard case .connection(let error) = self, error.kind == .notPermitted else { return false }
    return error.detail.hasPrefix("NOAUTH") || error.detail.hasPrefix("WRONGPASS")
  }

  /// What happened, where, and what to do, in a line. Unescaped: a server's words may be in it.
  package var message: String {
    switch self {
    case .connection(let error):
      [error.description, error.advice].compactMap { $0 }.joined(
        separator: ": ")
    case .source(let error):
      [error.description, error.help].compactMap { $0 }.joined(separator: ": ")
    case .refused(let refusal):
      [refusal.diagnostic.message, refusal.diagnostic.help].compactMap { $0 }
        .joined(separator: ": ")
    case .storage(let text): text
    case .interrupted(let signal):
      "stopped by \(Interrupts.name(of: signal)): what was sent has been accounted for"
    case .server(let error, let doing):
      ["the server answered \(doing) with \(error)", error.advice].compactMap { $0 }
        .joined(separator: ": ")
    case .sandbox(let text): "no sandbox: \(text)"
    case .notPermitted(let text), .configuration(let text), .stale(let text), .locked(let text),
      .leaseLost(let text):
      text
    case .notReady(let text): "\(text): try again later"
    }
  }
}

extension ConnectionError {
  /// What a person can do; nil where the words of the error say it.
  fileprivate var advice: String? {
    switch kind {
    case .unavailable: "is the server running there? -s names another one"
    case .notPermitted where detail.hasPrefix("TLS"): nil
    case .notPermitted where detail.hasPrefix("NOAUTH"):
      "give its password with --ask-password, --password-fd N, REDISCLI_AUTH, or `password` in its profile"
    case .notPermitted: "check the user and the password of this server"
    case .notRedis: "check the port"
    case .closedHalfway, .timedOut: "run it again when the server is back"
    case .misconfigured where detail.contains("DB index"): "this server has no such database"
    case .brokenProtocol, .misconfigured, .notBuilt, .interrupted: nil
    }
  }
}

extension ServerError {
  fileprivate var advice: String? {
    switch kind {
    case .outOfMemory: "raise maxmemory, or remove keys first"
    case .readOnly: "it is a replica: name its primary with -s or `to`"
    case .noPermission: "the ACL of this user forbids it"
    case .noAuthentication, .wrongPassword: "check the user and the password of this server"
    case .loading, .busy, .clusterDown, .masterDown, .tryAgain, .maxClients: "try again later"
    default: nil
    }
  }
}
