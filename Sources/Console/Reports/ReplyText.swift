import Bytes
import RESP

/// A reply as people and programs read it, with hostile bytes escaped.
package enum ReplyText {
  /// As redis-cli shows it, a line an element.
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

  /// One JSON value: texts, numbers, null, arrays, an error as `{"error":"ERR …"}`.
  package static func json(_ reply: Reply) -> String {
    var writer = JSONObjectWriter()
    ReportJSON.append(reply, to: &writer)
    return writer.text
  }

  /// A row an element; what an element holds are its fields.
  package static func rows(_ reply: Reply) -> [[String]] {
    if case .array(let elements) = reply { elements.map(fields) } else { [fields(reply)] }
  }

  private static func fields(_ reply: Reply) -> [String] {
    switch reply {
    case .array(let elements): elements.flatMap(fields)
    case .bulk(let bytes), .status(let bytes): [Escaping.escaped(bytes)]
    case .integer(let number): [String(number)]
    case .null: [""]
    case .error(let error): [Escaping.escaped(error.message)]
    }
  }
}
