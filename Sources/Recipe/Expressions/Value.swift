import Bytes

/// A value while a row or a key is being looked at.
///
/// Values are plain machine words: evaluating a formula allocates nothing. Text is a slice that its owner keeps alive for the
/// row at hand (a field of the row batch, a constant of the program, the scope's scratch memory).
package enum Value: Sendable {
  case null
  /// Above every duration: a key without a TTL.
  case never
  case boolean(Bool)
  case integer(Int64)
  case real(Double)
  /// A number as its source wrote it, checked to be a JSON number: rendered to the digit, converted only for arithmetic.
  case decimal(ByteSlice)
  case text(ByteSlice)
  /// A JSON document as text, rendered as it is.
  case json(ByteSlice)
  /// Milliseconds.
  case duration(Int64)
  /// A measured time, in milliseconds with their fraction; its type is a duration.
  case latency(Double)
  /// Bytes.
  case size(Int64)
  /// Per second.
  case rate(Double)
  /// A fraction.
  case percent(Double)
  /// Milliseconds since 1970, UTC.
  case time(Int64)
}

/// A value that owns its bytes: a literal, a parameter, the name of an `each`.
package struct Constant: Sendable {
  package let value: Value
  private let owner: PinnedBytes?

  /// A value without bytes of its own.
  package init(_ value: Value) {
    self.value = value
    self.owner = nil
  }

  package init(text: [UInt8]) { self.init(bytes: text) { .text($0) } }

  /// A value over bytes that the constant keeps.
  init(bytes: [UInt8], _ make: (ByteSlice) -> Value) {
    let owner = PinnedBytes(bytes)
    self.owner = owner
    self.value = make(owner.slice)
  }
}
