import Platform
import RedisClient

/// A private server on a Unix socket in a fresh folder: what `sandbox:` means, and the embedded default.
///
/// It ends with us even if we are killed: a guardian process holds the reading end of a pipe that only we can write to, and
/// at its end stops the server by its pid and removes the folder. (A parent-death signal would fire at the end of the
/// *thread* that forked, and macOS has none.)
package final class Sandbox {
  package let address: ServerAddress
  private var lifeline: Int32
  private var server: ChildProcess?
  private var guardian: ChildProcess?

  /// Starts redis-server or valkey-server, whichever is on PATH. Connecting waits until it answers.
  package init() throws(RunFailure) {
    do throws(SystemError) {
      let folder = try TemporaryFolder(prefix: "cachectl", isRemovedAtEnd: false).path
      let socket = "\(folder)/s"
      let server = try Self.startServer(folder: folder, socket: socket)
      let serverID = String(server.id)
      self.server = consume server
      let pipe = try Descriptors.pipe()
      lifeline = pipe.writing
      var launch = Launch("sh", ["-c", Self.guardScript, "guardian", serverID, folder])
      launch.input = .descriptor(pipe.reading)
      launch.output = .null
      launch.error = .null
      launch.grouping = .newSession
      guardian = try ChildProcess(launch)
      close(pipe.reading)
      address = .unixSocket(socket)
    } catch {
      throw .sandbox(error.description)
    }
  }

  deinit { stop() }

  /// Ends the server and waits until its folder is gone.
  package func stop() {
    guard lifeline >= 0 else { return }
    close(lifeline)
    lifeline = -1
    // Until we have waited for it, a server that has ended is still there to `kill -0`.
    _ = try? server?.wait()
    _ = try? guardian?.wait()
  }

  /// Reads until we are gone, then ends the server: gently, and after two seconds not so.
  private static let guardScript = """
    cat >/dev/null
    kill "$1"
    n=0
    while kill -0 "$1" && [ $n -lt 40 ]; do sleep 0.05; n=$((n + 1)); done
    kill -9 "$1"
    rm -rf -- "$2"
    """

  private static func startServer(folder: String, socket: String) throws(SystemError)
    -> ChildProcess
  {
    let arguments = [
      "--port", "0", "--unixsocket", socket, "--unixsocketperm", "700", "--dir", folder,
      "--save", "", "--appendonly", "no", "--daemonize", "no", "--logfile", "\(folder)/log",
    ]
    var missing = SystemError("start", "redis-server or valkey-server", code: ENOENT)
    for name in ["redis-server", "valkey-server"] {
      var launch = Launch(name, arguments)
      launch.output = .null
      launch.error = .null
      launch.grouping = .newSession
      do throws(SystemError) {
        return try ChildProcess(launch)
      } catch {
        if !error.isNotFound { missing = error }
      }
    }
    throw missing
  }
}
