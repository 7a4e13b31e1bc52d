import Platform

/// A real server of a test's own, on a Unix socket in a short folder, without persistence.
///
/// A shell stands between: it holds a pipe from us, and when that closes, because the test stopped the server or because the
/// test process died, it kills the server by its pid and removes the folder.
package final class TestServer: @unchecked Sendable {
  package let folder: String
  package var socketPath: String { folder + "/s" }
  /// Also listened on, when a port was asked for.
  package let port: UInt16?
  private var guardian: ChildProcess
  private let pipe: Int32
  private var isStopped = false

  private static let script = """
    folder=$1; shift
    trap '' INT TERM HUP
    start() {
      "$@" </dev/null >>"$folder/out" 2>&1 &
      pid=$!
      echo "$pid" >"$folder/pid.new" && mv "$folder/pid.new" "$folder/pid"
    }
    start "$@"
    while read -r word; do
      kill -9 "$pid" 2>/dev/null; wait "$pid" 2>/dev/null; rm -f "$folder/s"
      if [ "$word" = restart ]; then start "$@"; fi
    done
    kill -9 "$pid" 2>/dev/null; wait "$pid" 2>/dev/null
    rm -rf "$folder"
    """

  /// Starts a server and waits for its first answer. `configuration` holds lines of redis.conf: `"requirepass x"`.
  package init(
    _ configuration: [String] = [], binary: ServerBinary? = nil, withPort: Bool = false,
    arguments: [String] = []
  ) throws {
    var template = Array("/tmp/cachectl-XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else { throw TestFailure("mkdtemp: errno \(errno)") }
    folder = String(cString: made)
    port = withPort ? try StreamSocket.freePort() : nil
    let lines = [
      "unixsocket \(folder)/s", "dir \(folder)", "save \"\"", "appendonly no",
      "bind 127.0.0.1", "port \(port ?? 0)",
    ]
    try Self.write((lines + configuration).joined(separator: "\n") + "\n", to: "\(folder)/conf")
    let server = try binary ?? .standard()
    let ends = try Descriptors.pipe()
    pipe = ends.writing
    defer { close(ends.reading) }
    var launch = Launch(
      "sh", ["-c", Self.script, "sh", folder, server.path, "\(folder)/conf"] + arguments)
    (launch.input, launch.output, launch.error) = (.descriptor(ends.reading), .null, .null)
    guardian = try ChildProcess(launch)
    try waitUntilItAnswers()
  }

  deinit { stop() }

  /// The server's own process.
  package var processID: pid_t? {
    guard let file = fopen(folder + "/pid", "r") else { return nil }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 32)
    guard fgets(&line, 32, file) != nil else { return nil }
    return pid_t(atol(line))
  }

  /// Ends the server without a goodbye; it stays away until `restart`.
  package func crash() {
    tellGuardian("crash")
    wait { StreamSocket.connect(path: socketPath).map { close($0) } == nil }
  }

  /// Ends the server without a goodbye and starts it anew, empty, at the same place.
  package func restart() throws {
    let before = processID
    tellGuardian("restart")
    wait { processID != before }
    try waitUntilItAnswers()
  }

  /// Ends the server and removes its folder.
  package func stop() {
    guard !isStopped else { return }
    isStopped = true
    close(pipe)
    wait { (try? guardian.poll()) != nil }
    guardian.send(SIGKILL)
    _ = try? guardian.wait()
  }

  /// Sends one command over a connection of its own and gives back the reply's raw bytes.
  package func raw(_ arguments: String..., replyEndsWith end: String = "\r\n") throws -> String {
    guard let descriptor = StreamSocket.connect(path: socketPath) else {
      throw TestFailure("the test server is not there")
    }
    defer { close(descriptor) }
    let command = arguments.map { "$\($0.utf8.count)\r\n\($0)\r\n" }.joined()
    StreamSocket.send("*\(arguments.count)\r\n\(command)".utf8, to: descriptor)
    var reply: [UInt8] = []
    while !reply.reversed().starts(with: end.utf8.reversed()) {
      let more = StreamSocket.receive(from: descriptor)
      if more.isEmpty { break }
      reply += more
    }
    return String(decoding: reply, as: UTF8.self)
  }

  private func waitUntilItAnswers() throws {
    for _ in 0..<2000 {
      if let reply = try? raw("PING"), reply.hasPrefix("+PONG") || reply.hasPrefix("-NO") {
        return
      }
      usleep(5000)
    }
    stop()
    throw TestFailure("the server in \(folder) did not answer within 10 s")
  }

  /// At most 20 s.
  private func wait(until isDone: () -> Bool) {
    for _ in 0..<10_000 where !isDone() { usleep(2000) }
  }

  private func tellGuardian(_ word: String) {
    let line = Array("\(word)\n".utf8)
    _ = Platform.write(pipe, line, line.count)
  }

  private static func write(_ text: String, to path: String) throws {
    guard let file = fopen(path, "w") else { throw TestFailure("\(path): errno \(errno)") }
    fputs(text, file)
    fclose(file)
  }
}
