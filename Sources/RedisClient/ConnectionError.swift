/// Why a connection could not be made, or is no more. The connection is closed when this is thrown.
package struct ConnectionError: Error, Equatable, Sendable, CustomStringConvertible {
  package enum Kind: Equatable, Sendable {
    /// Nothing answers: refused, no such socket, host unknown, still loading, too many clients.
    case unavailable
    /// The server, or the file system in front of it, does not let us in.
    case notPermitted
    /// Something answers there, but it does not speak RESP.
    case notRedis
    /// The other side closed the connection.
    case closedHalfway
    /// Nothing came in time.
    case timedOut
    /// A signal to stop ended the waiting.
    case interrupted(Int32)
    /// A reply that breaks the protocol or our limits, or that nobody asked for.
    case brokenProtocol
    /// What the address needs of this machine is not there, or no good: a certificate file, OpenSSL.
    case misconfigured
    /// The address needs what this build cannot do yet.
    case notBuilt
  }

  package let kind: Kind
  package let address: ServerAddress
  /// What happened, in a few words, as the system or the server put it. Unescaped: sanitize before showing it.
  package let detail: String

  package init(_ kind: Kind, _ address: ServerAddress, _ detail: String) {
    self.kind = kind
    self.address = address
    self.detail = detail
  }

  /// sysexits(3), as cli.md assigns them.
  package var exitCode: Int32 {
    switch kind {
    case .unavailable, .notRedis, .closedHalfway, .timedOut, .brokenProtocol: 69
    case .interrupted(let signal): 128 + signal
    case .notPermitted: 77
    case .misconfigured, .notBuilt: 78
    }
  }

  package var description: String { "\(address): \(detail)" }
}
