/// Where a server is and which of its databases we mean; what `-s` and `to` name.
///
/// A value. Its description never contains a password, even when the URL did.
package struct ServerAddress: Hashable, Sendable, CustomStringConvertible {
  package enum Transport: Hashable, Sendable {
    case tcp(HostAndPort)
    case unixSocket(path: String)
    case tls(HostAndPort)
    /// The sentinels are asked where the master is (`Sentinels`).
    case sentinel([HostAndPort], master: String)
    /// Recognised, and refused at connecting.
    case cluster([HostAndPort])
    /// A private server that the engine starts.
    case sandbox
  }

  package struct HostAndPort: Hashable, Sendable, CustomStringConvertible {
    package let host: String
    package let port: UInt16

    package init(host: String, port: UInt16) {
      self.host = host
      self.port = port
    }

    /// `[::1]:6379` for an IPv6 address.
    package var description: String {
      host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
  }

  package let transport: Transport
  package let database: Int
  package let username: String?
  /// A password written into the URL. The caller decides whether that is allowed.
  package let password: Secret?

  package init(
    _ transport: Transport, database: Int = 0, username: String? = nil, password: Secret? = nil
  ) {
    self.transport = transport
    self.database = database
    self.username = username
    self.password = password
  }

  package static let standard = ServerAddress(.tcp(HostAndPort(host: "127.0.0.1", port: 6379)))

  package static func unixSocket(_ path: String, database: Int = 0) -> ServerAddress {
    ServerAddress(.unixSocket(path: path), database: database)
  }

  /// Sentinels watch it, and may make another server the master.
  package var isWatched: Bool { if case .sentinel = transport { true } else { false } }

  /// What the URL itself says about who we are.
  package var credentials: Credentials? {
    password.map { Credentials(username: username, password: $0) }
  }

  /// The URL again, without its password.
  package var description: String {
    let user = username.map { "\($0)@" } ?? ""
    let path = database == 0 ? "" : "/\(database)"
    switch transport {
    case .tcp(let endpoint): return "redis://\(user)\(endpoint)\(path)"
    case .tls(let endpoint): return "rediss://\(user)\(endpoint)\(path)"
    case .unixSocket(let socket):
      return "unix://\(user)\(socket)" + (database == 0 ? "" : "?db=\(database)")
    case .sentinel(let endpoints, let master):
      return "redis-sentinel://\(user)\(Self.list(endpoints))/\(master)\(path)"
    case .cluster(let endpoints): return "redis-cluster://\(user)\(Self.list(endpoints))"
    case .sandbox: return "sandbox:"
    }
  }

  private static func list(_ endpoints: [HostAndPort]) -> String {
    endpoints.map(\.description).joined(separator: ",")
  }
}
