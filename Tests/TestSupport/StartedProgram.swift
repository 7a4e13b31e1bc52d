import Platform

/// A program that a test started: by pipes of its own, or in a terminal. No wait for it is without an end, and nothing that
/// we hold open reaches it: a test that hangs would stop the whole run, and a descriptor in a stranger's hands does that too.
package final class StartedProgram {
  package struct Ending {
    /// As a shell would say it: the exit code, or 128 and the signal.
    package let exit: Int32
    package let output: [UInt8]
    package let errors: [UInt8]
  }

  package let id: pid_t
  private var child: ChildProcess
  private var input: Int32?
  private var output: Int32?
  private var errors: Int32?
  private var exit: Int32?

  /// `environment` is all that the program gets. With a `terminal`, that is its stdin, stdout, stderr and its controlling one
  /// (Linux: by setsid of util-linux). An `output` of the test's own takes the place of the pipe that is its stdout.
  package init(
    _ program: String, _ arguments: [String], environment: [String: String], folder: String,
    terminal: Int32? = nil, output ownOutput: Int32? = nil
  ) throws {
    // Whoever reads our pipes may go first.
    signal(SIGPIPE, SIG_IGN)
    // env and setsid become the program: its process id is the one we get.
    let variables = environment.map { "\($0)=\($1)" }
    let words = ["-i", "-C", folder] + variables + [program] + arguments
    if let terminal {
      var launch = Launch("setsid", ["--ctty", "env"] + words)
      (launch.input, launch.output) = (.descriptor(terminal), .descriptor(terminal))
      launch.error = .descriptor(terminal)
      child = try ChildProcess(launch)
      id = child.id
      return
    }
    let (reading, printing, saying) = try (
      Descriptors.pipe(), Descriptors.pipe(), Descriptors.pipe()
    )
    defer { for end in [reading.reading, printing.writing, saying.writing] { close(end) } }
    var launch = Launch("env", words)
    launch.input = .descriptor(reading.reading)
    launch.output = .descriptor(ownOutput ?? printing.writing)
    launch.error = .descriptor(saying.writing)
    child = try ChildProcess(launch)
    id = child.id
    (input, output, errors) = (reading.writing, printing.reading, saying.reading)
    for end in [reading.writing, printing.reading, saying.reading] {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
  }

  deinit {
    kill()
    for end in [input, output, errors] { end.map { _ = close($0) } }
  }

  /// Nobody reads its stdout any more.
  package func closeOutput() {
    output.map { _ = close($0) }
    output = nil
  }

  package func send(_ signal: Int32) { child.send(signal) }

  /// Writes to its stdin, which stays open.
  package func write(_ text: String) throws {
    if let input { try Descriptors.writeAll(text, to: input) }
  }

  /// Ends its stdin after the input and waits for its end; one that takes longer is killed, and the test fails.
  package func finish(_ input: String = "", seconds: Double = 120) throws -> Ending {
    var rest = Array(input.utf8)[...]
    var (printed, said): ([UInt8], [UInt8]) = ([], [])
    let deadline = Self.deadline(seconds)
    while self.input != nil || output != nil || errors != nil {
      guard Clocks.monotonicNanoseconds() < deadline else { try isLate(printed, said) }
      var waited: [pollfd] = []
      if let end = self.input { waited.append(pollfd(fd: end, events: Int16(POLLOUT), revents: 0)) }
      for end in [output, errors] {
        if let end { waited.append(pollfd(fd: end, events: Int16(POLLIN), revents: 0)) }
      }
      _ = poll(&waited, nfds_t(waited.count), 100)
      Self.send(&rest, to: &self.input)
      Self.receive(&printed, from: &output)
      Self.receive(&said, from: &errors)
    }
    guard let exit = try wait(until: deadline) else { try isLate(printed, said) }
    return Ending(exit: exit, output: printed, errors: said)
  }

  /// Its exit code once it has ended; nil when it runs on. What it prints meanwhile must be read by somebody.
  package func wait(seconds: Double, meanwhile: () -> Void = { usleep(2000) }) throws -> Int32? {
    try wait(until: Self.deadline(seconds), meanwhile: meanwhile)
  }

  /// SIGKILL, and not before it is gone.
  package func kill() {
    child.send(SIGKILL)
    _ = try? wait(seconds: 10)
  }

  private func wait(
    until deadline: Int, meanwhile: () -> Void = { usleep(2000) }
  ) throws -> Int32? {
    while exit == nil {
      switch try child.poll() {
      case .exited(let code): exit = code
      case .signalled(let signal): exit = 128 + signal
      case nil:
        if Clocks.monotonicNanoseconds() > deadline { return nil }
        meanwhile()
      }
    }
    return exit
  }

  private func isLate(_ printed: [UInt8], _ said: [UInt8]) throws -> Never {
    kill()
    throw TestFailure(
      """
      the program did not end in time and was killed; it had printed
      \(String(decoding: printed.suffix(2000), as: UTF8.self))
      and said
      \(String(decoding: said.suffix(2000), as: UTF8.self))
      """)
  }

  private static func deadline(_ seconds: Double) -> Int {
    Clocks.monotonicNanoseconds() + Int(seconds * 1e9)
  }

  /// What fits; closes the end after the last byte or when the reader has gone.
  private static func send(_ rest: inout ArraySlice<UInt8>, to end: inout Int32?) {
    guard let descriptor = end else { return }
    if !rest.isEmpty {
      let count = rest.withUnsafeBytes { Platform.write(descriptor, $0.baseAddress, $0.count) }
      if count > 0 { rest = rest.dropFirst(count) }
      if count >= 0 || errno == EAGAIN || errno == EINTR, !rest.isEmpty { return }
    }
    close(descriptor)
    end = nil
  }

  /// What is there; closes the end after the last byte.
  private static func receive(_ bytes: inout [UInt8], from end: inout Int32?) {
    guard let descriptor = end else { return }
    var chunk = [UInt8](repeating: 0, count: 65_536)
    let count = Platform.read(descriptor, &chunk, chunk.count)
    if count > 0 {
      bytes += chunk[..<count]
    } else if count == 0 || (errno != EAGAIN && errno != EINTR) {
      close(descriptor)
      end = nil
    }
  }
}
