import Bytes

/// Markup under construction. Text, attribute values included, is escaped where it goes in, so no key, recipe or error text can
/// become markup; names of elements and attributes are literals of ours.
///
/// A pure value. SVG is written by the same calls.
package struct HTML: Sendable {
  package private(set) var markup = ""

  package init() {}

  /// Text as it is: whatever could mislead a reader becomes visible first, as everywhere (`Escaping`).
  package mutating func text(_ text: String) { markup += Self.entities(Escaping.escaped(text)) }

  /// Bytes that need not be text, a key's: those that are none stay apart from each other.
  package mutating func text(_ bytes: [UInt8]) {
    markup += Self.entities(Escaping.escaped(bytes))
  }

  /// An element and what is in it.
  package mutating func element(
    _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String> = [:],
    _ content: (inout HTML) -> Void
  ) {
    open(name, attributes)
    markup += ">"
    content(&self)
    markup += "</\(name)>"
  }

  /// An element with text in it.
  package mutating func element(
    _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String> = [:], text: String
  ) {
    element(name, attributes) { $0.text(text) }
  }

  /// An element that has no inside: `<meta>`, `<path>`.
  package mutating func void(
    _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String> = [:]
  ) {
    open(name, attributes)
    markup += "/>"
  }

  /// A table. Cells are unescaped; numbers stand right. It scrolls by itself where the window is too narrow for it.
  package mutating func table(_ columns: [TextTable.Column], _ rows: [[String]]) {
    table(columns, rows.map { row in row.map { Array($0.utf8) } })
  }

  /// The same, with cells that need not be text.
  package mutating func table(_ columns: [TextTable.Column], _ rows: [[[UInt8]]]) {
    element("div", ["class": "scroll"]) { html in
      html.element("table") { html in
        html.element("thead") { $0.row("th", columns.map { Array($0.title.utf8) }, columns) }
        html.element("tbody") { html in
          for row in rows { html.row("td", row, columns) }
        }
      }
    }
  }

  private mutating func row(
    _ cell: StaticString, _ texts: [[UInt8]], _ columns: [TextTable.Column]
  ) {
    element("tr") { html in
      for (text, column) in zip(texts, columns) {
        html.element(cell, column.isNumber ? ["class": "number"] : [:]) { $0.text(text) }
      }
    }
  }

  /// A part that was made elsewhere.
  package mutating func add(_ part: HTML) { markup += part.markup }

  /// Markup that is a constant of the program.
  mutating func literal(_ markup: StaticString) { self.markup += "\(markup)" }

  private mutating func open(
    _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String>
  ) {
    markup += "<\(name)"
    for (key, value) in attributes {
      markup += " \(key)=\"\(Self.entities(Escaping.escaped(value)))\""
    }
  }

  private static func entities(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
