import Bytes

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Writes commands as RESP2 arrays of bulk strings, into a buffer that it owns.
///
/// Two kinds of headers are written before what they count is known: the length of an argument that is rendered in
/// place, and the number of arguments of a fused command. Both leave a gap as wide as the header was last time, so that
/// bytes are moved only when the number of digits changes: almost never, for rows of one source.
///
/// Lives on the thread that owns the connection. Never throws; using it out of order is a bug and traps.
@usableFromInline package struct CommandEncoder: ~Copyable {
  /// The encoded commands. Between `beginArgument` and `endArgument` the caller appends the argument's bytes here.
  @usableFromInline package var bytes: ByteBuffer

  /// Arguments begun since the last `beginCommand`.
  @usableFromInline package var argumentCount = 0
  @usableFromInline package var commandGap: Gap
  @usableFromInline package var argumentGap: Gap

  package init(capacity: Int = 4096) {
    bytes = ByteBuffer(capacity: capacity)
    commandGap = Gap(digits: 2)
    argumentGap = Gap(digits: 2)
  }

  // MARK: Commands

  /// Begins a command whose number of arguments, its name included, is known.
  @inlinable package mutating func beginCommand(argumentCount: Int) {
    appendHeader(UInt8(ascii: "*"), argumentCount)
  }

  /// Begins a command whose arguments are counted as they come; ends with `endCommand()`.
  @inlinable package mutating func beginCommand() {
    precondition(commandGap.start < 0, "a command is already open")
    argumentCount = 0
    commandGap.open(in: &bytes)
  }

  /// Ends a command begun without a count.
  @inlinable package mutating func endCommand() {
    precondition(commandGap.start >= 0, "no command is open")
    commandGap.close(in: &bytes, sign: UInt8(ascii: "*"), value: argumentCount)
  }

  /// Forgets a command begun without a count, and all that was appended since.
  package mutating func abandonCommand() {
    precondition(commandGap.start >= 0, "no command is open")
    bytes.truncate(to: commandGap.start)
    commandGap.start = -1
    argumentGap.start = -1
  }

  // MARK: Arguments

  @inlinable package mutating func append(argument: ByteSlice) {
    let room = bytes.reserve(headerCapacity + argument.count + 2)
    let body = writeHeader(
      UInt8(ascii: "$"), argument.count, digits: decimalDigits(argument.count.magnitude), to: room)
    copyBytes(from: argument.base, to: room + body, count: argument.count)
    room[body + argument.count] = UInt8(ascii: "\r")
    room[body + argument.count + 1] = UInt8(ascii: "\n")
    bytes.commit(body + argument.count + 2)
    argumentCount += 1
  }

  @inlinable package mutating func append(argument: StaticString) {
    append(argument: ByteSlice(base: argument.utf8Start, count: argument.utf8CodeUnitCount))
  }

  @inlinable package mutating func append(argument: [UInt8]) {
    argument.withUnsafeBytes { append(argument: ByteSlice($0)) }
  }

  @inlinable package mutating func append(argument: Int) {
    let digits = decimalDigits(argument.magnitude) + (argument < 0 ? 1 : 0)
    appendHeader(UInt8(ascii: "$"), digits)
    bytes.append(decimal: argument)
    appendLineEnd()
    argumentCount += 1
  }

  /// Begins an argument that the caller renders into `bytes`; ends with `endArgument()`.
  @inlinable package mutating func beginArgument() {
    precondition(argumentGap.start < 0, "an argument is already open")
    argumentCount += 1
    argumentGap.open(in: &bytes)
  }

  /// Ends an argument rendered in place, and writes the length that it came to.
  @inlinable package mutating func endArgument() {
    precondition(argumentGap.start >= 0, "no argument is open")
    let length = bytes.count - argumentGap.end
    argumentGap.close(in: &bytes, sign: UInt8(ascii: "$"), value: length)
    appendLineEnd()
  }

  // MARK: Whole commands

  /// Encodes one command from its argument vector.
  package mutating func append(command arguments: [[UInt8]]) {
    beginCommand(argumentCount: arguments.count)
    for argument in arguments { append(argument: argument) }
  }

  // MARK: Pieces

  /// `*3\r\n` or `$11\r\n`.
  @inlinable package mutating func appendHeader(_ sign: UInt8, _ value: Int) {
    let room = bytes.reserve(headerCapacity)
    bytes.commit(writeHeader(sign, value, digits: decimalDigits(value.magnitude), to: room))
  }

  @inlinable package mutating func appendLineEnd() {
    let room = bytes.reserve(2)
    room[0] = UInt8(ascii: "\r")
    room[1] = UInt8(ascii: "\n")
    bytes.commit(2)
  }
}

/// Room left for a header whose number comes later.
@usableFromInline package struct Gap {
  /// Where the header begins; -1 while no gap is open.
  @usableFromInline package var start = -1
  /// Digits of the number that was written last, which is the guess for the next.
  @usableFromInline package var digits: Int

  package init(digits: Int) { self.digits = digits }

  /// Where what the header counts begins.
  @inlinable package var end: Int { start + 1 + digits + 2 }

  @inlinable package mutating func open(in bytes: inout ByteBuffer) {
    start = bytes.count
    _ = bytes.reserve(headerCapacity)
    bytes.commit(1 + digits + 2)
  }

  @inlinable package mutating func close(in bytes: inout ByteBuffer, sign: UInt8, value: Int) {
    let needed = decimalDigits(value.magnitude)
    if needed != digits {
      let length = bytes.count - end
      let body = bytes.reserve(max(needed - digits, 0)) - length
      memmove(body + (needed - digits), body, length)
      if needed > digits {
        bytes.commit(needed - digits)
      } else {
        bytes.truncate(to: bytes.count - (digits - needed))
      }
      digits = needed
    }
    let base = bytes.reserve(0) - (bytes.count - start)
    _ = writeHeader(sign, value, digits: needed, to: base)
    start = -1
  }
}

/// A sign, the digits of a count (below 2^32, as Redis wants it), and the line end.
@inlinable package var headerCapacity: Int { 1 + 10 + 2 }

/// Writes a header and says how long it is.
@inlinable package func writeHeader(
  _ sign: UInt8, _ value: Int, digits: Int, to target: UnsafeMutablePointer<UInt8>
) -> Int {
  assert(value >= 0 && value <= UInt32.max)
  if digits == 2 {
    // What most arguments are: one store of four bytes.
    let tens = (UInt32(truncatingIfNeeded: value) &* 103) >> 10
    let ones = UInt32(truncatingIfNeeded: value) &- tens &* 10
    let word = UInt32(sign) | (48 &+ tens) << 8 | (48 &+ ones) << 16 | 13 << 24
    UnsafeMutableRawPointer(target).storeBytes(of: word.littleEndian, as: UInt32.self)
    target[4] = UInt8(ascii: "\n")
    return 5
  }
  target[0] = sign
  // Unsigned and 32 bits wide: dividing by ten is then one multiplication.
  var rest = UInt32(truncatingIfNeeded: value)
  var position = digits
  while position > 1 {
    target[position] = UInt8(truncatingIfNeeded: 48 + rest % 10)
    rest /= 10
    position -= 1
  }
  target[1] = UInt8(truncatingIfNeeded: 48 + rest)
  target[digits + 1] = UInt8(ascii: "\r")
  target[digits + 2] = UInt8(ascii: "\n")
  return digits + 3
}
