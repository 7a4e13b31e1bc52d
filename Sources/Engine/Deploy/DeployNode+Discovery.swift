import Planner
import RESP
import RedisClient

extension DeployNode {
  /// The server of a session, and the replicas that it says are online, connected.
  package static func discover(from session: ServerSession) throws(RunFailure) -> [DeployNode] {
    let hasFunctions = session.capabilities.hasFunctions
    var nodes = [
      DeployNode(
        name: session.name, role: .primary, connection: session.connection,
        hasFunctions: hasFunctions)
    ]
    let reply = try session.ask("INFO", "replication")
    if let error = reply.error { throw .server(error, doing: "INFO replication") }
    for replica in replicas(in: reply.text ?? "") {
      guard replica.state == "online" else {
        throw .notReady(
          "the replica \(replica.endpoint) is not in step with its primary yet (\(replica.state))")
      }
      let connection = session.connection(to: replica.endpoint)
      do throws(ConnectionError) { try connection.connect() } catch { throw .connection(error) }
      nodes.append(
        DeployNode(
          name: replica.endpoint.description, role: .replica, connection: connection,
          hasFunctions: hasFunctions))
    }
    return nodes
  }

  struct Replica: Equatable {
    let endpoint: ServerAddress.HostAndPort
    let state: String
  }

  /// `slave0:ip=127.0.0.1,port=7001,state=online,offset=14,lag=1`
  static func replicas(in info: String) -> [Replica] {
    info.split(whereSeparator: \.isNewline).compactMap { line in
      guard line.hasPrefix("slave"), let colon = line.firstIndex(of: ":"),
        line[line.index(line.startIndex, offsetBy: 5)..<colon].allSatisfy(\.isNumber)
      else { return nil }
      var fields: [Substring: Substring] = [:]
      for field in line[line.index(after: colon)...].split(separator: ",") {
        let parts = field.split(separator: "=", maxSplits: 1)
        if parts.count == 2 { fields[parts[0]] = parts[1] }
      }
      guard let host = fields["ip"], let port = fields["port"].flatMap({ UInt16($0) }) else {
        return nil
      }
      return Replica(
        endpoint: ServerAddress.HostAndPort(host: String(host), port: port),
        state: String(fields["state"] ?? "online"))
    }
  }
}
