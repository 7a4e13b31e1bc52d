import Bytes
import CHiredis

/// Turns the bytes that a server sends into replies. hiredis parses; we keep what it finds on a tape of our own, so that
/// no object is made for a reply. Statuses and integers of one line, which most replies are, are read where they lie
/// (`nextLine`), and so are bulks that one chunk holds whole, without hiredis and without copying them.
///
/// Owns the C reader, borrows each chunk. Lives on the connection's thread. Use: `feed` a chunk, then `next` until it gives
/// nil; the chunk stays valid until then.
package struct ReplyReader: ~Copyable {
  /// The most that one `feed` takes: hiredis 0.14 moves the rest of its buffer forward after each 1 KiB consumed, so large
  /// chunks cost quadratic time.
  package static let largestChunk = 64 << 10
  /// The best size of a chunk, measured: 20 ns a reply.
  package static let chunk = 16 << 10

  private let reader: UnsafeMutablePointer<redisReader>
  private let functions: UnsafeMutablePointer<redisReplyObjectFunctions>
  private let tape: UnsafeMutablePointer<ReplyTape>
  /// The token of a reply of one line.
  private let line: UnsafeMutablePointer<ReplyToken>
  private var tapeIsDelivered = false
  /// What is left of the last chunk: bytes that hiredis does not have yet.
  private var unread = ByteSlice.empty
  private var isChunkStart = false
  private let limits: ReplyLimits

  package init(limits: ReplyLimits = ReplyLimits()) {
    self.limits = limits
    tape = .allocate(capacity: 1)
    tape.initialize(to: ReplyTape(limits: limits))
    line = .allocate(capacity: 1)
    line.initialize(to: ReplyToken(.null))
    functions = .allocate(capacity: 1)
    functions.initialize(to: Self.callbacks())
    guard let reader = redisReaderCreateWithFunctions(functions) else {
      preconditionFailure("hiredis had no memory for a reader")
    }
    self.reader = reader
    reader.pointee.privdata = UnsafeMutableRawPointer(tape)
    // By default hiredis gives its buffer back when it is empty and larger than 16 KiB: after every chunk of ours.
    reader.pointee.maxbuf = 1 << 20
  }

  deinit {
    redisReaderFree(reader)
    functions.deallocate()
    tape.deinitialize(count: 1)
    tape.deallocate()
    line.deallocate()
  }

  /// Takes the next bytes from the server, at most `largestChunk` of them. They are borrowed until `next` gives nil.
  package mutating func feed(_ bytes: ByteSlice) throws(ProtocolError) {
    precondition(bytes.count <= Self.largestChunk, "a chunk of \(bytes.count) bytes")
    precondition(unread.isEmpty, "a chunk before the last one was read")
    guard reader.pointee.len - reader.pointee.pos + bytes.count <= limits.bytes else {
      throw .tooLarge(limit: limits.bytes)
    }
    unread = bytes
    isChunkStart = true
  }

  /// The next whole reply, or nil when more bytes are needed. The view is valid until the next call.
  package mutating func next() throws(ProtocolError) -> ReplyView? {
    if let line = nextLine() { return line }
    if tapeIsDelivered {
      tape.pointee.reset()
      tapeIsDelivered = false
    }
    // The end of a line that two chunks share: what follows it can be read as lines again.
    if isChunkStart, let end = lineEnd(within: Self.longestLine) {
      try handOver(end)
      if let reply = try parse() { return reply }
    }
    try handOver(unread.count)
    return try parse()
  }

  /// How many whole replies of `+OK`, at most `limit`, come next; `take(oks:)` passes over them.
  package func countOKs(limit: Int) -> Int {
    guard reader.pointee.ridx == -1, reader.pointee.pos == reader.pointee.len else { return 0 }
    let most = min(limit, unread.count / Self.okSize)
    var count = 0
    while count < most, isOK(unread.base + count * Self.okSize) { count += 1 }
    return count
  }

  /// Passes over so many replies of `+OK`, which `countOKs` found.
  package mutating func take(oks count: Int) {
    unread = unread[count * Self.okSize..<unread.count]
    isChunkStart = false
  }

  private static let okSize = 5

  @inline(__always)
  private func isOK(_ base: UnsafePointer<UInt8>) -> Bool {
    WordScan.load32(base) == Self.ok && base[4] == UInt8(ascii: "\n")
  }

  /// Takes over what is left of the chunk, for a caller that asks for no further reply now.
  package mutating func settle() throws(ProtocolError) { try handOver(unread.count) }

  private mutating func parse() throws(ProtocolError) -> ReplyView? {
    var root: UnsafeMutableRawPointer?
    guard redisReaderGetReply(reader, &root) == REDIS_OK else { throw failure() }
    guard root != nil else { return nil }
    // A type for which we gave no callback leaves no token.
    guard tape.pointee.isComplete else { throw .unsupportedType }
    tapeIsDelivered = true
    return tape.pointee.view
  }

  /// A status or an integer that lies whole in the chunk while hiredis has nothing: `+OK\r\n`, `:86399123\r\n`. Everything
  /// else, and everything unusual, is hiredis' (docs/decisions/0035).
  private mutating func nextLine() -> ReplyView? {
    guard unread.count >= 4, reader.pointee.ridx == -1, reader.pointee.pos == reader.pointee.len
    else { return nil }
    let sign = unread.base[0]
    if sign == UInt8(ascii: "$") { return nextBulk() }
    if unread.count >= Self.okSize, isOK(unread.base) {
      return takeLine(ReplyToken(.status, count: 2, value: 1), upTo: Self.okSize)
    }
    guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: ":") else { return nil }
    guard let next = lineEnd(within: Self.longestLine) else { return nil }
    let end = next - 2
    guard end > 0, unread.base[end] == UInt8(ascii: "\r") else { return nil }
    if sign == UInt8(ascii: "+") {
      return takeLine(ReplyToken(.status, count: end - 1, value: 1), upTo: next)
    }
    guard let number = DecimalText.int64(unread[1..<end]) else { return nil }
    return takeLine(ReplyToken(.integer, value: Int(number)), upTo: next)
  }

  /// `+OK\r`, what most writes are answered with.
  private static let ok: UInt32 = 0x0D4B_4F2B

  @inline(__always)
  private mutating func takeLine(_ token: ReplyToken, upTo end: Int) -> ReplyView {
    line.pointee = token
    let view = ReplyView(token: UnsafePointer(line), arena: unread.base)
    unread = ByteSlice(base: unread.base + end, count: unread.count - end)
    isChunkStart = false
    return view
  }

  /// `$5\r\nhello\r\n` or `$-1\r\n`, whole in the chunk: what a GET is answered with.
  private mutating func nextBulk() -> ReplyView? {
    guard let start = lineEnd(within: Self.longestLength),
      unread.base[start - 2] == UInt8(ascii: "\r")
    else { return nil }
    if unread.base[1] == UInt8(ascii: "-") {
      guard start == 5, unread.base[2] == UInt8(ascii: "1") else { return nil }
      return takeLine(ReplyToken(.null), upTo: start)
    }
    var length = 0
    for index in 1..<start - 2 {
      let digit = Int(unread.base[index]) - Int(UInt8(ascii: "0"))
      guard digit >= 0, digit <= 9 else { return nil }
      length = length * 10 + digit
    }
    let end = start + length + 2
    guard start > 3, end <= unread.count, unread.base[end - 2] == UInt8(ascii: "\r"),
      unread.base[end - 1] == UInt8(ascii: "\n"), length <= limits.bytes
    else { return nil }
    return takeLine(ReplyToken(.bulk, count: length, value: start), upTo: end)
  }

  /// The sign, at most nine digits and a line end.
  private static let longestLength = 12

  /// Replies of one line are short: a longer one is not looked for.
  private static let longestLine = 64

  /// Behind the first line end of what is unread, within so many bytes.
  private func lineEnd(within limit: Int) -> Int? {
    for index in 0..<min(unread.count, limit) where unread.base[index] == UInt8(ascii: "\n") {
      return index + 1
    }
    return nil
  }

  /// Gives hiredis the next bytes of the chunk.
  private mutating func handOver(_ count: Int) throws(ProtocolError) {
    isChunkStart = false
    guard count > 0 else { return }
    let bytes = unread[0..<count]
    unread = unread[count..<unread.count]
    let status = bytes.base.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
      redisReaderFeed(reader, $0, bytes.count)
    }
    if status != REDIS_OK { throw failure() }
  }

  private func failure() -> ProtocolError {
    if let violation = tape.pointee.violation { return violation }
    let text = withUnsafeBytes(of: reader.pointee.errstr) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
    return .malformed(text)
  }

  // MARK: Callbacks
  // What they return only has to be other than NULL; NULL stops the parser. Closures, because their parameter types then
  // follow the header: the count of an array is an `int` in hiredis 0.14 and a `size_t` since 1.0. Callbacks that only
  // 1.x has (doubles, booleans: RESP3) stay NULL.

  private static func callbacks() -> redisReplyObjectFunctions {
    var callbacks = redisReplyObjectFunctions()
    callbacks.createString = { task, text, length in
      Self.record(task) { tape, task in
        guard let text else { return false }
        let bytes = ByteSlice(UnsafeRawBufferPointer(start: text, count: Int(length)))
        switch task.type {
        case REDIS_REPLY_STRING: return tape.append(.bulk, bytes: bytes)
        case REDIS_REPLY_STATUS: return tape.append(.status, bytes: bytes)
        case REDIS_REPLY_ERROR: return tape.append(.error, bytes: bytes)
        default: return tape.refuse(.unsupportedType)
        }
      }
    }
    callbacks.createArray = { task, count in
      Self.record(task) { tape, task in
        guard task.type == REDIS_REPLY_ARRAY else { return tape.refuse(.unsupportedType) }
        var depth = 1
        var parent = task.parent
        while let outer = parent, depth <= tape.limits.depth {
          depth += 1
          parent = outer.pointee.parent
        }
        return tape.append(arrayOf: Int(count), depth: depth)
      }
    }
    callbacks.createInteger = { task, value in
      Self.record(task) { tape, _ in tape.append(integer: Int(value)) }
    }
    callbacks.createNil = { task in
      Self.record(task) { tape, _ in tape.appendNull() }
    }
    callbacks.freeObject = { _ in }
    return callbacks
  }

  @inline(__always)
  private static func record(
    _ task: UnsafePointer<redisReadTask>?,
    _ body: (inout ReplyTape, borrowing redisReadTask) -> Bool
  ) -> UnsafeMutableRawPointer? {
    guard let task, let context = task.pointee.privdata else { return nil }
    let tape = context.assumingMemoryBound(to: ReplyTape.self)
    return body(&tape.pointee, task.pointee) ? context : nil
  }
}
