import Planner
import RESP
import RedisClient
import RowSources
import SourceText

extension RunFailure {
  /// What happened, where, and what to do, in a line. Unescaped: a server's words may be in it.
  package var message: String {
    switch self {
    case .connection(let error): "\(error)"
    case .source(let error):
      [error.file + (error.line.map { ":\($0)" } ?? ""), error.reason, error.help]
        .compactMap { $0 }.joined(separator: ": ")
    case .refused(let refusal): refusal.diagnostic.message
    case .storage(let text): text
    case .interrupted(let signal):
      "stopped by \(signal == 15 ? "SIGTERM" : "SIGINT"): what was sent has been accounted for"
    case .server(let error, let doing): "the server answered \(doing) with \(error.message)"
    case .sandbox(let text): "no sandbox: \(text)"
    case .notPermitted(let text), .configuration(let text): text
    }
  }
}
