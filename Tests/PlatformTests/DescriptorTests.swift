import Platform
import Testing

@Suite struct DescriptorTests {
  @Test func writesMoreThanAPipeHoldsThroughANonBlockingEnd() throws {
    let folder = try TemporaryFolder()
    let sent = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let expected = "\(folder.path)/expected"
    try Files.replace(expected, with: sent)

    let pipe = try Descriptors.pipe()
    _ = fcntl(pipe.writing, F_SETFL, O_NONBLOCK)
    var launch = Launch("cmp", ["-", expected])
    launch.input = .descriptor(pipe.reading)
    var reader = try ChildProcess(launch)
    close(pipe.reading)
    try Descriptors.writeAll(sent, to: pipe.writing)
    close(pipe.writing)
    #expect(try reader.wait() == .exited(0))
  }

  @Test func aReaderThatHasGoneIsAnErrorAndNotTheEnd() throws {
    try Interrupts.install()
    let pipe = try Descriptors.pipe()
    close(pipe.reading)
    defer { close(pipe.writing) }
    let error = try #require(throws: SystemError.self) {
      try Descriptors.writeAll("x", to: pipe.writing)
    }
    #expect(error.isBrokenPipe)
    #expect(error.description.hasPrefix("write: "))
  }
}
