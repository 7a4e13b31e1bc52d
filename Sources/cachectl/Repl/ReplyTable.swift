import Bytes
import Console
import RESP

/// A reply in the format of the prompt. As a table, by what the command means: pairs as rows, INFO as its lines, everything else as
/// redis-cli shows it. Escaped.
struct ReplyTable {
  let width: Int?
  let palette: Palette
  /// `\x`: a line a field, values whole.
  let isVertical: Bool
  var format = OutputFormat.table

  func lines(_ reply: Reply, to arguments: [[UInt8]]) -> [String] {
    switch format {
    case .json, .ndjson: [ReplyText.json(reply)]
    case .csv: rows(reply, to: arguments).map { DelimitedRow.csv.line($0, ending: "") }
    case .tsv: rows(reply, to: arguments).map { DelimitedRow.tsv.line($0, ending: "") }
    case .table, .auto: tableLines(reply, to: arguments)
    }
  }

  /// Rows for programs, without a header: the pairs of a hash are a row each.
  private func rows(_ reply: Reply, to arguments: [[UInt8]]) -> [[String]] {
    let rows = ReplyText.rows(reply)
    let words = arguments.prefix(2).map { String(decoding: $0, as: UTF8.self).uppercased() }
    guard columns(words.first ?? "", words, arguments) != nil, rows.count % 2 == 0 else {
      return rows
    }
    return stride(from: 0, to: rows.count, by: 2).map { rows[$0] + rows[$0 + 1] }
  }

  private func tableLines(_ reply: Reply, to arguments: [[UInt8]]) -> [String] {
    let words = arguments.prefix(2).map { String(decoding: $0, as: UTF8.self).uppercased() }
    let name = words.first ?? ""
    if let text = reply.text, Self.texts.contains(name) || words == ["CLIENT", "LIST"] {
      return text.split(whereSeparator: \.isNewline).map { Escaping.escaped(String($0)) }
    }
    if isVertical, case .bulk(let bytes) = reply, let lines = JSONLayout.lines(bytes) {
      return lines
    }
    if Self.ranges.contains(name), let rows = entries(reply) {
      return table([.text("id"), .text("fields")], rows)
    }
    if let columns = columns(name, words, arguments), let elements = reply.elements,
      !elements.isEmpty, elements.count % 2 == 0
    {
      return pairs(elements, columns)
    }
    return ReplyText.lines(reply)
  }

  private static let texts: Set<String> = ["INFO", "LOLWUT"]
  private static let ranges: Set<String> = ["XRANGE", "XREVRANGE"]

  /// The entries of a stream, each with its id and its fields; nil for any other reply.
  private func entries(_ reply: Reply) -> [[String]]? {
    guard let elements = reply.elements, !elements.isEmpty else { return nil }
    var rows: [[String]] = []
    for element in elements {
      guard let parts = element.elements, parts.count == 2, let fields = parts[1].elements,
        fields.count % 2 == 0
      else { return nil }
      let pairs = stride(from: 0, to: fields.count, by: 2).map {
        "\(text(fields[$0]))=\(text(fields[$0 + 1]))"
      }
      rows.append([text(parts[0]), pairs.joined(separator: "  ")])
    }
    return rows
  }

  /// The titles of the two columns of a reply that is a list of pairs.
  private func columns(
    _ name: String, _ words: [String], _ arguments: [[UInt8]]
  ) -> (String, TextTable.Column)? {
    switch name {
    case "HGETALL": return ("field", .text("value"))
    case "CONFIG" where words.last == "GET": return ("setting", .text("value"))
    case "ZRANGE", "ZREVRANGE", "ZRANGEBYSCORE", "ZREVRANGEBYSCORE", "ZPOPMIN", "ZPOPMAX":
      let hasScores = arguments.contains {
        String(decoding: $0, as: UTF8.self).uppercased() == "WITHSCORES"
      }
      return hasScores || name.hasPrefix("ZPOP") ? ("member", .number("score")) : nil
    default: return nil
    }
  }

  private func pairs(_ elements: [Reply], _ columns: (String, TextTable.Column)) -> [String] {
    let rows = stride(from: 0, to: elements.count, by: 2).map { index in
      [text(elements[index]), text(elements[index + 1])]
    }
    return table([.text(columns.0), columns.1], rows)
  }

  private func vertical(_ rows: [[String]]) -> [String] {
    let widest = rows.reduce(0) { max($0, DisplayWidth.of($1[0])) }
    return rows.map { palette.paint(DisplayWidth.pad($0[0], to: widest), .muted) + " | " + $0[1] }
  }

  private func table(_ columns: [TextTable.Column], _ rows: [[String]]) -> [String] {
    if isVertical { return vertical(rows) }
    var table = TextTable(columns)
    for row in rows { table.append(row) }
    let count = Units.counted(rows.count, "row")
    return table.lines(width: width, palette: palette) + [palette.paint("(\(count))", .muted)]
  }

  private func text(_ reply: Reply) -> String {
    switch reply {
    case .bulk(let bytes), .status(let bytes): Escaping.escaped(bytes)
    case .integer(let number): String(number)
    default: ReplyText.lines(reply).joined(separator: " ")
    }
  }
}
