/// How many terminal cells text takes: 1 for most characters, 2 for East Asian wide ones and emoji,
/// 0 for combining marks. Control characters count 0: they are escaped before they come here.
package enum DisplayWidth {
  package static func of(_ text: String) -> Int {
    if isPlain(text) { return text.utf8.count }
    return text.reduce(0) { $0 + of($1) }
  }

  /// The width of what a reader takes for one character, which may be several code points.
  package static func of(_ character: Character) -> Int {
    let scalars = character.unicodeScalars
    // A variation selector 16 asks for the colourful form, which is wide.
    if scalars.count > 1 && scalars.contains("\u{FE0F}") { return 2 }
    return scalars.reduce(0) { max($0, of($1)) }
  }

  /// The text, or as much of its beginning as fits before a `…`.
  package static func elide(_ text: String, to width: Int) -> String {
    guard of(text) > width else { return text }
    guard width > 0 else { return "" }
    var kept = ""
    var used = 0
    for character in text {
      let next = of(character)
      if used + next > width - 1 { break }
      kept.append(character)
      used += next
    }
    return kept + "…"
  }

  /// The text with blanks around it up to a width; longer text is left as it is.
  package static func pad(_ text: String, to width: Int, alignedRight: Bool = false) -> String {
    let blanks = String(repeating: " ", count: max(0, width - of(text)))
    return alignedRight ? blanks + text : text + blanks
  }

  /// Printable ASCII only: the usual case, where a byte is a cell.
  private static func isPlain(_ text: String) -> Bool {
    text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
  }

  private static func of(_ scalar: Unicode.Scalar) -> Int {
    if scalar.value >= 0x20 && scalar.value < 0x7F { return 1 }
    switch scalar.properties.generalCategory {
    case .control, .format, .nonspacingMark, .enclosingMark, .surrogate, .lineSeparator,
      .paragraphSeparator:
      // A soft hyphen is of the format category and yet drawn.
      return scalar == "\u{AD}" ? 1 : 0
    default:
      return scalar.properties.isEmojiPresentation || isWide(scalar.value) ? 2 : 1
    }
  }

  private static func isWide(_ value: UInt32) -> Bool {
    var low = 0
    var high = wideRanges.count
    while low < high {
      let middle = (low + high) / 2
      if wideRanges[middle].upperBound < value { low = middle + 1 } else { high = middle }
    }
    return low < wideRanges.count && wideRanges[low].contains(value)
  }
}
