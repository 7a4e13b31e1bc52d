import Bytes

/// Where the callbacks of the reader put a reply while it is parsed: tokens in preorder, and an arena of their bytes.
///
/// Both keep their memory from reply to reply, so parsing allocates only while they grow to the largest reply.
struct ReplyTape: ~Copyable {
  let limits: ReplyLimits
  private(set) var tokens: UnsafeMutablePointer<ReplyToken>
  private var capacity: Int
  private(set) var count = 0
  /// Tokens that the arrays so far have promised, the first one included.
  private var promised = 1
  private var arena: ByteBuffer
  /// Why a callback refused to go on.
  private(set) var violation: ProtocolError?

  init(limits: ReplyLimits) {
    self.limits = limits
    capacity = 64
    tokens = .allocate(capacity: capacity)
    arena = ByteBuffer(capacity: 1024)
  }

  deinit { tokens.deallocate() }

  var isComplete: Bool { count == promised }

  var view: ReplyView { ReplyView(token: UnsafePointer(tokens), arena: arena.slice.base) }

  mutating func reset() {
    count = 0
    promised = 1
    // After a giant reply the memory goes back, or one 500 MB value would stay for the whole run.
    if arena.count > 4 << 20 {
      arena = ByteBuffer(capacity: 1024)
    } else {
      arena.removeAll()
    }
    if capacity > 1 << 18 {
      tokens.deallocate()
      capacity = 64
      tokens = .allocate(capacity: capacity)
    }
  }

  /// Each of these returns false when the reply breaks a limit.
  mutating func append(_ kind: ReplyKind, bytes: ByteSlice) -> Bool {
    guard arena.count + bytes.count <= limits.bytes else {
      return refuse(.tooLarge(limit: limits.bytes))
    }
    push(ReplyToken(kind, count: bytes.count, value: arena.count))
    arena.append(bytes)
    return true
  }

  mutating func append(integer: Int) -> Bool {
    push(ReplyToken(.integer, value: integer))
    return true
  }

  mutating func appendNull() -> Bool {
    push(ReplyToken(.null))
    return true
  }

  mutating func append(arrayOf elements: Int, depth: Int) -> Bool {
    guard depth <= limits.depth else { return refuse(.tooDeep(limit: limits.depth)) }
    guard elements <= limits.elements - promised else {
      return refuse(.tooManyElements(limit: limits.elements))
    }
    promised += elements
    push(ReplyToken(.array, count: elements))
    return true
  }

  mutating func refuse(_ reason: ProtocolError) -> Bool {
    violation = reason
    return false
  }

  private mutating func push(_ token: ReplyToken) {
    if count == capacity { grow() }
    (tokens + count).initialize(to: token)
    count += 1
  }

  private mutating func grow() {
    let larger = UnsafeMutablePointer<ReplyToken>.allocate(capacity: capacity * 2)
    larger.moveInitialize(from: tokens, count: count)
    tokens.deallocate()
    tokens = larger
    capacity *= 2
  }
}
