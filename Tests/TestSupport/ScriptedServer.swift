import Foundation
import Platform
import Synchronization

/// Something on a TCP port that is no Redis: it answers every connection's first bytes with the same bytes, and then closes
/// or keeps silent.
package final class ScriptedServer: Sendable {
  package let port: UInt16
  private let listener: Int32
  private let isStopped = Atomic(false)

  package init(answer: String, thenCloses: Bool) throws {
    (listener, port) = try StreamSocket.listen()
    let serving = Thread { [self] in
      var open: [Int32] = []
      while !isStopped.load(ordering: .relaxed) {
        guard StreamSocket.readable([listener], milliseconds: 20)[0] else { continue }
        let client = accept(listener, nil, nil)
        _ = StreamSocket.receive(from: client)
        StreamSocket.send(answer.utf8, to: client)
        if thenCloses { close(client) } else { open.append(client) }
      }
      for descriptor in open + [listener] { close(descriptor) }
    }
    serving.start()
  }

  /// Must be called: the server's thread keeps it alive.
  package func stop() { isStopped.store(true, ordering: .relaxed) }
}
