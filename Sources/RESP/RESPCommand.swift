import Bytes

/// Reads back what `CommandEncoder` wrote, to name the key of a command that failed.
package enum RESPCommand {
  /// The argument at a position, the command's name being 0. Traps on bytes that are no whole command.
  package static func argument(_ index: Int, of command: ByteSlice) -> ByteSlice {
    var position = 0
    let count = header(of: command, at: &position)
    precondition(index < count, "the command has \(count) arguments")
    for current in 0..<count {
      let length = header(of: command, at: &position)
      if current == index { return command[position..<position + length] }
      position += length + 2
    }
    preconditionFailure("an argument beyond the end of its command")
  }

  /// All arguments in order. Allocates an array: not for the hot path.
  package static func arguments(of command: ByteSlice) -> [ByteSlice] {
    var position = 0
    let count = header(of: command, at: &position)
    return (0..<count).map { _ in
      let length = header(of: command, at: &position)
      defer { position += length + 2 }
      return command[position..<position + length]
    }
  }

  /// The first of encoded arguments that are no whole command.
  package static func leading(of arguments: ByteSlice) -> ByteSlice {
    var position = 0
    let length = header(of: arguments, at: &position)
    return arguments[position..<position + length]
  }

  /// Encoded arguments without their first.
  package static func afterLeading(of arguments: ByteSlice) -> ByteSlice {
    var position = 0
    let length = header(of: arguments, at: &position)
    return arguments[position + length + 2..<arguments.count]
  }

  /// The number of a `*3\r\n` or `$5\r\n`, and past it.
  private static func header(of command: ByteSlice, at position: inout Int) -> Int {
    position += 1
    var value = 0
    while command[position] != UInt8(ascii: "\r") {
      value = value * 10 + Int(command[position] - UInt8(ascii: "0"))
      position += 1
    }
    position += 2
    return value
  }
}
