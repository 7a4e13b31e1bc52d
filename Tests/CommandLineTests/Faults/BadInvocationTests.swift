import Foundation
import TestSupport
import Testing

/// Command lines that are wrong end with the right code, say so, and send nothing: nobody connects to the server that is named.
@Suite struct BadInvocationTests {
  struct Invocation: CustomTestStringConvertible {
    let exit: Int32
    let arguments: [String]
    let input: String

    var testDescription: String { (arguments + [input]).joined(separator: " ") }

    /// `CODE`, then each argument behind a tab; `<` begins stdin.
    init?(line: Substring) {
      let words = line.split(separator: "\t", omittingEmptySubsequences: false)
        .map { Self.unescape($0) }
      guard let exit = Int32(words[0]) else { return nil }
      self.exit = exit
      arguments = words.dropFirst().filter { !$0.hasPrefix("<") }
      input = words.last.map { $0.hasPrefix("<") ? String($0.dropFirst()) : "" } ?? ""
    }

    private static func unescape(_ word: Substring) -> String {
      word.replacingOccurrences(of: "\\\\", with: "\u{0}")
        .replacingOccurrences(of: "\\n", with: "\n").replacingOccurrences(of: "\\t", with: "\t")
        .replacingOccurrences(of: "\\x01", with: "\u{1}")
        .replacingOccurrences(of: "\u{0}", with: "\\")
    }
  }

  private static let all: [Invocation] = {
    let path = "\(Program.repository)/Tests/Golden/invocations.txt"
    let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").compactMap { Invocation(line: $0) }
  }()

  @Test func thereAreTwoHundred() { #expect(Self.all.count >= 200) }

  /// In ten parts; of each the short form takes every fourth.
  @Test(arguments: 0..<10)
  func endWithTheRightCodeAndSendNothing(part: Int) throws {
    let server = try TestServer()
    defer { server.stop() }
    let proxy = try FaultProxy(toSocket: server.socketPath) { _ in FaultProxy.Fault() }
    defer { proxy.stop() }
    let folder = try TemporaryFolder()
    let step = LongForm.isWanted ? 10 : 40
    let start = LongForm.isWanted ? part : part + 10 * Int.random(in: 0..<4)
    for index in stride(from: start, to: Self.all.count, by: step) {
      let invocation = Self.all[index]
      let result = try Program.run(
        invocation.arguments, input: invocation.input,
        environment: [
          "CACHECTL_SERVER": "redis://127.0.0.1:\(proxy.port)", "XDG_STATE_HOME": folder.path,
        ])
      let what: Comment = "\(invocation): \(result.errors)"
      #expect(result.exit == invocation.exit, what)
      #expect(!result.errors.isEmpty, what)
      #expect(!result.errors.contains("hunter2"), what)
      #expect(!result.errors.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" }, what)
      #expect(proxy.connectionCount == 0, what)
    }
  }
}
