import Bytes
import RESP

/// A reply as redis-cli shows it, a line an element, with hostile bytes escaped.
package enum ReplyText {
  package static func lines(_ reply: Reply) -> [String] {
    switch reply {
    case .integer(let number): ["(integer) \(number)"]
    case .bulk(let bytes): ["\"\(Escaping.escaped(bytes))\""]
    case .status(let bytes): [Escaping.escaped(bytes)]
    case .null: ["(nil)"]
    case .error(let error): ["(error) \(Escaping.escaped(error.message))"]
    case .array(let elements): elements.isEmpty ? ["(empty array)"] : array(elements)
    }
  }

  private static func array(_ elements: [Reply]) -> [String] {
    let numberWidth = String(elements.count).count
    return elements.enumerated().flatMap { index, element -> [String] in
      let number = DisplayWidth.pad("\(index + 1)", to: numberWidth, alignedRight: true) + ") "
      let blanks = String(repeating: " ", count: numberWidth + 2)
      return lines(element).enumerated().map { ($0 == 0 ? number : blanks) + $1 }
    }
  }
}
