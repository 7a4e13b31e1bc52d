import Bytes
import Planner
import RESP

extension CommandEncoder {
  /// One question about one key of a type; false where a key of this type cannot be asked it.
  mutating func append(_ probe: Probe, key: ByteSlice, type: ByteSlice?) -> Bool {
    switch probe {
    case .ttl: append(question: "PTTL", key)
    case .type: append(question: "TYPE", key)
    case .idle: append(question: "OBJECT", "IDLETIME", key)
    case .freq: append(question: "OBJECT", "FREQ", key)
    case .bytes: append(question: "MEMORY", "USAGE", key)
    case .length:
      guard let command = lengthCommand(type) else { return false }
      append(question: command, key)
    case .field(let name):
      guard let type, type.description == "hash" else { return false }
      beginCommand(argumentCount: 3)
      append(argument: "HGET")
      append(argument: key)
      append(argument: Array(name.utf8))
    }
    return true
  }

  /// What tells the length of a key of a type; nil for what modules define.
  private func lengthCommand(_ type: ByteSlice?) -> StaticString? {
    switch type?.description {
    case "string": "STRLEN"
    case "list": "LLEN"
    case "hash": "HLEN"
    case "set": "SCARD"
    case "zset": "ZCARD"
    case "stream": "XLEN"
    default: nil
    }
  }

  private mutating func append(question word: StaticString, _ key: ByteSlice) {
    beginCommand(argumentCount: 2)
    append(argument: word)
    append(argument: key)
  }

  private mutating func append(
    question word: StaticString, _ second: StaticString, _ key: ByteSlice
  ) {
    beginCommand(argumentCount: 3)
    append(argument: word)
    append(argument: second)
    append(argument: key)
  }
}

extension Probe {
  /// A reply as a page keeps it: a number, the place of a text, the number of a type's name, `gone`, `null` or `refused`.
  func answer(_ reply: ReplyView, _ page: KeyPage, _ typeNames: TypeNames) -> Int64 {
    switch reply.kind {
    case .error:
      let text = reply.bytes.description
      // Another type has come under the name meanwhile: that has no such field.
      if isTouching, text.hasPrefix("WRONGTYPE") { return KeyPage.null }
      // OBJECT answers "no such key" as an error on some servers.
      return text.contains("no such key") ? KeyPage.gone : KeyPage.refused
    case .null: return isTouching ? KeyPage.null : KeyPage.gone
    case .integer:
      let value = Int64(reply.integer ?? 0)
      return self == .ttl && value == -2 ? KeyPage.gone : value
    case .status, .bulk:
      if case .field = self { return page.keep(reply.bytes) }
      let number = typeNames.number(of: reply.bytes)
      return number == TypeNames.none ? KeyPage.gone : number
    case .array: return KeyPage.refused
    }
  }
}
