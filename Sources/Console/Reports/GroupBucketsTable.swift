import Bytes
import Engine

/// A line a group, a column a bucket: for a terminal and for a page.
extension AuditReport.GroupBuckets {
  var table: TextTable {
    var table = TextTable(columns)
    for cells in cells { table.append(cells.map { Escaping.escaped($0) }) }
    return table
  }

  var columns: [TextTable.Column] {
    [.text(Escaping.escaped(by)), .number("keys")]
      + AuditText.labels(between: bounds).map { .number($0) } + [.number("share")]
  }

  /// Unescaped.
  var cells: [[[UInt8]]] {
    rows.map { row in
      [row.group ?? Array("(null)".utf8)]
        + ([row.keys] + row.counts).map { Array(Units.count($0).utf8) }
        + [Array(Units.percent(row.share).utf8)]
    }
  }

  /// What the table leaves out.
  var remarks: [String] {
    var remarks: [String] = []
    if others.groups > 0 {
      remarks.append(
        "\(Units.count(others.groups)) other groups have \(Units.count(others.keys)) keys")
    }
    if error > 0 {
      remarks.append(
        "more than \(Units.count(limit)) groups: each may be short by \(Units.count(Int(error))) keys"
      )
    }
    return remarks
  }
}
