/// Makes bytes of a recipe fit to print: no control character, no bidirectional override, no broken UTF-8 passes.
///
/// Of the diagnostic renderer, which puts carets below what it shows: `Bytes.Escaping` knows no columns.
enum SafeText {
  /// One character as it is shown, and how many columns it takes.
  struct Cell {
    let text: String
    let width: Int
  }

  /// The cells of some bytes, each with where it begins. Tabs go to the next multiple of four.
  static func cells(_ bytes: ArraySlice<UInt8>) -> [(offset: Int, cell: Cell)] {
    var cells: [(Int, Cell)] = []
    var column = 0
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let (scalar, length) = decode(bytes, index)
      let cell: Cell
      if let scalar {
        cell =
          scalar == "\t" ? Cell(text: blanks(4 - column % 4), width: 4 - column % 4) : show(scalar)
      } else {
        cell = escaped("\\x\(hex(UInt32(bytes[index]), digits: 2))")
      }
      cells.append((index, cell))
      column += cell.width
      index += length
    }
    return cells
  }

  static func blanks(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }

  private static func show(_ scalar: Unicode.Scalar) -> Cell {
    let value = scalar.value
    if value < 0x20 || (0x7F..<0xA0).contains(value) {
      return escaped("\\x\(hex(value, digits: 2))")
    }
    if isHidden(value) { return escaped("\\u{\(hex(value, digits: 4))}") }
    return Cell(text: String(Character(scalar)), width: width(scalar))
  }

  private static func escaped(_ text: String) -> Cell { Cell(text: text, width: text.utf8.count) }

  /// Bidirectional controls, zero-width characters and separators: what could make a line read as another.
  private static func isHidden(_ value: UInt32) -> Bool {
    switch value {
    case 0x061C, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB,
      0xE0000...0xE007F:
      true
    default: false
    }
  }

  private static func width(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: break
    }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF,
      0x1F900...0x1FAFF, 0x20000...0x3FFFD:
      return 2
    default:
      return 1
    }
  }

  private static func decode(
    _ bytes: ArraySlice<UInt8>, _ index: Int
  ) -> (scalar: Unicode.Scalar?, length: Int) {
    let first = bytes[index]
    if first < 0x80 { return (Unicode.Scalar(first), 1) }
    var decoder = UTF8()
    var rest = bytes[index..<min(index + 4, bytes.endIndex)].makeIterator()
    if case .scalarValue(let scalar) = decoder.decode(&rest) {
      return (scalar, UTF8.width(scalar))
    }
    return (nil, 1)
  }

  private static func hex(_ value: UInt32, digits: Int) -> String {
    let text = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
  }
}
