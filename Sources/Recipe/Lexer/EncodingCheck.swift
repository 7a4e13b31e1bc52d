import SourceText

/// Finds bytes that are not text: invalid UTF-8 and NUL, wherever they stand.
///
/// One pass over the file before lexing, so that strings and comments need not look. Neighbours are one finding.
enum EncodingCheck {
  static func problems(in bytes: [UInt8]) -> [(ParserProblem, Span)] {
    var found: [(ParserProblem, Span)] = []
    bytes.withUnsafeBufferPointer { bytes in
      var index = 0
      while index < bytes.count {
        let byte = bytes[index]
        if byte != 0 && byte < 0x80 {
          index += 1
          continue
        }
        let length = byte == 0 ? 0 : sequenceLength(bytes, index)
        if length > 0 {
          index += length
          continue
        }
        let start = index
        repeat {
          index += 1
        } while index < bytes.count && bytes[index] == byte && byte == 0
          || index < bytes.count && byte != 0 && bytes[index] >= 0x80
            && sequenceLength(bytes, index) == 0
        found.append((byte == 0 ? .nulByte : .invalidUTF8(byte), Span(start, index)))
        if found.count >= Parser.problemLimit { return }
      }
    }
    return found
  }

  /// How long the well-formed sequence at `index` is (Unicode table 3-7), or 0.
  static func sequenceLength(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int {
    let first = bytes[index]
    func continues(_ offset: Int, _ low: UInt8 = 0x80, _ high: UInt8 = 0xBF) -> Bool {
      index + offset < bytes.count && bytes[index + offset] >= low && bytes[index + offset] <= high
    }
    switch first {
    case 0x00..<0x80: return 1
    case 0xC2...0xDF: return continues(1) ? 2 : 0
    case 0xE0...0xEF:
      let low: UInt8 = first == 0xE0 ? 0xA0 : 0x80
      let high: UInt8 = first == 0xED ? 0x9F : 0xBF
      return continues(1, low, high) && continues(2) ? 3 : 0
    case 0xF0...0xF4:
      let low: UInt8 = first == 0xF0 ? 0x90 : 0x80
      let high: UInt8 = first == 0xF4 ? 0x8F : 0xBF
      return continues(1, low, high) && continues(2) && continues(3) ? 4 : 0
    default: return 0
    }
  }
}
