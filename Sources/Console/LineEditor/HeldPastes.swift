import Platform

/// Pastes that are too long to be shown: a short mark stands in the line for each, and becomes the text when the line is taken.
/// The prompt's thread.
struct HeldPastes {
  private var held: [(mark: String, text: String)] = []
  /// What one look can take in, and a redraw at every key can bear.
  private static let (lines, bytes) = (24, 4096)

  /// What is to be put into the line: the text itself, or its mark.
  mutating func shown(_ text: String) -> String {
    let lines = text.utf8.count { $0 == UInt8(ascii: "\n") } + 1
    guard lines > Self.lines || text.utf8.count > Self.bytes else { return text }
    let size = lines > 1 ? "\(Units.count(lines)) lines" : Units.bytes(text.utf8.count)
    let mark = "[paste \(held.count + 1): \(size)]"
    held.append((mark, text))
    return mark
  }

  /// The line with its marks replaced by what they stand for; what was held is forgotten.
  mutating func expanded(_ line: String) -> String {
    defer { held = [] }
    return held.reduce(line) { $0.replacing($1.mark, with: $1.text, maxReplacements: 1) }
  }
}
