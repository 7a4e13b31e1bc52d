import Bytes
import RESP
import TestSupport
import Testing

@Suite struct ReplyReaderTests {
  /// Feeds bytes in the given pieces and copies out every reply.
  private func parse(
    _ bytes: [UInt8], cuts: [Int] = [], limits: ReplyLimits = ReplyLimits()
  ) throws(ProtocolError) -> [Reply] {
    var reader = ReplyReader(limits: limits)
    var replies: [Reply] = []
    // Every piece in memory of its own: a byte read beyond its end is another piece's, or nobody's.
    var start = 0
    for end in cuts + [bytes.count] {
      while start < end {
        let next = min(end, start + ReplyReader.chunk)
        let piece = PinnedBytes(Array(bytes[start..<next]))
        try reader.feed(piece.slice)
        while let reply = try reader.next() { replies.append(Reply(reply)) }
        start = next
        withExtendedLifetime(piece) {}
      }
    }
    return replies
  }

  private func parse(_ text: String) throws(ProtocolError) -> [Reply] {
    try parse(Array(text.utf8))
  }

  private static func bulk(_ text: String) -> Reply { .bulk(Array(text.utf8)) }

  @Test func readsEveryKind() throws {
    let text = "+OK\r\n-WRONGTYPE no\r\n:-42\r\n$3\r\na\r\n\r\n$0\r\n\r\n$-1\r\n*-1\r\n*0\r\n"
    #expect(
      try parse(text) == [
        .status(Array("OK".utf8)), .error(ServerError(message: Array("WRONGTYPE no".utf8))),
        .integer(-42), Self.bulk("a\r\n"), Self.bulk(""), .null, .null, .array([]),
      ])
  }

  @Test func readsNestedArrays() throws {
    let text = "*3\r\n*2\r\n:1\r\n*1\r\n$1\r\nx\r\n*0\r\n-E\r\n+PONG\r\n"
    #expect(
      try parse(text) == [
        .array([
          .array([.integer(1), .array([Self.bulk("x")])]), .array([]),
          .error(ServerError(message: Array("E".utf8))),
        ]), .status(Array("PONG".utf8)),
      ])
  }

  @Test func walksAPageOfKeysInOrder() throws {
    var text = "*2\r\n$3\r\n128\r\n*1000\r\n"
    for key in 0..<1000 { text += "$\(String(key).count + 2)\r\nk:\(key)\r\n" }
    var reader = ReplyReader()
    let chunk = PinnedBytes(Array(text.utf8))
    defer { withExtendedLifetime(chunk) {} }
    try reader.feed(chunk.slice)
    let page = try #require(try reader.next())
    let parts = Array(page.elements)
    try #require(parts.count == 2)
    #expect(parts[0].bytes.description == "128")
    #expect(parts[1].elements.map(\.bytes.description) == (0..<1000).map { "k:\($0)" })
    #expect(try reader.next() == nil)
  }

  @Test func splitAtEveryOffsetParsesTheSame() throws {
    let seed: UInt64 = 20_250_101
    var random = SeededRandom(seed: seed)
    for round in 0..<20 {
      let replies = (0..<4).map { _ in Self.randomReply(depth: 3, using: &random) }
      let bytes = replies.flatMap(Self.encode)
      #expect(try parse(bytes) == replies, "seed \(seed) round \(round)")
      for cut in 0...bytes.count {
        #expect(try parse(bytes, cuts: [cut]) == replies, "seed \(seed) round \(round) cut \(cut)")
      }
      let everyByte = Array(0...bytes.count)
      #expect(try parse(bytes, cuts: everyByte) == replies, "seed \(seed) round \(round)")
    }
  }

  @Test func readsTenMegabytes() throws {
    var random = SeededRandom(seed: 7)
    let body = Array(repeatElement(random.bytes(count: 1000), count: 10_000).joined())
    let replies = try parse(Self.encode(.bulk(body)) + Array("+OK\r\n".utf8))
    #expect(replies == [.bulk(body), .status(Array("OK".utf8))])
  }

  @Test func tellsOKFromOtherStatuses() throws {
    var reader = ReplyReader()
    let chunk = PinnedBytes(Array("+OK\r\n+OKAY\r\n$2\r\nOK\r\n+QUEUED\r\n".utf8))
    defer { withExtendedLifetime(chunk) {} }
    try reader.feed(chunk.slice)
    var flags: [Bool] = []
    while let reply = try reader.next() { flags.append(reply.isOK) }
    #expect(flags == [true, false, false, false])
  }

  // MARK: Hostile bytes

  @Test(arguments: [
    "HTTP/1.1 400 Bad Request\r\n", "220 mail ready\r\n", "\u{0}\u{1}\u{2}\r\n", "$abc\r\n",
    "*99999999999999999999\r\n", "*-7\r\n", "$-9\r\n", ":12x\r\n",
  ])
  func refusesWhatIsNotRESP(text: String) {
    #expect(throws: ProtocolError.self) { try parse(text) }
  }

  @Test(arguments: ["*1000000000\r\n", "*3\r\n*2000000\r\n:1\r\n"])
  func refusesTooManyElementsBeforeTheyCome(text: String) {
    let limits = ReplyLimits(elements: 1_000_000)
    #expect(throws: ProtocolError.tooManyElements(limit: 1_000_000)) {
      try parse(Array(text.utf8), limits: limits)
    }
  }

  @Test func refusesABulkThatNeverEnds() {
    let limits = ReplyLimits(bytes: 100_000)
    let bytes = Array("$9223372036854775807\r\n".utf8) + [UInt8](repeating: 120, count: 200_000)
    #expect(throws: ProtocolError.tooLarge(limit: 100_000)) { try parse(bytes, limits: limits) }
  }

  @Test func refusesAnArrayOfTooManyBytes() {
    let limits = ReplyLimits(bytes: 100_000)
    let element = Self.encode(.bulk([UInt8](repeating: 120, count: 9000)))
    let bytes = Array("*50\r\n".utf8) + Array(repeatElement(element, count: 50).joined())
    #expect(throws: ProtocolError.tooLarge(limit: 100_000)) { try parse(bytes, limits: limits) }
  }

  @Test func refusesADeepNest() throws {
    let eight = String(repeating: "*1\r\n", count: 8)
    #expect(try parse(eight + ":1\r\n").count == 1)
    #expect(throws: ProtocolError.self) {
      try parse(String(repeating: "*1\r\n", count: 2_000_000))
    }
  }

  /// All but `_`, which is a null to hiredis 1.x.
  @Test(arguments: [
    "#t\r\n", ",1.5\r\n", "%1\r\n:1\r\n:2\r\n", "(123\r\n", "~1\r\n:1\r\n",
  ])
  func refusesTypesOfRESP3(text: String) {
    #expect(throws: ProtocolError.self) { try parse(text) }
    #expect(throws: ProtocolError.self) { try parse("*2\r\n:1\r\n" + text) }
  }

  // MARK: Random replies

  static func randomReply(depth: Int, using random: inout SeededRandom) -> Reply {
    switch Int.random(in: 0..<(depth > 0 ? 6 : 5), using: &random) {
    case 0: .status(Array("OK".utf8))
    case 1: .error(ServerError(message: Array("ERR \(random.next())".utf8)))
    case 2: .integer(Int.random(in: .min ... .max, using: &random))
    case 3: .bulk(random.bytes(count: Int.random(in: 0...40, using: &random)))
    case 4: .null
    default:
      .array(
        (0..<Int.random(in: 0...4, using: &random)).map { _ in
          randomReply(depth: depth - 1, using: &random)
        })
    }
  }

  static func encode(_ reply: Reply) -> [UInt8] {
    switch reply {
    case .status(let bytes): Array("+".utf8) + bytes + Array("\r\n".utf8)
    case .error(let error): Array("-".utf8) + error.message + Array("\r\n".utf8)
    case .integer(let value): Array(":\(value)\r\n".utf8)
    case .bulk(let bytes): Array("$\(bytes.count)\r\n".utf8) + bytes + Array("\r\n".utf8)
    case .null: Array("$-1\r\n".utf8)
    case .array(let elements):
      Array("*\(elements.count)\r\n".utf8) + elements.flatMap(encode)
    }
  }
}
