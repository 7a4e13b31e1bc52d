import RESP

extension ServerInfo {
  /// Asks a server about itself, in one round trip: INFO, who we are, and what time it is. What the ACL refuses is left out.
  package static func fetch(over connection: Connection) throws(ConnectionError) -> ServerInfo {
    var server = ServerInfo()
    // Before Redis 6 there is no ACL, and so nobody else to be.
    let questions = [["INFO"], ["ACL", "WHOAMI"], ["TIME"]]
    let replies = try server.ask(questions, over: connection)
    if let text = replies[0]?.text {
      server.merge(info: text, database: connection.address.database)
    }
    server.user = replies[1]?.text
    server.time = replies[2].flatMap(Self.milliseconds)
    if server.maxMemoryPolicy == nil || server.maxMemory == nil {
      let reply = try server.ask([["CONFIG", "GET", "maxmemory*"]], over: connection)[0]
      server.merge(configuration: reply?.elements ?? [])
    }
    return server
  }

  /// Nil for each question that the server refuses or does not know.
  private mutating func ask(
    _ questions: [[String]], over connection: Connection
  ) throws(ConnectionError) -> [Reply?] {
    let replies = try connection.call(all: questions.map { $0.map { Array($0.utf8) } })
    return zip(questions, replies).map { question, reply in
      guard let error = reply.error else { return reply }
      if error.kind == .noPermission { refused.append(question.joined(separator: " ")) }
      return nil
    }
  }

  /// What TIME answers, in milliseconds since 1970.
  package static func milliseconds(_ time: Reply) -> Int64? {
    guard let parts = time.elements, parts.count == 2, let seconds = parts[0].integer,
      let microseconds = parts[1].integer
    else { return nil }
    return Int64(seconds) * 1000 + Int64(microseconds) / 1000
  }

  private mutating func merge(configuration: [Reply]) {
    var pairs = configuration.makeIterator()
    while let name = pairs.next()?.text, let value = pairs.next() {
      if name == "maxmemory" { maxMemory = value.integer }
      if name == "maxmemory-policy" { maxMemoryPolicy = value.text }
    }
  }
}
