import Bytes
import Engine

/// A run as node_exporter's textfile collector reads it.
package enum ReportMetrics {
  package static func text(
    _ report: RunReport, job: String, seconds: Double, at now: Int
  ) -> String {
    let label = "job=\"\(quoted(job))\""
    let isDone = report.exit == .done
    var text = success(isDone, label)
    text += metric(
      "cachectl_run_duration_seconds", "How long the last run took.",
      [(label, Units.decimal(seconds, places: 6))])
    if isDone {
      text += metric(
        "cachectl_last_success_timestamp_seconds", "When the last run that ended with 0 ended.",
        [(label, String(now))])
    }
    var keys: [(String, Int)] = []
    for verb in ["warm", "sweep"] {
      let ledgers = report.statements.filter { $0.verb == verb }.map(\.ledger)
      guard !ledgers.isEmpty else { continue }
      let sum = ledgers.reduce(ItemLedger()) { $0.merged(with: $1) }
      for (result, count) in [
        ("ok", sum.ok), ("failed", sum.failed), ("skipped", sum.skipped), ("unknown", sum.unknown),
      ] {
        keys.append(("\(label),op=\"\(verb)\",result=\"\(result)\"", count))
      }
    }
    text += metric("cachectl_keys", "Keys of the last run.", keys.map { ($0, String($1)) })
    let verdicts = report.statements.flatMap(\.assertions)
    var seen: Set<String> = []
    let asserts = verdicts.compactMap { verdict -> (String, String)? in
      let name = verdict.say ?? verdict.text
      guard seen.insert(name).inserted else { return nil }
      return ("\(label),name=\"\(quoted(name))\"", verdict.pass ? "1" : "0")
    }
    return text + metric("cachectl_assert", "Whether an assertion held.", asserts)
  }

  /// Of a run that ended before it had begun: a recipe that is missing or wrong, an unknown server.
  package static func failed(job: String) -> String { success(false, "job=\"\(quoted(job))\"") }

  private static func success(_ isDone: Bool, _ label: String) -> String {
    metric(
      "cachectl_run_success", "Whether the last run ended with 0.", [(label, isDone ? "1" : "0")])
  }

  private static func metric(
    _ name: String, _ help: String, _ samples: [(labels: String, value: String)]
  ) -> String {
    guard !samples.isEmpty else { return "" }
    return "# HELP \(name) \(help)\n# TYPE \(name) gauge\n"
      + samples.map { "\(name){\($0.labels)} \($0.value)\n" }.joined()
  }

  /// The format escapes backslash, quote and newline; what else is hostile becomes visible first.
  private static func quoted(_ text: String) -> String {
    var result = ""
    for scalar in Escaping.escaped(text).unicodeScalars {
      if scalar == "\\" || scalar == "\"" { result += "\\" }
      result.unicodeScalars.append(scalar)
    }
    return result
  }
}
