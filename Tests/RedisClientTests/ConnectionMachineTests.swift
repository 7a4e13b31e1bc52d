import RESP
import Testing

@testable import RedisClient

@Suite struct ConnectionMachineTests {
  private let start = MonotonicTime(nanoseconds: 1_000_000_000)
  private let ok = Reply.status(Array("OK".utf8))
  private let pong = Reply.status(Array("PONG".utf8))

  private func machine(
    _ address: ServerAddress = .unixSocket("/s"), credentials: Credentials? = nil
  ) -> ConnectionMachine {
    ConnectionMachine(address: address, credentials: credentials, options: ConnectionOptions())
  }

  private func readyMachine() -> ConnectionMachine {
    var machine = machine()
    _ = machine.begin(now: start, seed: 1)
    _ = machine.opened()
    _ = machine.handshakeReply(ok, now: start)
    _ = machine.handshakeReply(pong, now: start)
    return machine
  }

  private func error(_ text: String) -> Reply { .error(ServerError(message: Array(text.utf8))) }

  @Test func shakesHandsInOrder() {
    let credentials = Credentials(username: "app", password: Secret("x"))
    var machine = machine(.unixSocket("/s", database: 3), credentials: credentials)
    #expect(machine.begin(now: start, seed: 1) == .open(until: start + .seconds(2)))
    #expect(
      machine.opened()
        == .send([.authenticate(credentials), .setName("cachectl"), .select(3), .ping]))
    #expect(machine.handshakeReply(ok, now: start) == .read)
    #expect(machine.handshakeReply(error("ERR no CLIENT here"), now: start) == .read)
    #expect(machine.handshakeReply(ok, now: start) == .read)
    #expect(machine.handshakeReply(pong, now: start) == .ready)
    let isReady = machine.isReady
    #expect(isReady)
  }

  @Test func pausesGrowAndEndAtTheDeadline() {
    var machine = machine()
    var now = start
    var pauses: [Duration] = []
    var action = machine.begin(now: now, seed: 42)
    loop: while true {
      switch action {
      case .open: action = machine.openFailed(OpenFailure(.unavailable, "refused"), now: now)
      case .wait(let moment):
        pauses.append(moment.duration(since: now))
        now = moment
        action = machine.tick(now: now) ?? .read
      default: break loop
      }
    }
    #expect(action == .fail(ConnectionError(.unavailable, machine.address, "refused")))
    #expect(pauses.count > 4 && pauses.count < 20)
    #expect(pauses.first.map { $0 <= .milliseconds(25) } == true)
    #expect(pauses.last.map { $0 >= .milliseconds(400) } == true)
    #expect(now < start + .seconds(3))
  }

  @Test(arguments: ["WRONGPASS invalid", "NOAUTH needed", "DENIED protected mode"])
  func stopsAtOnceWhenNotPermitted(message: String) {
    var machine = machine()
    _ = machine.begin(now: start, seed: 1)
    _ = machine.opened()
    #expect(
      machine.handshakeReply(error(message), now: start)
        == .fail(ConnectionError(.notPermitted, machine.address, message)))
  }

  @Test(arguments: ["LOADING in progress", "ERR max number of clients reached"])
  func triesAgainWhenWaitingHelps(message: String) {
    var machine = machine()
    _ = machine.begin(now: start, seed: 1)
    _ = machine.opened()
    guard case .wait(let moment) = machine.handshakeReply(error(message), now: start) else {
      Issue.record("it does not wait")
      return
    }
    guard case .open = machine.tick(now: moment) else {
      Issue.record("it does not open again")
      return
    }
  }

  @Test func aStrangerIsNotRedis() {
    var machine = machine()
    _ = machine.begin(now: start, seed: 1)
    _ = machine.opened()
    let greeting = Reply.status(Array("OK POP3 ready".utf8))
    guard case .fail(let error) = machine.handshakeReply(greeting, now: start) else {
      Issue.record("it goes on")
      return
    }
    #expect(error.kind == .notRedis && error.exitCode == 69)
  }

  @Test func keepsTheBooksInOrder() {
    var machine = readyMachine()
    machine.enqueued(tag: 7, end: 10)
    machine.enqueued(tag: 8, end: 25)
    // Nothing is written yet, so nothing can have been answered.
    #expect(machine.reply() == nil)
    machine.wrote(24, now: start)
    let first = machine.reply()
    #expect(first?.tag == 7 && first?.bytes == 0..<10)
    #expect(machine.reply() == nil)
    machine.wrote(1, now: start)
    let second = machine.reply()
    #expect(second?.tag == 8 && second?.bytes == 10..<25)
    let left = machine.inFlight.count
    #expect(left == 0)
  }

  @Test func silenceEndsAConnectionOnlyWithCommandsInFlight() {
    var machine = readyMachine()
    let late = start + .seconds(100)
    #expect(machine.tick(now: late) == nil)
    machine.enqueued(tag: 1, end: 10)
    machine.wrote(10, now: late)
    #expect(machine.tick(now: late + .seconds(29)) == nil)
    guard case .fail(let error) = machine.tick(now: late + .seconds(30)) else {
      Issue.record("it waits for ever")
      return
    }
    #expect(error.kind == .timedOut)
    let left = machine.inFlight.count
    #expect(left == 1)
  }

  @Test func theQueueGrowsInOrder() {
    var queue = InFlightQueue(capacity: 64)
    var next = UInt64(0)
    var expected = UInt64(0)
    for round in 1...200 {
      for _ in 0..<round {
        queue.append(InFlightQueue.Record(tag: next, end: Int(next)))
        next += 1
      }
      for _ in 0..<(round / 2) {
        #expect(queue.removeFirst()?.tag == expected)
        expected += 1
      }
    }
    while let record = queue.removeFirst() {
      #expect(record.tag == expected)
      expected += 1
    }
    #expect(expected == next)
  }
}
