import Platform

extension ServerAddress {
  /// Reads a server URL: `redis://[user[:password]@]host[:port][/db]`, `rediss://…`, `unix:///path[?db=N]`,
  /// `redis-sentinel://h1,h2/master[/db]`, `redis-cluster://h1,h2`, `sandbox:`.
  package init(parsing text: String) throws(ServerAddressError) {
    guard !text.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F }) else {
      throw ServerAddressError(.controlCharacter)
    }
    if text == "sandbox:" || text == "sandbox://" {
      self.init(.sandbox)
      return
    }
    guard let separator = text.firstRange(ofText: "://") else {
      throw ServerAddressError(.noScheme)
    }
    let scheme = text[..<separator.lowerBound].lowercased()
    let rest = text[separator.upperBound...]
    switch scheme {
    case "redis", "rediss":
      let parts = try Parts(rest)
      let endpoint = try Self.endpoint(parts.authority, defaultPort: 6379)
      self.init(
        scheme == "redis" ? .tcp(endpoint) : .tls(endpoint),
        database: try Self.database(parts.path, parts.query),
        username: parts.username, password: parts.password)
    case "unix":
      let parts = try Parts(rest)
      // `unix:///path`: the authority is empty, and the path keeps its slash.
      let path = try Self.decode(parts.authority + (parts.path.map { "/" + $0 } ?? ""))
      guard path.hasPrefix("/"), path.utf8.count > 1 else {
        throw ServerAddressError(.missingSocketPath)
      }
      guard path.utf8.count <= Socket.longestPath else {
        throw ServerAddressError(.socketPathTooLong(limit: Socket.longestPath))
      }
      self.init(
        .unixSocket(path: path), database: try Self.database(nil, parts.query),
        username: parts.username, password: parts.password)
    case "redis-sentinel":
      let parts = try Parts(rest)
      let path = (parts.path ?? "").split(separator: "/", maxSplits: 1)
      guard let master = path.first else { throw ServerAddressError(.missingMaster) }
      self.init(
        .sentinel(
          try Self.endpoints(parts.authority, defaultPort: 26379),
          master: try Self.decode(String(master))),
        database: try Self.database(path.count > 1 ? String(path[1]) : nil, parts.query),
        username: parts.username, password: parts.password)
    case "redis-cluster":
      let parts = try Parts(rest)
      self.init(
        .cluster(try Self.endpoints(parts.authority, defaultPort: 6379)),
        username: parts.username, password: parts.password)
    default:
      throw ServerAddressError(.unknownScheme(scheme))
    }
  }

  /// `user:password@authority/path?query`, cut at its signs and nothing more.
  private struct Parts {
    var username: String?
    var password: Secret?
    var authority: String
    var path: String?
    var query: String?

    init(_ text: Substring) throws(ServerAddressError) {
      var rest = text
      let authority = text.prefix { $0 != "/" && $0 != "?" }
      guard authority.isEmpty || authority.contains("@") || !text.contains("@") else {
        throw ServerAddressError(.unescapedUserInfo)
      }
      if let mark = rest.firstIndex(of: "?") {
        query = String(rest[rest.index(after: mark)...])
        rest = rest[..<mark]
      }
      // The last @ before the path: a password may hold one that nobody escaped.
      let authorityEnd = rest.firstIndex(of: "/") ?? rest.endIndex
      if let at = rest[..<authorityEnd].lastIndex(of: "@") {
        let user = rest[..<at]
        let colon = user.firstIndex(of: ":")
        let name = try ServerAddress.decode(String(user[..<(colon ?? user.endIndex)]))
        username = name.isEmpty ? nil : name
        if let colon {
          password = Secret(try ServerAddress.decode(String(user[user.index(after: colon)...])))
        }
        rest = rest[rest.index(after: at)...]
      }
      if let slash = rest.firstIndex(of: "/") {
        self.authority = String(rest[..<slash])
        path = String(rest[rest.index(after: slash)...])
      } else {
        self.authority = String(rest)
      }
    }
  }

  private static func endpoints(
    _ text: String, defaultPort: UInt16
  ) throws(ServerAddressError) -> [HostAndPort] {
    var endpoints: [HostAndPort] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      endpoints.append(try endpoint(String(part), defaultPort: defaultPort))
    }
    return endpoints
  }

  private static func endpoint(
    _ text: String, defaultPort: UInt16
  ) throws(ServerAddressError) -> HostAndPort {
    var host = text[...]
    var port: Substring?
    if text.hasPrefix("[") {
      guard let close = text.firstIndex(of: "]") else { throw ServerAddressError(.unclosedBracket) }
      host = text[text.index(after: text.startIndex)..<close]
      let rest = text[text.index(after: close)...]
      if !rest.isEmpty {
        guard rest.hasPrefix(":") else { throw ServerAddressError(.badPort(String(rest))) }
        port = rest.dropFirst()
      }
    } else if let colon = text.firstIndex(of: ":") {
      host = text[..<colon]
      port = text[text.index(after: colon)...]
    }
    guard !host.isEmpty else { throw ServerAddressError(.missingHost) }
    guard let port else { return HostAndPort(host: String(host), port: defaultPort) }
    guard let number = UInt16(port), number > 0 else {
      throw ServerAddressError(.badPort(String(port)))
    }
    return HostAndPort(host: String(host), port: number)
  }

  private static func database(
    _ path: String?, _ query: String?
  ) throws(ServerAddressError) -> Int {
    var text = path.flatMap { $0.isEmpty ? nil : $0 }
    if let query, !query.isEmpty {
      guard query.hasPrefix("db=") else {
        throw ServerAddressError(.unknownOption(String(query.prefix { $0 != "=" })))
      }
      text = String(query.dropFirst(3))
    }
    guard let text else { return 0 }
    guard let number = Int(text), number >= 0, number <= Int(Int32.max) else {
      throw ServerAddressError(.badDatabase(text))
    }
    return number
  }

  private static func decode(_ text: String) throws(ServerAddressError) -> String {
    guard text.utf8.contains(UInt8(ascii: "%")) else { return text }
    var decoded: [UInt8] = []
    var bytes = text.utf8.makeIterator()
    while let byte = bytes.next() {
      guard byte == UInt8(ascii: "%") else {
        decoded.append(byte)
        continue
      }
      guard let high = bytes.next(), let low = bytes.next(),
        let high = hexDigit(high), let low = hexDigit(low)
      else { throw ServerAddressError(.badPercentEscape) }
      decoded.append(high << 4 | low)
    }
    return String(decoding: decoded, as: UTF8.self)
  }

  private static func hexDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}

extension String {
  /// Where a text first occurs; the standard library's own needs _StringProcessing, which costs start-up time.
  fileprivate func firstRange(ofText needle: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(needle) {
        return start..<index(start, offsetBy: needle.count)
      }
      start = index(after: start)
    }
    return nil
  }
}
