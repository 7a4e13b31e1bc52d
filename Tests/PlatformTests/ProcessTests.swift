import Platform
import Testing

@Suite struct ProcessTests {
  /// What a program prints and how it ends.
  private func run(_ launch: Launch) throws -> (String, ChildProcess.Exit) {
    let pipe = try Descriptors.pipe()
    var launch = launch
    launch.output = .descriptor(pipe.writing)
    var child = try ChildProcess(launch)
    close(pipe.writing)
    let output = try Files.readToEnd(of: pipe.reading)
    close(pipe.reading)
    return (String(decoding: output, as: UTF8.self), try child.wait())
  }

  @Test func argumentsArriveAsTheyAre() throws {
    let hostile = ["a b", "", "$(echo x)", "'\"", "né"]
    let (output, exit) = try run(Launch("printf", ["[%s]"] + hostile))
    #expect(output == "[a b][][$(echo x)]['\"][né]")
    #expect(exit == .exited(0))
  }

  @Test func tellsHowAProcessEnded() throws {
    #expect(try run(Launch("sh", ["-c", "exit 7"])).1 == .exited(7))
    var sleeper = try ChildProcess(Launch("sleep", ["60"]))
    #expect(try sleeper.poll() == nil)
    sleeper.send(SIGTERM)
    #expect(try sleeper.wait() == .signalled(SIGTERM))
    #expect(try sleeper.poll() == .signalled(SIGTERM), "the end is remembered")
  }

  @Test func aProgramThatIsNotThereIsNamed() throws {
    let error = try #require(throws: SystemError.self) {
      _ = try ChildProcess(Launch("no-such-program-here"))
    }
    #expect(error.code == ENOENT)
    #expect(error.subject == "no-such-program-here")
  }

  /// A child that ignored SIGPIPE, as we do, would print its complaint and go on.
  @Test func aChildDiesOfSIGPIPEThoughWeIgnoreIt() throws {
    try Interrupts.install()
    let pipe = try Descriptors.pipe()
    close(pipe.reading)
    var launch = Launch("yes")
    launch.output = .descriptor(pipe.writing)
    var child = try ChildProcess(launch)
    close(pipe.writing)
    #expect(try child.wait() == .signalled(SIGPIPE))
  }

  @Test func aNewGroupOrSessionIsTheChildsOwn() throws {
    for grouping in [Launch.Grouping.newGroup, .newSession] {
      var launch = Launch("sleep", ["60"])
      launch.grouping = grouping
      var child = try ChildProcess(launch)
      #expect(getpgid(child.id) == child.id)
      #expect((getsid(child.id) == child.id) == (grouping == .newSession))
      child.send(SIGKILL)
      _ = try child.wait()
    }
  }

  @Test func measuresItself() throws {
    let before = ResourceUsage.current()
    let start = Clocks.monotonicNanoseconds()
    var sum = 0
    while ResourceUsage.current().cpuNanoseconds - before.cpuNanoseconds < 20_000_000 { sum &+= 1 }
    #expect(Clocks.monotonicNanoseconds() > start)
    #expect(before.peakResidentBytes > 1 << 20)
    #expect(Clocks.wallMilliseconds() > 1_700_000_000_000)
    let path = try #require(Host.executablePath)
    #expect(access(path, X_OK) == 0)
    #expect(!Host.name.isEmpty)
  }
}
