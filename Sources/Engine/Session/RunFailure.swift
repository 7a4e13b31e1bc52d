import Planner
import RESP
import RedisClient
import RowSources
import SourceText

/// Why a statement could not go on, as opposed to items that failed. Each has one exit code of cli.md.
package enum RunFailure: Error, Sendable {
  case connection(ConnectionError)
  case source(RowSourceError)
  /// Refused before anything was sent.
  case refused(Lowering.Refusal)
  /// Our own disk: the spool.
  case storage(String)
  /// A person or a signal stopped it; the signal's number.
  case interrupted(Int32)
  /// The server answered a request of ours with an error that leaves nothing to do.
  case server(ServerError, doing: String)
  /// The machine lacks something that the sandbox needs.
  case sandbox(String)
  /// A flag or a confirmation is missing; the text names it.
  case notPermitted(String)
  case configuration(String)
  /// It may work in a moment.
  case notReady(String)
  /// The world is not as it was when the plan was made, or when the run stopped; nothing was changed.
  case stale(String)
  /// Somebody else holds the lock; the text says who.
  case locked(String)
  /// A lease ended while the run went; what it did before that is accounted for.
  case leaseLost(String)

  /// What kept a source from giving its rows.
  init(reading error: RowSourceError) {
    if case .interrupted(let signal) = error.kind {
      self = .interrupted(signal)
    } else {
      self = .source(error)
    }
  }

  /// Nothing was done, because of how things stand or of what was asked for.
  var isRefusal: Bool {
    switch self {
    case .refused, .notPermitted, .notReady, .stale, .locked: true
    case .connection, .source, .storage, .interrupted, .server, .sandbox, .configuration,
      .leaseLost:
      false
    }
  }

  package var exitCode: ExitCode {
    switch self {
    case .connection(let error): ExitCode(rawValue: error.exitCode) ?? .unavailable
    case .source(let error): ExitCode(rawValue: error.exitStatus) ?? .inputMissing
    case .refused(let refusal): refusal.kind == .recipe ? .recipeError : .notPermitted
    case .storage: .ioError
    case .interrupted(let signal): ExitCode(stoppedBy: signal)
    case .server(let error, _): error.exitCode
    case .sandbox: .unavailable
    case .notPermitted: .notPermitted
    case .configuration: .configuration
    case .notReady: .tryLater
    case .stale: .guardRefused
    case .locked, .leaseLost: .tryLater
    }
  }
}

/// The exit codes of cli.md.
package enum ExitCode: Int32, Sendable {
  case done = 0
  case failed = 1
  case changes = 2
  case assertion = 3
  case guardRefused = 4
  case partial = 5
  case usage = 64
  case recipeError = 65
  case inputMissing = 66
  case unavailable = 69
  case bug = 70
  case ioError = 74
  case tryLater = 75
  case notPermitted = 77
  case configuration = 78
  case hungUp = 129
  case interrupted = 130
  case terminated = 143

  /// As a shell says it: 128 and the number of the signal.
  package init(stoppedBy signal: Int32) { self = ExitCode(rawValue: 128 + signal) ?? .interrupted }

  /// What stopped it, where that was a signal.
  package var signal: Int32? { rawValue > 128 ? rawValue - 128 : nil }
}

extension ServerError {
  /// Permission problems are 77, a server that cannot serve now is 69, one that is full 5, anything else 1.
  var exitCode: ExitCode {
    switch kind {
    case .noPermission, .noAuthentication, .wrongPassword, .denied, .readOnly: .notPermitted
    case .loading, .clusterDown, .masterDown, .maxClients, .busy: .unavailable
    case .outOfMemory: .partial
    default: .failed
    }
  }
}
