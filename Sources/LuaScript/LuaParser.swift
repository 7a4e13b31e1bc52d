import Bytes
import CLua

/// Lua 5.1's own parser, the one that the servers have. Nothing is run.
enum LuaParser {
  struct Failure: Error {
    /// 1-based.
    let line: Int
    /// In Lua's words: `'=' expected near 'x'`.
    let message: String
  }

  /// Parses, and gives the compiled chunk, for `LuaBytecode` to read.
  static func compile(_ bytes: ArraySlice<UInt8>) throws(Failure) -> [UInt8] {
    guard let state = luaL_newstate() else { throw Failure(line: 1, message: "out of memory") }
    defer { lua_close(state) }
    let status = bytes.withUnsafeBytes { buffer in
      luaL_loadbuffer(
        state, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), buffer.count, "=script")
    }
    guard status == 0 else { throw failure(state) }
    let chunk = Chunk()
    let writer: lua_Writer = { _, bytes, count, context in
      guard let bytes, let context else { return 1 }
      Unmanaged<Chunk>.fromOpaque(context).takeUnretainedValue()
        .bytes.append(contentsOf: UnsafeRawBufferPointer(start: bytes, count: count))
      return 0
    }
    _ = lua_dump(state, writer, Unmanaged.passUnretained(chunk).toOpaque())
    return chunk.bytes
  }

  private final class Chunk {
    var bytes: [UInt8] = []
  }

  /// `script:12: '=' expected near 'x'`
  private static func failure(_ state: OpaquePointer) -> Failure {
    var length = 0
    guard let text = lua_tolstring(state, -1, &length) else {
      return Failure(line: 1, message: "not Lua")
    }
    let message = String(
      decoding: UnsafeRawBufferPointer(start: text, count: length), as: UTF8.self)
    let parts = message.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == "script", let line = Int(parts[1]) else {
      return Failure(line: 1, message: message)
    }
    return Failure(line: line, message: String(parts[2].drop { $0 == " " }))
  }
}
