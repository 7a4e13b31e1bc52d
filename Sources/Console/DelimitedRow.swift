/// Rows for programs, one line each, ending in a newline. What comes from a server or a file has been escaped (`Escaping`)
/// by whoever makes a row, once for every format.
package enum DelimitedRow: Sendable {
  /// Tabs between fields. None is in a field that was escaped; what was not still makes one field and one line.
  case tsv
  /// RFC 4180, except that a line ends in LF as every Unix tool expects.
  case csv

  package func line(_ fields: [String], ending: String = "\n") -> String {
    switch self {
    case .tsv: fields.map(Self.escaped).joined(separator: "\t") + ending
    case .csv:
      // One empty field alone would be an empty line, which readers skip.
      (fields == [""] ? "\"\"" : fields.map(Self.quoted).joined(separator: ",")) + ending
    }
  }

  private static func escaped(_ field: String) -> String {
    guard field.utf8.contains(where: { $0 == 0x09 || $0 == 0x0A || $0 == 0x0D })
    else { return field }
    // By code points: as a Character, CR LF is one.
    return field.unicodeScalars.reduce(into: "") { text, scalar in
      switch scalar {
      case "\t": text += "\\t"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      default: text.unicodeScalars.append(scalar)
      }
    }
  }

  private static func quoted(_ field: String) -> String {
    guard field.utf8.contains(where: { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D })
    else { return field }
    let doubled = field.unicodeScalars.reduce(into: "") { text, scalar in
      text.unicodeScalars.append(scalar)
      if scalar == "\"" { text.unicodeScalars.append(scalar) }
    }
    return "\"\(doubled)\""
  }
}
