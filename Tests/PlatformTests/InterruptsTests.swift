import Platform
import Testing

@Suite(.serialized) struct InterruptsTests {
  private var isAwake: Bool {
    var waited = pollfd(fd: Interrupts.wakeDescriptor, events: Int16(POLLIN), revents: 0)
    return poll(&waited, 1, 0) == 1
  }

  /// To the process, as a terminal does it: the thread of a test may have signals blocked. Waits
  /// until it has arrived.
  private func send(_ signal: Int32) {
    let before = Interrupts.count
    kill(getpid(), signal)
    let deadline = Clocks.monotonicNanoseconds() + 5_000_000_000
    while Interrupts.count == before && Clocks.monotonicNanoseconds() < deadline { usleep(100) }
    #expect(Interrupts.count == before + 1)
  }

  @Test func aSignalIsAFactThatWakesPollsUntilReset() throws {
    try Interrupts.install()
    #expect(Interrupts.signal == nil)
    #expect(!isAwake)

    send(SIGTERM)
    #expect(isAwake)
    send(SIGINT)
    #expect(Interrupts.signal == SIGTERM, "the first one names the exit code")
    #expect(isAwake, "it stays awake until it is reset")

    Interrupts.reset()
    #expect(Interrupts.signal == nil)
    #expect(Interrupts.count == 0)
    #expect(!isAwake)

    send(SIGINT)
    #expect(Interrupts.signal == SIGINT, "a reset listens again")
    Interrupts.reset()
  }
}
