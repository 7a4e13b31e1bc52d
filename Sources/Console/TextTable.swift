/// A table for people: a header, aligned columns, and lines no wider than the window.
///
/// Text columns give way, the widest first, and are cut with `…`; a number is never cut, for a cut
/// number is another number. Cells hold no control characters: escape hostile bytes before.
package struct TextTable: Sendable {
  package struct Column: Sendable {
    package let title: String
    /// Aligned right and never cut.
    package let isNumber: Bool
    /// Cut, it would be of no use: a name to be typed again.
    package let isWhole: Bool

    package static func text(_ title: String) -> Column {
      Column(title: title, isNumber: false, isWhole: false)
    }
    package static func name(_ title: String) -> Column {
      Column(title: title, isNumber: false, isWhole: true)
    }
    package static func number(_ title: String) -> Column {
      Column(title: title, isNumber: true, isWhole: true)
    }
  }

  package let columns: [Column]
  package private(set) var rows: [[String]] = []

  /// Blanks between two columns.
  private static let gap = 2
  /// A text column keeps this much even where the window is too narrow for all of them.
  private static let narrowest = 6

  package init(_ columns: [Column]) { self.columns = columns }

  /// Adds a row, one cell a column.
  package mutating func append(_ row: [String]) {
    precondition(row.count == columns.count, "\(row.count) cells for \(columns.count) columns")
    rows.append(row)
  }

  /// The header and the rows as lines; without a width, as wide as they need.
  package func lines(width: Int?, palette: Palette = Palette(isColored: false)) -> [String] {
    let widths = columnWidths(within: width)
    let header = palette.paint(line(columns.map(\.title), widths), .heading)
    return [header] + rows.map { line($0, widths) }
  }

  private func line(_ cells: [String], _ widths: [Int]) -> String {
    let padded = columns.indices.map { index in
      let isNumber = columns[index].isNumber
      let cell = isNumber ? cells[index] : DisplayWidth.elide(cells[index], to: widths[index])
      // Blanks at a line's end would wrap, and be copied.
      let isLast = index == columns.indices.last && !isNumber
      return isLast
        ? cell : DisplayWidth.pad(cell, to: widths[index], alignedRight: isNumber)
    }
    return padded.joined(separator: String(repeating: " ", count: Self.gap))
  }

  private func columnWidths(within limit: Int?) -> [Int] {
    var widths = columns.indices.map { index in
      rows.reduce(DisplayWidth.of(columns[index].title)) { widest, row in
        max(widest, DisplayWidth.of(row[index]))
      }
    }
    guard let limit else { return widths }
    var excess = widths.reduce(Self.gap * (columns.count - 1), +) - limit
    while excess > 0 {
      let cuttable = columns.indices.filter {
        !columns[$0].isWhole && widths[$0] > Self.narrowest
      }
      guard let widest = cuttable.max(by: { widths[$0] < widths[$1] }) else { break }
      widths[widest] -= 1
      excess -= 1
    }
    return widths
  }
}
