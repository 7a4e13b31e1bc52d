import Foundation
import Platform
import TestSupport
import Testing

@testable import Console

/// The file that keeps what was typed.
@Suite struct LineHistoryTests {
  let folder: TestSupport.TemporaryFolder

  init() throws { folder = try TestSupport.TemporaryFolder() }

  private var path: String { "\(folder.path)/state/cachectl/history" }

  private func history(_ problems: inout [String]) -> LineHistory {
    LineHistory(path: path) { problems.append($0) }
  }

  private func kept() throws -> [String] {
    try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
  }

  @Test func twoSessionsAtOnceLoseNothingAndALineIsKeptOnce() throws {
    var problems: [String] = []
    let (one, other) = (history(&problems), history(&problems))
    for number in 1...50 {
      try one.add("one \(number)")
      try other.add("other \(number)")
    }
    try one.add("one 1")
    #expect(one.entries.count == 50 && one.entries.last == "one 1")
    #expect(Set(try kept()).count == 100)
    let next = history(&problems)
    #expect(next.entries.count == 100 && next.entries.last == "one 1")
    #expect(problems.isEmpty)
  }

  @Test func theFileIsPrivateAlsoWhenItWasNot() throws {
    var problems: [String] = []
    try FileManager.default.createDirectory(
      atPath: Files.folder(of: path), withIntermediateDirectories: true)
    try Data("old\n".utf8).write(to: URL(filePath: path))
    chmod(path, 0o644)
    let history = history(&problems)
    #expect(history.entries == ["old"])
    #expect(try Files.mode(of: path) == 0o600)
  }

  @Test func aSymbolicLinkIsNeitherReadNorWritten() throws {
    var problems: [String] = []
    let target = "\(folder.path)/precious"
    try FileManager.default.createDirectory(
      atPath: Files.folder(of: path), withIntermediateDirectories: true)
    try Data("precious\n".utf8).write(to: URL(filePath: target))
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
    let history = history(&problems)
    try history.add("typed")
    #expect(history.entries == ["typed"])
    #expect(problems.first?.contains("symbolic link") == true)
    #expect(try String(contentsOfFile: target, encoding: .utf8) == "precious\n")
  }

  @Test func aFolderThatTakesNothingIsSaidOnceAndTheSessionKeepsItsLines() throws {
    var problems: [String] = []
    // A file where the folder should be: root may write into any folder, but not into that.
    try Data().write(to: URL(filePath: "\(folder.path)/state"))
    let history = history(&problems)
    try history.add("typed")
    #expect(history.entries == ["typed"])
    #expect(problems.count == 1)
  }

  @Test func aLongFileIsWrittenAnewWithEachLineOnce() throws {
    var problems: [String] = []
    try FileManager.default.createDirectory(
      atPath: Files.folder(of: path), withIntermediateDirectories: true)
    let lines = (0..<(3 * LineHistory.limit)).map { "line \($0 % 100)\n" }.joined()
    try Data(lines.utf8).write(to: URL(filePath: path))
    #expect(history(&problems).entries.count == 100)
    #expect(try kept().count == 100)
  }
}
