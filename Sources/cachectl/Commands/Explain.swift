import ArgumentParser
import Bytes
import Console
import Engine
import Planner
import Recipe

/// `explain FILE [NAME…]`: templates, fusion, batches, round trips.
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Print the commands that a recipe compiles to."
  ).ofCachectl

  @OptionGroup var global: GlobalOptions
  @ArgumentParser.Argument(
    help: "The recipe; - is stdin.", completion: ShellCompletion.recipes)
  var file: String
  @ArgumentParser.Argument(
    help: "Statements: NAME, verb:NAME, or NAME[value].",
    completion: ShellCompletion.statements)
  var names: [String] = []

  func run() throws {
    let invocation = try Invocation(global)
    let recipe = try RecipeCommand(invocation, .file(file)).checked()
    var isRefused = false
    var explanations: [Explanation] = []
    for action in try StatementSelection(names).choose(from: recipe.actions) {
      let columns = action.body.origin.flatMap { SourceOpening.columns(of: $0) }
      do throws(Lowering.Refusal) {
        let program = try Lowering.lower(action, for: .assumed, columns: columns)
        explanations.append(Explanation(program))
      } catch {
        invocation.report([error.diagnostic])
        isRefused = true
      }
    }
    if invocation.format == .json || invocation.format == .ndjson {
      try invocation.print(Self.json(explanations))
    } else {
      try invocation.page(explanations.map(\.text).joined(separator: "\n"))
    }
    if isRefused { throw CommandFailure(.recipeError) }
  }

  /// `{"v":1,"statements":[{"title","facts":[{"label","text"}]}]}`
  private static func json(_ explanations: [Explanation]) -> String {
    ReportJSON.document { writer in
      writer.beginArray("statements")
      for explanation in explanations {
        writer.beginObject()
        writer.field("title", explanation.title)
        writer.beginArray("facts")
        for line in explanation.lines {
          writer.beginObject()
          writer.field("label", line.label)
          writer.field("text", line.text)
          writer.endObject()
        }
        writer.endArray()
        writer.endObject()
      }
      writer.endArray()
    }
  }
}
