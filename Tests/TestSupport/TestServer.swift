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
  private let guardian: pid_t
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
    _ configuration: [String] = [], binary: ServerBinary? = nil, withPort: Bool = false
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
    (guardian, pipe) = try Self.spawn(
      ["sh", "-c", Self.script, "sh", folder, server.path, "\(folder)/conf"])
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
    while StreamSocket.connect(path: socketPath).map({ close($0) }) != nil { usleep(2000) }
  }

  /// Ends the server without a goodbye and starts it anew, empty, at the same place.
  package func restart() throws {
    let before = processID
    tellGuardian("restart")
    while processID == before { usleep(2000) }
    try waitUntilItAnswers()
  }

  /// Ends the server and removes its folder.
  package func stop() {
    guard !isStopped else { return }
    isStopped = true
    close(pipe)
    var status: Int32 = 0
    while waitpid(guardian, &status, 0) < 0, errno == EINTR {}
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

  private func tellGuardian(_ word: String) {
    let line = Array("\(word)\n".utf8)
    _ = Platform.write(pipe, line, line.count)
  }

  private static func write(_ text: String, to path: String) throws {
    guard let file = fopen(path, "w") else { throw TestFailure("\(path): errno \(errno)") }
    fputs(text, file)
    fclose(file)
  }

  private static func spawn(_ arguments: [String]) throws -> (pid_t, Int32) {
    var ends: [Int32] = [0, 0]
    guard Platform.pipe(&ends) == 0 else { throw TestFailure("pipe: errno \(errno)") }
    // Nobody else we start may hold the pipe open.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer { close(ends[0]) }
    #if canImport(Glibc)
      var actions = posix_spawn_file_actions_t()
    #else
      var actions: posix_spawn_file_actions_t?
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, ends[0], 0)
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var vector = arguments.map { strdup($0) } + [nil]
    defer { for pointer in vector { free(pointer) } }
    var process: pid_t = 0
    let status = posix_spawn(&process, "/bin/sh", &actions, nil, &vector, environ)
    guard status == 0 else {
      close(ends[1])
      throw TestFailure("posix_spawn: \(status)")
    }
    return (process, ends[1])
  }
}
