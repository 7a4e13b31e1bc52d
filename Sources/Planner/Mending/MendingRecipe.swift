import Bytes
import Recipe
import SourceText

/// The recipe of `--fix`: what every audit of a run would be mended by, laid out by our formatter and known to our checker.
package enum MendingRecipe {
  /// - Parameter title: what was looked at, and when.
  package static func text(_ mending: Mending, title: String) -> [UInt8] {
    var names: Set<String> = []
    var remarks = mending.remarks
    var statements: [String] = []
    for mend in mending.mends {
      let name = unused(mend.name, &names)
      guard let text = statement(mend, name: name) else {
        remarks.append("\(mend.why): these keys cannot be named in a sweep")
        continue
      }
      statements.append(text)
    }
    var text = comment("Mends what was found wrong by \(title).")
    if mending.mends.isEmpty, remarks.isEmpty { text += comment("Nothing was found wrong.") }
    for remark in remarks { text += comment("Not mended: \(remark).") }
    text += statements.map { "\n\($0)" }.joined()
    let parsed = Parser.parse(SourceFile(path: "fix", text: text))
    return Formatter.format(parsed.syntax)
  }

  /// Declaration and sweep; nil where what we wrote is no recipe: a selection that a sweep does not have.
  private static func statement(_ mend: Mend, name: String) -> String? {
    let subject: String
    var declaration = ""
    switch mend.selection {
    case .family(let family):
      declaration = "key \(name) = \(template(family.template))\n"
      subject = name
    case .pattern(let glob): subject = "\(name) match \(literal(glob))"
    case .keys(let keys):
      subject = "\(name) keys [\(keys.map(literal).joined(separator: " "))]"
    default: return nil
    }
    let text =
      comment(mend.why) + declaration
      + "sweep \(subject) {\n\(mend.clauses.map { "\($0)\n" }.joined())}\n"
    let parsed = Parser.parse(SourceFile(path: "fix", text: text))
    let problems = parsed.diagnostics + Checker.check(parsed.syntax).diagnostics
    return problems.contains { $0.severity == .error } ? nil : text
  }

  /// The audit's own name where it is one and is free: `session`, `session_2`; else `mend`, `mend_2`.
  private static func unused(_ wanted: String, _ names: inout Set<String>) -> String {
    let base = isName(wanted) ? wanted : "mend"
    var name = base
    var number = 1
    while !names.insert(name).inserted {
      number += 1
      name = "\(base)_\(number)"
    }
    return name
  }

  private static func isName(_ text: String) -> Bool {
    text.first?.isLetter == true
      && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_-".contains($0)) }
  }

  private static func comment(_ text: String) -> String { "# \(Escaping.escaped(text))\n" }

  // MARK: Texts

  private static func template(_ template: KeyTemplate) -> String {
    let parts = template.parts.map { part in
      switch part {
      case .literal(let bytes): return escaped(bytes)
      case .field(let field):
        let type = field.type == .text ? "" : ":\(field.type.rawValue)"
        return "{\(field.isHashTag ? "#" : "")\(field.name)\(type)}"
      }
    }
    return "\"\(parts.joined())\""
  }

  private static func literal(_ bytes: [UInt8]) -> String { "\"\(escaped(bytes))\"" }

  private static func escaped(_ bytes: [UInt8]) -> String {
    bytes.withUnsafeBytes { UnitText.stringBody(ByteSlice($0)) }
  }
}
