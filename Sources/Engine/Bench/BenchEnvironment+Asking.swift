import Planner
import Platform
import RESP

extension BenchEnvironment {
  /// The server's settings that change what a load costs it.
  private static let settings = [
    "maxmemory", "maxmemory-policy", "appendonly", "appendfsync", "save", "io-threads",
    "hash-max-listpack-entries", "lazyfree-lazy-user-del",
  ]

  /// Asks the server and this machine; what an ACL hides is left out.
  init(_ session: ServerSession) throws(RunFailure) {
    self.init()
    let version = session.capabilities.version.description
    server = "\(session.capabilities.flavour.rawValue) \(version)"
    for setting in Self.settings {
      guard let pair = try session.ask("CONFIG", "GET", setting).elements, pair.count == 2,
        let name = pair[0].text, let value = pair[1].text
      else { continue }
      configuration.append((name, value))
    }
    (processor, processors, kernel) = (Machine.processor, Machine.processors, Machine.kernel)
  }
}
