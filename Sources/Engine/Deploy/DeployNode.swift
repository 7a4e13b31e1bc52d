import Planner
import RESP
import Recipe
import RedisClient

/// One server of a deploy: the primary, or a replica that it names. Lives on the thread of the run, one request at a time.
package final class DeployNode {
  package enum Role: String, Sendable {
    case primary, replica
  }

  package let name: String
  package let role: Role
  let connection: Connection
  /// Whether there are function libraries to ask for.
  private let hasFunctions: Bool

  init(name: String, role: Role, connection: Connection, hasFunctions: Bool) {
    (self.name, self.role, self.connection) = (name, role, connection)
    self.hasFunctions = hasFunctions
  }

  /// What the node holds of these scripts, and all its libraries.
  package func list(_ artifacts: [DeployArtifact]) throws(RunFailure) -> NodeListing {
    var listing = NodeListing()
    let digests = artifacts.filter { !$0.isLibrary }.map(\.digest.hex)
    if !digests.isEmpty {
      let reply = try ask(["SCRIPT", "EXISTS"] + digests)
      for (digest, found) in zip(digests, reply.elements ?? []) where found.integer == 1 {
        listing.scripts.insert(digest)
      }
    }
    if hasFunctions {
      let reply = try ask(["FUNCTION", "LIST", "WITHCODE"])
      listing.libraries = (reply.elements ?? []).compactMap(NodeListing.Library.init)
    }
    return listing
  }

  /// A question that may be asked twice: a lost connection is made again, once.
  private func ask(_ words: [String]) throws(RunFailure) -> Reply {
    let request = words.map { Array($0.utf8) }
    let reply: Reply
    do throws(ConnectionError) {
      if !connection.isReady { try connection.reconnect { _ in false } }
      do throws(ConnectionError) {
        reply = try connection.call(request)
      } catch {
        guard error.kind == .closedHalfway else { throw error }
        try connection.reconnect { _ in false }
        reply = try connection.call(request)
      }
    } catch {
      throw .connection(error)
    }
    if let error = reply.error {
      throw .server(error, doing: "\(words.prefix(2).joined(separator: " ")) on \(name)")
    }
    return reply
  }

  /// Sends commands in one pipeline. A nil stands for a reply that did not come: the command may have run.
  func send(_ commands: [[[UInt8]]]) -> [Reply?] {
    var replies = [Reply?](repeating: nil, count: commands.count)
    do throws(ConnectionError) {
      if !connection.isReady { try connection.reconnect { _ in false } }
      for (index, command) in commands.enumerated() {
        connection.encoder.append(command: command)
        connection.didEnqueue(tag: UInt64(index))
      }
      try connection.drain { tag, _, reply in replies[Int(tag)] = Reply(reply) }
    } catch {
      // What was replied is final; the node is asked afterwards what it holds.
    }
    return replies
  }
}
