import SourceText

/// Takes the common indentation from text that begins with a newline, and that newline and a blank last line with it.
///
/// A hole counts as ink: a line that begins with one is indented as far as the hole. Blank lines do not count.
enum Dedent {
  private static let newline = UInt8(ascii: "\n")

  static func apply(to pieces: [Template.Piece]) -> [Template.Piece] {
    guard case .literal(let first, _)? = pieces.first,
      first.first == newline || first.starts(with: [UInt8(ascii: "\r"), newline])
    else { return pieces }
    let indentation = commonIndentation(pieces)
    var result: [Template.Piece] = []
    for (position, piece) in pieces.enumerated() {
      guard case .literal(let bytes, let span) = piece else {
        result.append(piece)
        continue
      }
      var kept = strip(indentation, from: bytes)
      if position == 0 { kept.removeFirst(first.first == newline ? 1 : 2) }
      if position == pieces.count - 1 { dropBlankLastLine(&kept) }
      if !kept.isEmpty { result.append(.literal(kept, span)) }
    }
    return result
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  private static func commonIndentation(_ pieces: [Template.Piece]) -> Int {
    var least = Int.max
    for (position, piece) in pieces.enumerated() {
      guard case .literal(let bytes, _) = piece else { continue }
      var index = 0
      while let start = bytes[index...].firstIndex(of: newline) {
        index = start + 1
        while index < bytes.count, isBlank(bytes[index]) { index += 1 }
        let isBlankLine =
          index == bytes.count
          ? position == pieces.count - 1
          : bytes[index] == newline || bytes[index] == UInt8(ascii: "\r")
        if !isBlankLine { least = min(least, index - start - 1) }
      }
    }
    return least == Int.max ? 0 : least
  }

  private static func strip(_ indentation: Int, from bytes: [UInt8]) -> [UInt8] {
    var kept: [UInt8] = []
    kept.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      kept.append(bytes[index])
      index += 1
      guard bytes[index - 1] == newline else { continue }
      var removed = 0
      while removed < indentation, index < bytes.count, isBlank(bytes[index]) {
        index += 1
        removed += 1
      }
    }
    return kept
  }

  private static func dropBlankLastLine(_ bytes: inout [UInt8]) {
    guard let last = bytes.lastIndex(where: { !isBlank($0) }) else { return }
    if bytes[last] == newline {
      bytes.removeSubrange(last...)
      if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
    }
  }
}
