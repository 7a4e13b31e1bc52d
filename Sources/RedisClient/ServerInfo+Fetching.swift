import RESP

extension ServerInfo {
  /// Asks a server about itself: INFO, the eviction policy, and who we are. What the ACL refuses is left out.
  package static func fetch(over connection: Connection) throws(ConnectionError) -> ServerInfo {
    var server = ServerInfo()
    if let text = try server.ask(["INFO"], over: connection)?.text {
      server.merge(info: text, database: connection.address.database)
    }
    if server.maxMemoryPolicy == nil || server.maxMemory == nil {
      let request = ["CONFIG", "GET", "maxmemory*"]
      server.merge(configuration: try server.ask(request, over: connection)?.elements ?? [])
    }
    // Before Redis 6 there is no ACL, and so nobody else to be.
    server.user = try server.ask(["ACL", "WHOAMI"], over: connection)?.text
    return server
  }

  /// Nil when the server refuses or does not know the request.
  private mutating func ask(
    _ arguments: [String], over connection: Connection
  ) throws(ConnectionError) -> Reply? {
    let reply = try connection.call(arguments.map { Array($0.utf8) }, isRepeatable: true)
    guard let error = reply.error else { return reply }
    if error.kind == .noPermission { refused.append(arguments.joined(separator: " ")) }
    return nil
  }

  private mutating func merge(configuration: [Reply]) {
    var pairs = configuration.makeIterator()
    while let name = pairs.next()?.text, let value = pairs.next() {
      if name == "maxmemory" { maxMemory = value.integer }
      if name == "maxmemory-policy" { maxMemoryPolicy = value.text }
    }
  }
}
