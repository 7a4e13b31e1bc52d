import RowSources
import Testing

/// Random tables, written and read again, with every size of a read.
@Suite struct CSVRoundTripTests {
  @Test(arguments: (100..<160).map { UInt64($0) })
  func whatIsWrittenIsRead(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let pieces = [
      "", "a", "bc", ",", "\"", "\n", "\r\n", "\r", "é", "日本", "😀", " ", "\u{0}", "12345678",
    ]
    let columnCount = Int.random(in: 1...4, using: &random)
    let lineEnd = Bool.random(using: &random) ? "\n" : "\r\n"
    var table: [[String]] = []
    for _ in 0..<Int.random(in: 0...6, using: &random) {
      table.append(
        (0..<columnCount).map { _ in
          (0..<Int.random(in: 0...4, using: &random)).map { _ in
            pieces[Int.random(in: 0..<pieces.count, using: &random)]
          }.joined()
        })
    }
    let header = (0..<columnCount).map { "c\($0)" }.joined(separator: ",")
    let body = table.map { row in
      row.map { quoted($0, alone: columnCount == 1, &random) }.joined(separator: ",")
    }
    var text = ([header] + body).joined(separator: lineEnd)
    if Bool.random(using: &random) { text += lineEnd }
    let result = try rowsAtEverySplit(text)
    #expect(result.rows.map(\.fields) == table, "seed \(seed)")
    #expect(result.rows.allSatisfy { $0.defect == nil }, "seed \(seed)")
  }

  /// Quoted where it must be, and sometimes where it need not. An empty field that is alone on its
  /// line must be, because a blank line is no record.
  private func quoted(
    _ field: String, alone: Bool, _ random: inout SeededGenerator
  ) -> String {
    let scalars = field.unicodeScalars
    let mustQuote =
      scalars.contains(",") || scalars.contains("\"") || scalars.contains("\n")
      || scalars.contains("\r") || (alone && field.isEmpty)
    guard mustQuote || Bool.random(using: &random) else { return field }
    var text = "\""
    for scalar in scalars {
      text.unicodeScalars.append(scalar)
      if scalar == "\"" { text += "\"" }
    }
    return text + "\""
  }
}
