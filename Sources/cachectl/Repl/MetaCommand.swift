/// The commands of the prompt itself: a backslash, a word, and what follows it.
enum MetaCommand: String, CaseIterable {
  case c, l, d, s, i, e, x, timing, f, o, watch, set, begin, plan, apply, discard, unsafe, raw, h, q

  /// What follows the word, as `\h` shows it.
  var arguments: String {
    switch self {
    case .c: "SERVER"
    case .d: "[KEY]"
    case .i, .o: self == .o ? "[FILE]" : "FILE"
    case .f: "FORMAT"
    case .watch: "[DURATION]"
    case .set: "[NAME=VALUE]"
    case .unsafe: "[DURATION]"
    case .raw: "COMMAND"
    case .h: "[VERB]"
    case .l, .s, .e, .x, .timing, .begin, .plan, .apply, .discard, .q: ""
    }
  }

  var help: String {
    switch self {
    case .c: "connect to another server: a name or a URL"
    case .l: "list the servers"
    case .d: "what is declared; or a key: its type, TTL, memory and value"
    case .s: "what the server says of itself"
    case .i: "run a recipe file; its declarations stay"
    case .e: "edit the last input in $EDITOR"
    case .x: "show pairs a line a field and JSON laid out, or as tables again"
    case .timing: "show how long raw commands take, or not"
    case .f: "format of results: table, json, ndjson, csv, tsv"
    case .o: "write results to a file; without one to the terminal again"
    case .watch: "repeat the last input every 2s, or so often, until Ctrl-C"
    case .set: "set a parameter; without one show them"
    case .begin: "stage statements instead of running them"
    case .plan: "what the staged statements would do"
    case .apply: "run the staged statements"
    case .discard: "forget the staged statements"
    case .unsafe: "let raw writes through on production, asking, for 5m or so long; 0 ends it"
    case .raw: "send a Redis command that bears a verb's name"
    case .h: "this list; or a verb with its clauses"
    case .q: "leave (Ctrl-D)"
    }
  }

  /// The command of a line without its backslash, and what follows it.
  static func parse(_ line: String) -> (command: MetaCommand?, word: String, rest: String) {
    let word = line.prefix { !$0.isWhitespace }
    let rest = line.dropFirst(word.count).drop { $0.isWhitespace }
    var trimmed = rest
    while trimmed.last?.isWhitespace == true { trimmed.removeLast() }
    return (MetaCommand(rawValue: String(word)), String(word), String(trimmed))
  }
}
