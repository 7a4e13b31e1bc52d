import Platform
import RESP

/// The sentinels that watch a master, asked where it is now: after a failover it is elsewhere.
///
/// As their documentation asks of clients (Redis, "Guidelines for Redis clients with support for Redis Sentinel"): one after the
/// other until one knows, that one first the next time; who was found is asked whether it is a master (`Handshake`), and everything
/// is asked again whenever the connection is made anew. A value of one connection.
struct Sentinels {
  private let master: String
  private var endpoints: [ServerAddress.HostAndPort]
  /// To the one that answered last.
  private var open: Connection?

  /// One that says nothing must not use up what is left for the others.
  private static let patience = Duration.milliseconds(500)

  /// Nil where the address names a server itself.
  init?(of address: ServerAddress) {
    guard case .sentinel(let endpoints, let master) = address.transport else { return nil }
    self.endpoints = endpoints
    self.master = master
  }

  /// - Parameter credentials: of the servers; tried where a sentinel wants a password, too.
  mutating func findMaster(
    _ credentials: Credentials?, _ patience: Patience
  ) throws(OpenFailure) -> ServerAddress.HostAndPort {
    if let open, let found = try? place(open) { return found }
    open = nil
    var reasons: [String] = []
    var isUnknown = true
    for (index, endpoint) in endpoints.enumerated() {
      do throws(ConnectionError) {
        let connection = try connect(to: endpoint, credentials)
        if let found = try place(connection) {
          open = connection
          endpoints.swapAt(0, index)
          return found
        }
        reasons.append("\(endpoint) knows none")
      } catch {
        if case .interrupted = error.kind { throw OpenFailure(error.kind, error.detail) }
        isUnknown = false
        reasons.append("\(endpoint): \(error.detail)")
      }
      if let signal = patience.signal() {
        throw OpenFailure(.interrupted(signal), "stopped by \(Interrupts.name(of: signal))")
      }
    }
    throw OpenFailure(
      isUnknown ? .misconfigured : .unavailable,
      "no master `\(master)` by the sentinels: \(reasons.joined(separator: "; "))")
  }

  private func connect(
    to endpoint: ServerAddress.HostAndPort, _ credentials: Credentials?
  ) throws(ConnectionError) -> Connection {
    var options = ConnectionOptions()
    options.connectDeadline = Self.patience
    options.attemptTimeout = Self.patience
    let address = ServerAddress(.tcp(endpoint))
    let open = Connection(to: address, options: options)
    do throws(ConnectionError) {
      try open.connect()
      return open
    } catch {
      guard error.kind == .notPermitted, let credentials else { throw error }
      let known = Connection(to: address, credentials: credentials, options: options)
      try known.connect()
      return known
    }
  }

  /// What one of them says; nil where it watches no master of this name.
  private func place(
    _ sentinel: Connection
  ) throws(ConnectionError) -> ServerAddress.HostAndPort? {
    let reply = try sentinel.call(
      "SENTINEL", "GET-MASTER-ADDR-BY-NAME", master, timeout: Self.patience)
    if let error = reply.error {
      throw ConnectionError(.unavailable, sentinel.address, error.description)
    }
    guard let parts = reply.elements, parts.count == 2, let host = parts[0].text,
      let port = parts[1].integer.flatMap(UInt16.init(exactly:))
    else { return nil }
    return ServerAddress.HostAndPort(host: host, port: port)
  }
}
