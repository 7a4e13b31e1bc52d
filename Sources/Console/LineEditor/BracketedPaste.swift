import Bytes
import Platform

/// A paste as the terminal brackets it: one unit of text, which is put into the line and never run by itself.
enum BracketedPaste {
  static let begin = "\u{1B}[200~"
  static let turnOn = "\u{1B}[?2004h"
  static let turnOff = "\u{1B}[?2004l"
  private static let end = Array("\u{1B}[201~".utf8)

  /// Larger ones are cut: a statement is never so long, and every key would redraw it.
  static let limit = 4 << 20

  /// Reads up to the closing bracket. A Ctrl-C from elsewhere or the terminal's end ends the paste, too.
  static func read(from input: inout TerminalInput) -> String {
    var bytes: [UInt8] = []
    reading: while true {
      switch input.nextByte() {
      case .byte(let byte):
        bytes.append(byte)
        if byte == end[end.count - 1], bytes.suffix(end.count).elementsEqual(end) {
          bytes.removeLast(end.count)
          break reading
        }
      // A new size of the window ends nothing.
      case .signal: if Interrupts.signal != nil { break reading }
      case .end: break reading
      }
    }
    return clean(bytes.prefix(limit))
  }

  /// Line ends as `\n`, tabs as blanks, and no other control character: a paste moves no cursor. Blank ends are dropped, so
  /// that a copied newline does not make a second line.
  static func clean(_ bytes: some Collection<UInt8>) -> String {
    var text = ""
    var wasReturn = false
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      defer { wasReturn = scalar == "\r" }
      switch scalar {
      case "\r": text.unicodeScalars.append("\n")
      case "\n": if !wasReturn { text.unicodeScalars.append("\n") }
      case "\t": text += "  "
      default:
        if scalar == "\\" || !Escaping.mustEscape(scalar.value) {
          text.unicodeScalars.append(scalar)
        }
      }
    }
    while let last = text.last, last == "\n" || last == " " { text.removeLast() }
    return text
  }
}
