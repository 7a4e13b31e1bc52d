import Bytes
import Planner
import RESP

extension CommandEncoder {
  /// One question about one key.
  mutating func append(_ probe: Probe, key: ByteSlice) {
    switch probe {
    case .ttl:
      beginCommand(argumentCount: 2)
      append(argument: "PTTL")
    case .type:
      beginCommand(argumentCount: 2)
      append(argument: "TYPE")
    case .idle:
      beginCommand(argumentCount: 3)
      append(argument: "OBJECT")
      append(argument: "IDLETIME")
    case .freq:
      beginCommand(argumentCount: 3)
      append(argument: "OBJECT")
      append(argument: "FREQ")
    case .bytes:
      beginCommand(argumentCount: 3)
      append(argument: "MEMORY")
      append(argument: "USAGE")
    }
    append(argument: key)
  }
}

extension Probe {
  /// A reply as a page keeps it: a number, the number of a type's name, `gone` or `refused`.
  func answer(_ reply: ReplyView, _ typeNames: TypeNames) -> Int64 {
    switch reply.kind {
    case .error:
      // OBJECT answers "no such key" as an error on some servers.
      return reply.bytes.description.contains("no such key") ? KeyPage.gone : KeyPage.refused
    case .null: return KeyPage.gone
    case .integer:
      let value = Int64(reply.integer ?? 0)
      return self == .ttl && value == -2 ? KeyPage.gone : value
    case .status, .bulk:
      let number = typeNames.number(of: reply.bytes)
      return number == TypeNames.none ? KeyPage.gone : number
    case .array: return KeyPage.refused
    }
  }
}
