import Bytes
import Recipe

/// A JSON object whose member names are encoded beforehand and whose values come from a row.
package struct JSONTemplate: Sendable {
  package let members: [ValueShape.Member]
  /// `{"id":`, `,"name":` …
  private let prefixes: [PinnedBytes]

  package init(_ members: [ValueShape.Member]) {
    self.members = members
    prefixes = members.enumerated().map { index, member in
      var buffer = ByteBuffer(capacity: 64)
      buffer.append(UInt8(ascii: index == 0 ? "{" : ","))
      let name = PinnedBytes(Array(member.name.utf8))
      buffer.append(jsonString: name.slice)
      buffer.append(UInt8(ascii: ":"))
      return PinnedBytes(buffer.copy())
    }
  }

  /// Appends the object for the row in `scope`. Text that is not UTF-8 fails the row: JSON cannot hold it.
  package func render(into buffer: inout ByteBuffer, scope: Scope) -> ItemFailure? {
    if members.isEmpty { buffer.append(UInt8(ascii: "{")) }
    for (prefix, member) in zip(prefixes, members) {
      buffer.append(prefix.slice)
      guard append(member.value.evaluate(in: scope), to: &buffer) else {
        return ItemFailure("utf8", "`\(member.name)` is not valid UTF-8")
      }
    }
    buffer.append(UInt8(ascii: "}"))
    return nil
  }

  private func append(_ value: Value, to buffer: inout ByteBuffer) -> Bool {
    switch value {
    case .null, .never: buffer.append("null")
    case .boolean(let flag): buffer.append(flag ? "true" : "false")
    case .integer(let number): buffer.append(decimal: Int(number))
    case .real(let number), .rate(let number), .percent(let number):
      buffer.append(double: number)
    case .decimal(let digits), .json(let digits): buffer.append(digits)
    case .text(let text): return buffer.append(jsonString: text)
    case .duration(let amount), .size(let amount), .time(let amount):
      buffer.append(decimal: Int(amount))
    }
    return true
  }
}
