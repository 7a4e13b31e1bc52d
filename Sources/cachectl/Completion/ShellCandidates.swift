import ArgumentParser
import Console

/// Candidates as the completion scripts read them, a line each.
enum ShellCandidates {
  static func lines(
    _ candidates: [Completion.Candidate], for line: ShellLine, _ shell: CompletionShell?
  ) -> [String] {
    candidates.filter { $0.text.hasPrefix(line.word) && isPlain($0.text) }.map { candidate in
      switch shell {
      case .zsh:
        candidate.text.replacing(":", with: "\\:")
          + (candidate.detail.isEmpty ? "" : ":" + oneLine(candidate.detail))
      case .fish:
        candidate.text + (candidate.detail.isEmpty ? "" : "\t" + oneLine(candidate.detail))
      default: String(candidate.text.dropFirst(line.cut.count))
      }
    }
  }

  /// bash expands what it is offered, and inserts it unquoted: a `$` of a recipe must never get there.
  private static func isPlain(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { scalar in
      scalar.isASCII
        && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil
          || "_-.:/=@%+,[]".unicodeScalars.contains(scalar))
    }
  }

  private static func oneLine(_ text: String) -> String {
    String(text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : Character($0) })
  }
}
