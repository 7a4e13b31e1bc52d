import Platform
import RedisClient

/// A private server on a Unix socket in a fresh folder: what `sandbox:` means, and the embedded default.
///
/// It ends with us even if we are killed, at any moment: a guardian process starts it and holds the reading end of a pipe
/// that only we can write to; at the pipe's end it stops the server and removes the folder. (A parent-death signal would
/// fire at the end of the *thread* that forked, and macOS has none.)
package final class Sandbox {
  package let address: ServerAddress
  private var lifeline: Int32
  private var guardian: ChildProcess?

  /// Starts redis-server or valkey-server, whichever is on PATH. Connecting waits until it answers.
  package init() throws(RunFailure) {
    do throws(SystemError) {
      let server = try Self.findServer()
      let folder = try TemporaryFolder(prefix: "cachectl", isRemovedAtEnd: false).path
      let socket = "\(folder)/s"
      let pipe = try Descriptors.pipe()
      lifeline = pipe.writing
      var launch = Launch(
        "sh",
        [
          "-c", Self.guardScript, "guardian", folder, server, "--port", "0", "--unixsocket", socket,
          "--unixsocketperm", "700", "--dir", folder, "--save", "", "--appendonly", "no",
          "--daemonize", "no", "--logfile", "\(folder)/log",
        ])
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
    _ = try? guardian?.wait()
  }

  /// Starts the server, reads until we are gone, then ends the server: gently, and after two seconds not so.
  private static let guardScript = """
    folder=$1; shift
    "$@" </dev/null >/dev/null 2>&1 &
    server=$!
    cat >/dev/null
    kill "$server"
    (sleep 2; kill -9 "$server") &
    late=$!
    wait "$server"
    kill "$late"
    rm -rf -- "$folder"
    """

  /// The first of the two programs that PATH has.
  private static func findServer() throws(SystemError) -> String {
    let folders = (Environment.value(of: "PATH") ?? "").split(separator: ":")
    for name in ["redis-server", "valkey-server"] {
      for folder in folders where access("\(folder)/\(name)", X_OK) == 0 {
        return "\(folder)/\(name)"
      }
    }
    throw SystemError("find", "redis-server or valkey-server on PATH", code: ENOENT)
  }
}
