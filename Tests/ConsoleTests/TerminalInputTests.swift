import Foundation
import Platform
import Testing

@testable import Console

/// What arrives from a terminal, told apart: keys, pastes, and text that nobody typed.
@Suite struct TerminalInputTests {
  /// The events of what was written, to its end.
  private func events(
    _ text: String, _ change: (inout TerminalInput) -> Void = { _ in }
  ) throws -> [String] {
    let ends = try Descriptors.pipe()
    defer { close(ends.reading) }
    let writer = Thread {
      try? Descriptors.writeAll(text, to: ends.writing)
      close(ends.writing)
    }
    writer.start()
    var input = TerminalInput(ends.reading)
    change(&input)
    var events: [String] = []
    while true {
      switch input.next() {
      case .character(let value): events.append(Unicode.Scalar(value).map { "\($0)" } ?? "?")
      case .text(let text): events.append("<\(text.count > 40 ? "\(text.count)" : text)>")
      case .signal: events.append("signal")
      case .end: return events
      }
    }
  }

  @Test func keysAreCharactersAndBrokenUTF8IsReplaced() throws {
    #expect(try events("aé日\t") == ["a", "é", "日", "\t"])
    let ends = try Descriptors.pipe()
    try Descriptors.writeAll([0xC3, 0x41, 0xFF], to: ends.writing)
    close(ends.writing)
    var input = TerminalInput(ends.reading)
    for value: UInt32 in [0xFFFD, 0x41, 0xFFFD] {
      guard case .character(value) = input.next() else {
        Issue.record("not \(value)")
        break
      }
    }
    close(ends.reading)
  }

  @Test func aPasteIsOneTextWithoutControlCharacters() throws {
    let paste = "\u{1B}[200~get a\r\nget\u{7} b\u{1B}[31m\r\n\u{1B}[201~"
    #expect(try events("x\(paste)y") == ["x", "<get a\nget b[31m>", "y"])
    #expect(try events("\u{1B}[A") == ["\u{1B}", "[", "A"])
    // Nothing closes it: the end does.
    #expect(try events("\u{1B}[200~get a") == ["<get a>"])
    #expect(try events("\u{1B}[200~") { $0.takesPastes = false }.count == 6)
  }

  @Test func moreThanHandsCanTypeIsOneText() throws {
    let long = String(repeating: "y", count: 1_000_000)
    // The writer may wait for a processor: a busy machine makes no difference here.
    #expect(try events("\(long)\r") { $0.burstPause = 10_000 } == ["<1000000>", "\r"])
    #expect(try events(String(repeating: "k", count: 80)) { $0.takesBursts = false }.count == 80)
  }

  @Test func aLongPasteStandsInTheLineAsAMark() {
    var held = HeldPastes()
    #expect(held.shown("get a\nget b") == "get a\nget b")
    let long = (0..<10_000).map { "set k:\($0) v" }.joined(separator: "\n")
    let mark = held.shown(long)
    #expect(mark == "[paste 1: 10,000 lines]")
    let wide = String(repeating: "x", count: 1 << 20)
    #expect(held.shown(wide) == "[paste 2: 1.0 MiB]")
    #expect(held.expanded("ping; \(mark)") == "ping; \(long)")
    // Forgotten with the line.
    #expect(held.expanded(mark) == mark)
  }
}
