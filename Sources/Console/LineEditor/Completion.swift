/// What may stand at the cursor: for a press of Tab.
package struct Completion: Sendable {
  package struct Candidate: Sendable, Hashable {
    /// What replaces the word that was begun. Safe to print.
    package let text: String
    /// One line about it; may be empty.
    package let detail: String
    /// What is put behind it when it is the only one: a blank, or nothing where the word goes on.
    package let ending: String

    package init(_ text: String, _ detail: String = "", ending: String = " ") {
      self.text = text
      self.detail = detail
      self.ending = ending
    }
  }

  /// The word that was begun, as it stands before the cursor.
  package var word: String
  package var candidates: [Candidate]
  /// What is wanted here, where no candidate can say it: `rate wants a RATE, such as 5k/s`.
  package var hint: String?

  package init(word: String, candidates: [Candidate] = [], hint: String? = nil) {
    self.word = word
    self.candidates = candidates
    self.hint = hint
  }

  /// The longest beginning that all candidates share, when it goes on from the word.
  package var sharedBeginning: String? {
    guard var shared = candidates.first?.text else { return nil }
    for candidate in candidates.dropFirst() {
      shared = String(zip(shared, candidate.text).prefix { $0 == $1 }.map(\.0))
    }
    return shared.count > word.count || shared != word && shared.count == word.count ? shared : nil
  }

  /// The candidates as lines for a window: with what they mean where they are few, else in columns.
  func lines(width: Int, palette: Palette) -> [String] {
    let limit = 200
    let shown = candidates.prefix(limit)
    let widest = shown.reduce(0) { max($0, DisplayWidth.of($1.text)) }
    var lines: [String] = []
    if shown.count <= 24, shown.contains(where: { !$0.detail.isEmpty }), width > widest + 12 {
      lines = shown.map { candidate in
        let text = DisplayWidth.pad(candidate.text, to: widest)
        let detail = DisplayWidth.elide(candidate.detail, to: width - widest - 3)
        return text + (detail.isEmpty ? "" : "  " + palette.paint(detail, .muted))
      }
    } else {
      let columns = max(1, width / (widest + 2))
      let rows = (shown.count + columns - 1) / columns
      for row in 0..<rows {
        let cells = stride(from: row, to: shown.count, by: rows).map { shown[$0].text }
        lines.append(
          cells.enumerated().map { index, cell in
            index == cells.count - 1 ? cell : DisplayWidth.pad(cell, to: widest + 2)
          }.joined())
      }
    }
    if candidates.count > limit { lines.append("… and \(candidates.count - limit) more") }
    return lines
  }
}
