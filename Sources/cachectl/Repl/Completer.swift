import Console
import Engine
import Recipe

/// What may stand at the cursor of the prompt: the parser's expected set for a statement, the server's commands for a raw
/// command, and providers for what the session knows. Never throws and never sends more than a bounded SCAN.
final class Completer {
  let session: ReplSession
  let keys: KeyCompletion
  let commands: CommandCatalog

  init(_ session: ReplSession) {
    self.session = session
    keys = KeyCompletion(session)
    commands = CommandCatalog(session)
  }

  /// - Parameter text: the whole input up to the cursor, its lines joined.
  func complete(_ text: String) -> Completion {
    let begun = text.drop { $0.isWhitespace }
    if begun.hasPrefix("\\") { return meta(String(begun.dropFirst())) }
    let verb = StatementInput.firstWord(of: begun)
    if verb.count < begun.count, Vocabulary.verb(verb) != nil { return statement(String(begun)) }
    return raw(String(begun))
  }

  /// The candidates that begin as the word does; case counts only where the word is not all small.
  static func matching(_ word: String, _ candidates: [Completion.Candidate]) -> Completion {
    var seen: Set<String> = []
    let found = candidates.filter { $0.text.hasPrefix(word) && seen.insert($0.text).inserted }
    return Completion(word: word, candidates: found)
  }

  // MARK: Commands of the prompt

  private func meta(_ text: String) -> Completion {
    let (command, word, rest) = MetaCommand.parse(text)
    guard text.contains(where: \.isWhitespace) else {
      return Self.matching(
        "\\" + word,
        MetaCommand.allCases.map {
          .init("\\" + $0.rawValue, $0.help, ending: $0.arguments.isEmpty ? "" : " ")
        })
    }
    switch command {
    case .c: return Self.matching(rest, candidates.servers)
    case .d: return keys.complete(rest)
    case .i, .o, .e: return PathCompletion.complete(rest)
    case .f:
      return Self.matching(rest, OutputFormat.allCases.map { .init($0.rawValue, ending: "") })
    case .h: return Self.matching(rest, Vocabulary.verbs.map { .init($0.word, $0.doc, ending: "") })
    case .set:
      return Self.matching(rest, session.known.parameters.map { .init($0.name, ending: "=") })
    case .raw: return raw(rest)
    default: return Completion(word: rest)
    }
  }

  // MARK: Redis commands

  private func raw(_ text: String) -> Completion {
    let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
    let isAtBlank = text.last.map(\.isWhitespace) ?? true
    let word = isAtBlank ? "" : words.last ?? ""
    let before = isAtBlank ? words : words.dropLast()
    if before.isEmpty {
      let verbs = Vocabulary.verbs.map { Completion.Candidate($0.word, $0.doc) }
      return Self.matching(word, (word.isEmpty ? [] : commands.names(like: word)) + verbs)
    }
    if before.count == 1 {
      let subcommands = commands.subcommands(of: before[0], like: word)
      if !subcommands.isEmpty { return Self.matching(word, subcommands) }
    }
    let usage = commands.usage(of: Array(before))
    guard commands.takesKey(Array(before)) else { return Completion(word: word, hint: usage) }
    var completion = keys.complete(word)
    if word.isEmpty || completion.candidates.isEmpty { completion.hint = usage ?? completion.hint }
    if word.isEmpty, usage != nil { completion.candidates = [] }
    return completion
  }
}
