import Console
import Recipe
import SourceText

/// `\h`: from the vocabulary, so that it cannot drift from the language.
extension Repl {
  func help(_ topic: String) -> Outcome {
    guard !topic.isEmpty else {
      show(overview)
      return .done
    }
    guard let verb = Vocabulary.verb(topic) else {
      let close = EditDistance.closest(to: topic, among: Vocabulary.verbs.map(\.word))
      complain("no verb `\(topic)`" + (close.map { "; did you mean `\($0)`?" } ?? ""))
      return .failed
    }
    show(lines(of: verb))
    return .done
  }

  private func show(_ lines: [String]) {
    do {
      try output.show(lines, invocation)
    } catch {
      complain("\(error)")
    }
  }

  private var overview: [String] {
    let palette = invocation.output.palette
    let rows =
      [palette.paint("statements", .heading)]
      + Vocabulary.verbs.filter { $0.pending == nil }.map { row($0.word, $0.doc) }
    let metas = MetaCommand.allCases.map { meta in
      row("\\\(meta.rawValue) \(meta.arguments)", meta.help)
    }
    return rows + ["", palette.paint("commands of the prompt", .heading)] + metas
      + [
        "",
        "anything else is a Redis command, quoted as in redis-cli; `… | shell` pipes its result",
      ]
  }

  private func lines(of verb: VerbRule) -> [String] {
    let palette = invocation.output.palette
    var lines = [palette.paint(verb.word, .heading) + "  " + verb.doc]
    if let pending = verb.pending { lines.append("  " + pending) }
    if !verb.example.isEmpty { lines += ["", "  " + verb.example.replacing("\n", with: "\n  ")] }
    return lines + [""] + verb.clauses.map { row("  " + $0.usage, $0.doc) }
  }

  private func row(_ head: String, _ text: String) -> String {
    let column = 24
    let line = DisplayWidth.of(head) < column ? DisplayWidth.pad(head, to: column) : head + "  "
    return invocation.output.width.map { DisplayWidth.elide(line + text, to: $0) } ?? line + text
  }
}

extension PhraseRule {
  /// The word and what follows it: `where EXPR`.
  var usage: String {
    ([word]
      + signature.parameters.map { parameter in
        let label = parameter.label + (parameter.isVariadic ? "…" : "")
        return parameter.isOptional ? "[\(label)]" : label
      }).joined(separator: " ")
  }
}
