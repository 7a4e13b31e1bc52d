import Bytes
import CHiredis

/// Turns the bytes that a server sends into replies. hiredis parses; we keep what it finds on a tape of our own, so that
/// no object is made for a reply.
///
/// Owns the C reader. Lives on the connection's thread. Use: `feed` a chunk, then `next` until it gives nil.
package struct ReplyReader: ~Copyable {
  /// The most that one `feed` takes: hiredis 0.14 moves the rest of its buffer forward after each 1 KiB consumed, so large
  /// chunks cost quadratic time.
  package static let largestChunk = 64 << 10
  /// The best size of a chunk, measured: 20 ns a reply.
  package static let chunk = 16 << 10

  private let reader: UnsafeMutablePointer<redisReader>
  private let functions: UnsafeMutablePointer<redisReplyObjectFunctions>
  private let tape: UnsafeMutablePointer<ReplyTape>
  private var tapeIsDelivered = false
  private let limits: ReplyLimits

  package init(limits: ReplyLimits = ReplyLimits()) {
    self.limits = limits
    tape = .allocate(capacity: 1)
    tape.initialize(to: ReplyTape(limits: limits))
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
  }

  /// Takes the next bytes from the server, at most `largestChunk` of them.
  package mutating func feed(_ bytes: ByteSlice) throws(ProtocolError) {
    precondition(bytes.count <= Self.largestChunk, "a chunk of \(bytes.count) bytes")
    guard reader.pointee.len - reader.pointee.pos + bytes.count <= limits.bytes else {
      throw .tooLarge(limit: limits.bytes)
    }
    let status = bytes.base.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
      redisReaderFeed(reader, $0, bytes.count)
    }
    if status != REDIS_OK { throw failure() }
  }

  /// The next whole reply, or nil when more bytes are needed. The view is valid until the next call.
  package mutating func next() throws(ProtocolError) -> ReplyView? {
    if tapeIsDelivered {
      tape.pointee.reset()
      tapeIsDelivered = false
    }
    var root: UnsafeMutableRawPointer?
    guard redisReaderGetReply(reader, &root) == REDIS_OK else { throw failure() }
    guard root != nil else { return nil }
    // A type for which we gave no callback leaves no token.
    guard tape.pointee.isComplete else { throw .unsupportedType }
    tapeIsDelivered = true
    return tape.pointee.view
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
