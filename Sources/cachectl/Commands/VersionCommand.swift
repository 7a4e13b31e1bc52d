import ArgumentParser
import Bytes
import Console

/// `version`: which build this is, and what it is made of.
struct VersionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "version", abstract: "Print this version and those of the libraries."
  ).ofCachectl

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let invocation = try Invocation(global)
    let facts = Version.facts
    if invocation.format == .json || invocation.format == .ndjson {
      var writer = JSONObjectWriter()
      writer.beginObject()
      writer.field("v", 1)
      for fact in facts { writer.field(fact.name, fact.value) }
      writer.endObject()
      writer.endLine()
      try invocation.print(writer.text)
    } else {
      try invocation.print(facts.map { "\($0.name) \($0.value)\n" }.joined())
    }
  }
}
