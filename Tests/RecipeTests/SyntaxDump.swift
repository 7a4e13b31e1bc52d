import SourceText

@testable import Recipe

/// The syntax of a recipe as an indented text, without places: what goldens keep and what two forms are compared by.
struct SyntaxDump {
  private var lines: [String] = []

  static func of(_ syntax: RecipeSyntax) -> String {
    var dump = SyntaxDump()
    for statement in syntax.statements { dump.add(statement) }
    return dump.lines.joined(separator: "\n") + (dump.lines.isEmpty ? "" : "\n")
  }

  private mutating func line(_ depth: Int, _ text: String) {
    lines.append(String(repeating: "  ", count: depth) + text)
  }

  private mutating func add(_ statement: Statement) {
    let subject =
      switch statement.subject {
      case .name(let name): name.text
      case .binding(let name, let value): "\(name.text) = \(Self.text(value))"
      case .template(let template): Self.text(template)
      case .command(let command): Self.text(command)
      case .missing: "<missing>"
      }
    line(0, "\(statement.verb.text) \(subject)")
    for clause in statement.clauses { add(clause, 1) }
  }

  private mutating func add(_ phrase: Phrase, _ depth: Int) {
    var words = [phrase.word.text]
    for argument in phrase.arguments {
      switch argument {
      case .phrase: break
      case .expression(let value): words.append(Self.text(value))
      case .binding(let name, let value): words.append("\(name.text) = \(Self.text(value))")
      }
    }
    line(depth, words.joined(separator: " "))
    for case .phrase(let inner) in phrase.arguments { add(inner, depth + 1) }
    for option in phrase.options { add(option, depth + 1) }
  }

  static func text(_ value: Expression) -> String {
    switch value.kind {
    case .literal(let literal): "\(literal)"
    case .template(let template): text(template)
    case .command(let command): text(command)
    case .reference(let parts): parts.map(\.text).joined(separator: ".")
    case .call(let name, let arguments):
      "\(name.text)(\(arguments.map { text($0) }.joined(separator: ", ")))"
    case .list(let items): "[" + items.map { text($0) }.joined(separator: " ") + "]"
    case .unary(let operation, let operand): "(\(operation.rawValue) \(text(operand)))"
    case .binary(let operation, let left, let right):
      "(\(text(left)) \(operation.rawValue) \(text(right)))"
    case .range(let low, let high): "(\(text(low)) .. \(text(high)))"
    case .missing: "<missing>"
    }
  }

  private static func text(_ item: ListItem) -> String {
    (item.name.map { "\($0.text)=" } ?? "") + text(item.value)
      + (item.type.map { ":\($0.text)" } ?? "")
  }

  static func text(_ template: Template) -> String {
    "\""
      + template.pieces.map { piece in
        switch piece {
        case .literal(let bytes, _): escaped(bytes)
        case .hole(let hole): text(hole)
        }
      }.joined() + "\""
  }

  private static func text(_ hole: Hole) -> String {
    let mark =
      switch hole.mark {
      case .plain: ""
      case .hashTag: "#"
      case .spread: "*"
      }
    let filters = hole.filters.map { filter in
      ([" | \(filter.name.text)"] + filter.arguments.map { text($0) }).joined(separator: " ")
    }
    return
      "{\(mark)\(text(hole.expression))\(hole.type.map { ":\($0.text)" } ?? "")\(filters.joined())}"
  }

  static func text(_ command: CommandTemplate) -> String {
    "`" + command.arguments.map { text($0) }.joined(separator: " ") + "`"
  }

  private static func escaped(_ bytes: [UInt8]) -> String {
    String(decoding: bytes, as: UTF8.self).unicodeScalars.map { $0.escaped(asASCII: false) }
      .joined()
  }
}
