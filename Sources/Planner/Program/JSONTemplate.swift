import Bytes
import Recipe

/// A JSON object whose member names are encoded beforehand and whose values come from a row.
///
/// A class, because it is called once a row: a struct of three references would be copied for the call, and each counted.
package final class JSONTemplate: Sendable {
  package let members: [ValueShape.Member]
  private let fields: [Field]
  private let names: PinnedBytes

  /// A member as it is rendered. Its prefix lies in `names`: to read it counts no reference.
  private struct Field {
    /// `{"id":`, `,"name":` …
    let prefix: ByteSlice
    /// Where the value stands in the scope; -1: the member's formula has to be evaluated.
    let slot: Int
  }

  package init(_ members: [ValueShape.Member]) {
    self.members = members
    var buffer = ByteBuffer(capacity: 256)
    var ends: [Int] = []
    for (index, member) in members.enumerated() {
      buffer.append(UInt8(ascii: index == 0 ? "{" : ","))
      buffer.append(jsonString: member.name)
      buffer.append(UInt8(ascii: ":"))
      ends.append(buffer.count)
    }
    let names = PinnedBytes(buffer.slice.buffer)
    fields = members.indices.map { index in
      let start = index == 0 ? 0 : ends[index - 1]
      let slot = if case .slot(let slot) = members[index].value { slot } else { -1 }
      return Field(prefix: names.slice[start..<ends[index]], slot: slot)
    }
    self.names = names
  }

  /// Appends the object for the row in `scope`. Text that is not UTF-8 fails the row: JSON cannot hold it.
  package func render(into buffer: inout ByteBuffer, scope: Scope) -> ItemFailure? {
    if fields.isEmpty { buffer.append(UInt8(ascii: "{")) }
    for index in fields.indices {
      let field = fields[index]
      let value =
        field.slot >= 0 ? scope.slots[field.slot] : members[index].value.evaluate(in: scope)
      switch value {
      case .decimal(let digits): buffer.append(field.prefix, digits)
      case .text(let text):
        guard buffer.append(field.prefix, jsonString: text) else {
          return ItemFailure("utf8", "`\(members[index].name)` is not valid UTF-8")
        }
      default:
        buffer.append(field.prefix)
        append(value, to: &buffer)
      }
    }
    buffer.append(UInt8(ascii: "}"))
    return nil
  }

  private func append(_ value: Value, to buffer: inout ByteBuffer) {
    switch value {
    case .null, .never: buffer.append("null")
    case .boolean(let flag): buffer.append(flag ? "true" : "false")
    case .integer(let number): buffer.append(decimal: Int(number))
    case .real(let number), .rate(let number), .percent(let number):
      buffer.append(double: number)
    case .decimal(let digits), .json(let digits): buffer.append(digits)
    case .text: preconditionFailure("text is written with the name before it")
    case .latency(let amount): buffer.append(double: amount)
    case .duration(let amount), .size(let amount), .time(let amount):
      buffer.append(decimal: Int(amount))
    }
  }
}
