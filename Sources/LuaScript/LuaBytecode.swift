/// Reads a chunk that `lua_dump` wrote: which globals it reads and assigns, and on which lines.
///
/// Only Lua's own compiler knows for certain whether a name is a local, a parameter or an upvalue; its instructions say so. The
/// chunk comes from the parser beside us, so its layout is that of this machine, and is known from its header.
struct LuaBytecode {
  struct GlobalAccess {
    let name: String
    /// 1-based.
    let line: Int
    let isAssignment: Bool
  }

  private let bytes: [UInt8]
  private var position = 0
  private var wordSize = 8
  private var numberSize = 8
  private var accesses: [GlobalAccess] = []

  static func globals(in chunk: [UInt8]) -> [GlobalAccess] {
    var reader = LuaBytecode(bytes: chunk)
    guard chunk.starts(with: [0x1B, 0x4C, 0x75, 0x61, 0x51]), chunk.count > headerSize,
      chunk[7] == 4, chunk[9] == 4
    else { return [] }
    reader.wordSize = Int(chunk[8])
    reader.numberSize = Int(chunk[10])
    reader.position = headerSize
    reader.readFunction()
    return reader.accesses
  }

  private static let headerSize = 12
  private static let getGlobal: UInt32 = 5
  private static let setGlobal: UInt32 = 7

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private mutating func readFunction() {
    _ = readString()
    position += 4 + 4 + 4  // lines from and to; upvalues, parameters, vararg, stack
    let code = (0..<readInt()).map { _ in UInt32(truncatingIfNeeded: readInt()) }
    let constants = (0..<readInt()).map { _ in readConstant() }
    for _ in 0..<readInt() { readFunction() }
    let lines = (0..<readInt()).map { _ in readInt() }
    for _ in 0..<readInt() {
      _ = readString()
      position += 8
    }
    for _ in 0..<readInt() { _ = readString() }
    for (index, instruction) in code.enumerated() {
      let operation = instruction & 0x3F
      guard operation == Self.getGlobal || operation == Self.setGlobal,
        case let constant = Int(instruction >> 14), constant < constants.count,
        let name = constants[constant], index < lines.count
      else { continue }
      accesses.append(
        GlobalAccess(
          name: name, line: lines[index], isAssignment: operation == Self.setGlobal))
    }
  }

  /// Its text when it is a string.
  private mutating func readConstant() -> String? {
    let type = readByte()
    switch type {
    case 1: position += 1
    case 3: position += numberSize
    case 4: return readString()
    default: break
    }
    return nil
  }

  private mutating func readByte() -> UInt8 {
    guard position < bytes.count else { return 0 }
    position += 1
    return bytes[position - 1]
  }

  private mutating func readInt() -> Int {
    guard position + 4 <= bytes.count else { return 0 }
    defer { position += 4 }
    return bytes[position..<position + 4].withUnsafeBytes {
      Int($0.loadUnaligned(as: Int32.self))
    }
  }

  private mutating func readString() -> String? {
    guard position + wordSize <= bytes.count else { return nil }
    let length = bytes[position..<position + wordSize].withUnsafeBytes {
      wordSize == 4
        ? Int($0.loadUnaligned(as: UInt32.self)) : Int($0.loadUnaligned(as: UInt64.self))
    }
    position += wordSize
    guard length > 0, position + length <= bytes.count else { return nil }
    defer { position += length }
    return String(decoding: bytes[position..<position + length - 1], as: UTF8.self)
  }
}
