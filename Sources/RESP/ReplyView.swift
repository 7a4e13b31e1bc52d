import Bytes

/// One reply as the reader holds it: valid until the reader is asked for the next one or fed again.
///
/// Three words, no allocation. A reply is a tape of tokens in preorder (an array, then its elements), so that a page of
/// SCAN is walked without making an object for a key. To keep a reply, copy it: `Reply(view)`.
@usableFromInline package struct ReplyView {
  @usableFromInline package let token: UnsafePointer<ReplyToken>
  @usableFromInline package let arena: UnsafePointer<UInt8>

  @inlinable package init(token: UnsafePointer<ReplyToken>, arena: UnsafePointer<UInt8>) {
    self.token = token
    self.arena = arena
  }

  @inlinable package var kind: ReplyKind { token.pointee.kind }

  @inlinable package var isError: Bool { kind == .error }
  @inlinable package var isNull: Bool { kind == .null }

  /// `+OK`, the reply of most writes.
  @inlinable package var isOK: Bool {
    kind == .status && token.pointee.count == 2
      && arena[token.pointee.value] == UInt8(ascii: "O")
      && arena[token.pointee.value + 1] == UInt8(ascii: "K")
  }

  /// The number of an integer reply.
  @inlinable package var integer: Int? { kind == .integer ? token.pointee.value : nil }

  /// The bytes of a bulk, a status or an error; empty for the other kinds.
  @inlinable package var bytes: ByteSlice {
    switch kind {
    case .bulk, .status, .error:
      ByteSlice(base: arena + token.pointee.value, count: token.pointee.count)
    case .integer, .array, .null:
      .empty
    }
  }

  /// How many elements an array has; 0 for the other kinds.
  @inlinable package var count: Int { kind == .array ? token.pointee.count : 0 }

  /// The elements of an array, in order; none for the other kinds.
  @inlinable package var elements: Elements {
    Elements(next: token + 1, arena: arena, remaining: count)
  }

  /// Walks the elements of one array.
  @usableFromInline package struct Elements: Sequence, IteratorProtocol {
    @usableFromInline package var cursor: UnsafePointer<ReplyToken>
    @usableFromInline package let arena: UnsafePointer<UInt8>
    @usableFromInline package var remaining: Int

    @inlinable package init(
      next: UnsafePointer<ReplyToken>, arena: UnsafePointer<UInt8>, remaining: Int
    ) {
      self.cursor = next
      self.arena = arena
      self.remaining = remaining
    }

    @inlinable package mutating func next() -> ReplyView? {
      guard remaining > 0 else { return nil }
      remaining -= 1
      let element = ReplyView(token: cursor, arena: arena)
      // Past the element and, when it is an array, all that is inside it.
      var pending = 1
      while pending > 0 {
        pending += (cursor.pointee.kind == .array ? cursor.pointee.count : 0) - 1
        cursor += 1
      }
      return element
    }
  }
}

/// What a reply is. Every kind of RESP2; a null bulk and a null array are both `null`.
@usableFromInline package enum ReplyKind: UInt8, Sendable {
  case status
  case error
  case integer
  case bulk
  case array
  case null
}

/// One reply or element of a reply, as it lies on the tape.
@usableFromInline package struct ReplyToken {
  @usableFromInline package let kind: ReplyKind
  /// Bytes of a bulk, status or error; elements of an array.
  @usableFromInline package let count: Int
  /// The number of an integer; where the bytes begin in the arena.
  @usableFromInline package let value: Int

  @inlinable package init(_ kind: ReplyKind, count: Int = 0, value: Int = 0) {
    self.kind = kind
    self.count = count
    self.value = value
  }
}
