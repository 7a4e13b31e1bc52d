import Foundation
import TestSupport
import Testing

/// Every recipe that a document shows can be pasted and checked, and every flag that the reference names is there.
@Suite struct DocumentTests {
  @Test(arguments: ["README.md", "docs/cli.md", "docs/caching.md", "docs/language.md"])
  func recipesCheck(_ document: String) throws {
    let text = try String(
      contentsOfFile: "\(Program.repository)/\(document)", encoding: .utf8)
    let recipes = text.components(separatedBy: "```recipe\n").dropFirst().compactMap {
      $0.components(separatedBy: "```").first
    }
    #expect(!recipes.isEmpty)
    for recipe in recipes {
      let result = try Program.run("check", "-", input: recipe)
      #expect(result.exit == 0, "\(recipe)\n\(result.errors)")
    }
  }

  @Test func referenceNamesEverySubcommandAndFlag() throws {
    let text = try String(
      contentsOfFile: "\(Program.repository)/docs/cli.md", encoding: .utf8)
    let manual = try String(
      contentsOfFile: "\(Program.repository)/man/cachectl.1", encoding: .utf8)
    let help = try Program.run("help", "run").output
    let flags = help.matches(of: /--[a-z-]+/).map { String($0.output) }
    #expect(flags.count > 10)
    for flag in Set(flags).subtracting(["--help", "--version"]) {
      #expect(text.contains(flag), "\(flag)")
      // Of all subcommands, and of `run` alone.
      if !["--resume", "--wait", "--plan-only"].contains(flag) {
        #expect(manual.contains(flag.dropFirst()), "\(flag) in man/cachectl.1")
      }
    }
    let overview = try Program.run("--help").output
    let subcommands = overview.components(separatedBy: "SUBCOMMANDS:\n")[1].split(separator: "\n")
      .compactMap {
        $0.hasPrefix("  ") && !$0.hasPrefix("   ") ? $0.split(separator: " ").first : nil
      }
    #expect(subcommands.contains("run"))
    for name in subcommands where name != "See" {
      #expect(text.contains(name), "\(name)")
      #expect(
        manual.matches(of: try Regex("\\.It Cm (.* )?\(name)\\b")).count > 0,
        "\(name) in man/cachectl.1")
    }
    // The overview fits on a screen.
    #expect(overview.split(separator: "\n", omittingEmptySubsequences: false).count <= 40)
  }
}
