import Foundation
import TestSupport
import Testing

/// `fmt`: canonical layout, and what happens to files.
@Suite struct FmtTests {
  private static let untidy = "audit   \"*\"    {\n assert   keys==0\n}\n\n\n"

  @Test func rewritesKeepsModeAndLinkAndIsStable() throws {
    let folder = try TemporaryFolder()
    let file = try folder.file("a.recipe", "audit   \"*\" {\n assert   keys == 0   # all\n}\n\n\n")
    let link = "\(folder.path)/link.recipe"
    symlink("a.recipe", link)
    chmod(file, 0o640)
    #expect(try Program.run("fmt", "--check", link).exit == 2)
    #expect(try Program.run("fmt", link).exit == 0)
    #expect(
      try String(contentsOfFile: file, encoding: .utf8)
        == "audit \"*\" {\n  assert keys == 0  # all\n}\n")
    var status = stat()
    #expect(lstat(link, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
    #expect(stat(file, &status) == 0 && status.st_mode & 0o777 == 0o640)
    #expect(try Program.run("fmt", "--check", link).exit == 0)
  }

  @Test func aMistakeInOneFileLeavesAllAlone() throws {
    let folder = try TemporaryFolder()
    let good = try folder.file("good.recipe", "audit   \"*\"\n")
    let bad = try folder.file("bad.recipe", "audit \"*\" {\n")
    let result = try Program.run("fmt", good, bad)
    #expect(result.exit == 65)
    #expect(result.errors.contains("bad.recipe"))
    #expect(try String(contentsOfFile: good, encoding: .utf8) == "audit   \"*\"\n")
  }

  @Test func stdinGoesToStdout() throws {
    let result = try Program.run("fmt", "-", input: "audit   \"*\"   batch   5\n")
    #expect(result.output == "audit \"*\" batch 5\n")
  }
}
