import Foundation
import TestSupport
import Testing

/// What goes to stdout and stderr, in which form.
@Suite struct OutputTests {
  private static let recipe = "recipes/quickstart/airports.recipe"

  @Test func rowsHaveAHeaderAndASummaryGoesToStderr() throws {
    for (format, separator) in [("tsv", "\t"), ("csv", ","), ("auto", "\t")] {
      let result = try Program.run("run", Self.recipe, "-s", "sandbox:", "-y", "-f", format)
      let lines = result.output.split(separator: "\n", omittingEmptySubsequences: false)
      let end = try #require(lines.firstIndex(of: ""))
      #expect(end == 7, "a header and six statements")
      #expect(lines[end + 1] == ["verb", "name", "figure", "value"].joined(separator: separator))
      let count = lines.contains(
        ["audit", "airport", "keys", "3376"].joined(separator: separator)[...])
      #expect(count, "\(result.output)")
      #expect(
        lines[0].hasPrefix(["verb", "name", "status", "planned"].joined(separator: separator)))
      #expect(lines[1].hasPrefix(["warm", "airport", "ok", "3376"].joined(separator: separator)))
      #expect(result.errors.contains(" exit=0 ok=13505 failed=0 "))
      #expect(result.errors.split(separator: "\n").count == 1)
    }
  }

  /// Nothing that a run reads is written over, and nothing is written twice.
  @Test func outputsDoNotOverwriteInputs() throws {
    let folder = try TemporaryFolder()
    let text =
      "source s lines \"rows.txt\"\nkey k = \"k:{line}\" type string\nwarm k { from s value text \"1\" ttl 1h write always }\n"
    let recipe = "\(folder.path)/a.recipe"
    let rows = "\(folder.path)/rows.txt"
    try text.write(toFile: recipe, atomically: true, encoding: .utf8)
    try "1\n".write(toFile: rows, atomically: true, encoding: .utf8)
    for (flag, path) in [
      ("--report", recipe), ("--fix", rows), ("--metrics-file", rows),
      ("--metrics-file", "\(folder.path)/./a.recipe"),
      ("--log-file", recipe),
    ] {
      let result = try Program.run("run", recipe, "-s", "sandbox:", "-y", flag, path)
      #expect(result.exit == 64, "\(flag)")
      #expect(result.errors.contains("\(flag) would overwrite"), "\(result.errors)")
    }
    let plan = try Program.run("plan", recipe, "-s", "sandbox:", "--out", recipe)
    #expect(plan.exit == 64)
    let server = try TestServer()
    let address = "unix://\(server.socketPath)"
    let saved = "\(folder.path)/a.plan"
    #expect(try Program.run("plan", recipe, "-s", address, "--out", saved).exit == 0)
    let applied = try Program.run("apply", saved, "--report", saved)
    #expect(
      applied.exit == 64 && applied.errors.contains("--report would overwrite"), "\(applied.errors)"
    )
    let elsewhere = try TemporaryFolder()
    #expect(try Program.run("apply", saved, "--set", "x=1").exit == 64)
    #expect(
      try Program.run("apply", saved, "--report", "page.html", folder: elsewhere.path).exit == 0)
    #expect(FileManager.default.fileExists(atPath: "\(elsewhere.path)/page.html"))
    let part = "\(folder.path)/part.recipe"
    try "use \"a.recipe\"\n".write(toFile: part, atomically: true, encoding: .utf8)
    let used = try Program.run("run", part, "-s", "sandbox:", "-y", "--metrics-file", recipe)
    #expect(
      used.exit == 64 && used.errors.contains("--metrics-file would overwrite"), "\(used.errors)")
    let new = "\(folder.path)/new"
    let twice = try Program.run(
      "run", recipe, "-s", "sandbox:", "-y", "--report", new, "--fix", new)
    #expect(twice.exit == 64 && twice.errors.contains("which --report writes"))
    #expect(try String(contentsOfFile: recipe, encoding: .utf8) == text)
    #expect(try String(contentsOfFile: rows, encoding: .utf8) == "1\n")
    let unwritable = try Program.run(
      "run", recipe, "-s", "sandbox:", "-y", "--metrics-file", "/nonexistent/m.prom")
    #expect(unwritable.exit == 74 && !unwritable.errors.contains("run=r-"))
  }

  /// Who watches the metrics must not go on seeing yesterday's success.
  @Test func metricsSayThatARunNeverBegan() throws {
    let folder = try TemporaryFolder()
    let metrics = "\(folder.path)/m.prom"
    let wrong = "\(folder.path)/wrong.recipe"
    try "warm nothing\n".write(toFile: wrong, atomically: true, encoding: .utf8)
    for (file, server, exit) in [
      (Self.recipe, "sandbox:", 0), ("\(folder.path)/none.recipe", "sandbox:", 66),
      (wrong, "sandbox:", 65), (Self.recipe, "unknown", 64),
    ] {
      let result = try Program.run(
        "run", file, "-s", server, "-y", "-q", "--job", "n", "--metrics-file", metrics)
      #expect(Int(result.exit) == exit)
      let text = try String(contentsOfFile: metrics, encoding: .utf8)
      #expect(text.contains("cachectl_run_success{job=\"n\"} \(exit == 0 ? 1 : 0)"))
      #expect(text.contains("cachectl_last_success") == (exit == 0))
    }
  }

  @Test func aPlanThatWouldChangeSomethingSaysTheExitItEndsWith() throws {
    let result = try Program.run(
      "plan", Self.recipe, "-s", "sandbox:", "--exit-code", "--json")
    #expect(result.exit == 2)
    let document = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    #expect((document as? [String: Any])?["exit"] as? Int == 2)
  }

  @Test func thePasswordAndTheStatementsDoNotShareStdin() throws {
    let result = try Program.run("run", "-", "-s", "sandbox:", "--password-fd", "0")
    #expect(result.exit == 64 && result.errors.contains("--password-fd 0"))
  }

  @Test func quietIsSilent() throws {
    let result = try Program.run("run", Self.recipe, "-s", "sandbox:", "-y", "-q")
    #expect(result.exit == 0)
    #expect(result.output.isEmpty && result.errors.isEmpty)
  }

  @Test func eventsAreOneDocumentALine() throws {
    let result = try Program.run("run", Self.recipe, "-s", "sandbox:", "-y", "-f", "ndjson")
    var kinds: [String] = []
    for line in result.output.split(separator: "\n") {
      let event = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      kinds.append(event?["event"] as? String ?? "?")
    }
    #expect(kinds.last == "done")
    #expect(kinds.filter { $0 == "batch" }.count == 6)
    #expect(kinds.filter { $0 == "assert" }.count == 9)
    #expect(kinds.contains("plan"))
  }

  @Test func auditHasTheFieldsOfTheContract() throws {
    let server = try TestServer()
    _ = try server.raw("SET", "a", "1", "EX", "100")
    _ = try server.raw("SET", "b", "1")
    let result = try Program.run(
      "-s", "unix://\(server.socketPath)", "--json", "audit", "*", "assert", "keys == 2", "report",
      "ttl", "buckets", "[1m 1h]")
    let audit = try #require(try result.statements().first)
    #expect(audit["keys"] as? Int == 2)
    #expect(audit["types"] as? [String: Int] == ["string": 2])
    let ttl = try #require(audit["ttl"] as? [String: Any])
    #expect(ttl["never"] as? Int == 1)
    for name in ["p10", "p50", "p90", "p99"] {
      let value = try #require(ttl[name] as? Int)
      #expect((95_000...100_100).contains(value))
    }
    let cliff = try #require(audit["cliff"] as? [String: Any])
    #expect(cliff["keys"] as? Int == 1)
    #expect(cliff["share"] as? Double == 0.5)
    let reports = try #require(audit["reports"] as? [[String: Any]])
    #expect(reports.first?["counts"] as? [Int] == [0, 1, 0])
    let asserts = try #require(audit["asserts"] as? [[String: Any]])
    #expect(asserts.first?["pass"] as? Bool == true)
  }

  @Test func diagnosticsHaveTheFieldsOfTheContract() throws {
    let result = try Program.run("check", "-", "--json", input: "sweep \"a:*\" rate 5k\n")
    #expect(result.exit == 65)
    let all = try #require(try result.json()["diagnostics"] as? [[String: Any]])
    let first = try #require(all.first)
    #expect(first["id"] as? String == "E0107")
    #expect(first["severity"] as? String == "error")
    #expect(first["file"] as? String == "<stdin>")
    #expect(first["line"] as? Int == 1)
    #expect(first["column"] as? Int == 18)
    #expect(first["start"] as? Int == 17)
    #expect(first["end"] as? Int == 19)
    #expect(first["help"] as? String == "write `5k/s`")
  }

  @Test func hostileKeysNeverReachATerminalRaw() throws {
    let server = try TestServer()
    let hostile = "h:\u{1B}]0;owned\u{07}\n\r\u{9B}31m\u{202E}x\t"
    _ = try server.raw("SET", hostile, "x")
    let url = "unix://\(server.socketPath)"
    for format in ["table", "tsv", "csv", "json", "ndjson"] {
      let planned = try Program.run(
        "-s", url, "-f", format, "sweep", "h:*", "--plan-only", "where", "ttl == never")
      let bytes = Array((planned.output + planned.errors).unicodeScalars)
      let raw = bytes.filter {
        ($0.value < 0x20 && $0 != "\n" && $0 != "\t") || (0x7F...0x9F).contains($0.value)
          || $0.value == 0x202E
      }
      if format.hasSuffix("json") {
        // A program gets the key itself, as JSON escapes it; only the controls JSON forbids matter.
        #expect(!planned.output.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
      } else {
        #expect(raw.isEmpty, "\(format): \(raw)")
      }
    }
    let sample = try #require(
      try Program.run("-s", url, "--json", "sweep", "h:*", "--plan-only").statements().first?[
        "sample"] as? [String])
    #expect(sample == [hostile])
  }

  @Test func aReaderThatHasGoneIsNoFailure() throws {
    let program = try Program.start(["run", Self.recipe, "-s", "sandbox:", "-y", "-f", "json"])
    program.closeOutput()
    // And no signal ended it.
    #expect(try program.finish().exit == 0)
  }

  @Test func metricsAreWritten() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/cachectl.prom"
    _ = try Program.run(
      "run", Self.recipe, "-s", "sandbox:", "-y", "-q", "--metrics-file", path, "--job", "nightly")
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text.contains("cachectl_run_success{job=\"nightly\"} 1\n"))
    #expect(text.contains("cachectl_keys{job=\"nightly\",op=\"warm\",result=\"ok\"} 6752\n"))
    #expect(text.contains("name=\"every airport must expire\"} 1\n"))
    #expect(text.contains("cachectl_last_success_timestamp_seconds{job=\"nightly\"} "))
  }

  @Test func aLogIsAppendedToAndHoldsNothingRaw() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/cachectl.log"
    let server = try TestServer()
    _ = try server.raw("SET", "l:\u{1B}[31m", "x")
    let sweep = [
      "-s", "unix://\(server.socketPath)", "-y", "-q", "sweep", "l:*", "guard", "keys < 5",
    ]
    _ = try Program.run(sweep + ["--log-file", path])
    _ = try Program.run(sweep + ["--log-file", path, "--log-format", "json"])
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    #expect(lines.count == 6)
    #expect(lines[0].contains(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z plan sweep l:\*/))
    #expect(lines[1].contains("end sweep l:* status=ok ok=1 failed=0"))
    #expect(lines[2].contains("done run=r-"))
    let event = try JSONSerialization.jsonObject(with: Data(lines[4].utf8)) as? [String: Any]
    #expect(event?["event"] as? String == "batch")
    #expect(event?["time"] is String)
    #expect(!lines.joined().unicodeScalars.contains { $0.value < 0x20 })
    let refused = try Program.run(sweep + ["--log-file", "/nonexistent/log"])
    #expect(refused.exit == 74)
  }

  /// What was found is in rows, too: each figure as JSON has it.
  @Test func rowsHoldWhatWasFound() throws {
    let server = try TestServer()
    let client = try TestClient(server)
    try client.pipeline((1...8).map { ["SET", "s:\($0)", "v", "EX", "\($0)000"] })
    try client.call("SET", "s:\u{1B}[31m\\", "v\tw\\")
    func figures(_ arguments: String...) throws -> [String: String] {
      let result = try Program.run(arguments + ["-s", "unix://\(server.socketPath)"])
      let rows = result.output.split(separator: "\n", omittingEmptySubsequences: false)
        .drop { !$0.isEmpty }.dropFirst(2).map {
          $0.split(separator: "\t", omittingEmptySubsequences: false)
        }
      #expect(!result.output.contains("\u{1B}"))
      return Dictionary(rows.filter { $0.count == 4 }.map { (String($0[2]), String($0[3])) }) { $1 }
    }
    let audit = try figures(
      "audit", "s:*", "assert", "count(ttl == never) == 0", "report", "ttl", "buckets", "[30m 1h]",
      "report", "bytes", "by", "key", "top", "1")
    #expect(audit["keys"] == "9" && audit["ttl.never"] == "1" && audit["types.string"] == "9")
    #expect(audit["reports[ttl].counts[30m–1h]"] == "2", "\(audit)")
    #expect(audit["asserts[count(ttl == never) == 0].pass"] == "false")
    #expect(audit.keys.contains { $0.hasPrefix("reports[bytes by key].groups[s:") })
    let plan = try figures("sweep", "s:*", "--plan-only")
    #expect(plan["matched"] == "9" && plan["share"] == "1")
    #expect(plan.filter { $0.key.hasPrefix("sample[") }.values.contains("s:\\x1b[31m\\\\"))
    let reply = try figures("exec", "do `GET \"s:\\x1b[31m\\\\\"`", "do `STRLEN s:1`")
    #expect(reply["reply"] == "1")
    let several = try Program.run(
      "exec", "do `GET none`", "do `EXISTS s:1`", "-s", "unix://\(server.socketPath)")
    #expect(
      several.output.contains("do\t#1\treply\t(nil)\ndo\t#2\treply\t1\n"), "\(several.output)")
    let text = try Program.run(
      "exec", "do `MGET s:1 none \"s:\\x1b[31m\\\\\"`", "-s", "unix://\(server.socketPath)",
      "--json")
    let replies = try #require(try text.statements().first?["reply"] as? [Any])
    #expect(replies.count == 3 && replies[2] as? String == "v\tw\\", "\(replies)")
    let bench = try figures("bench", "GET s:1", "conns", "1", "for", "1s")
    #expect(Double(bench["ops[get].p99"] ?? "") ?? 0 > 0, "\(bench)")
    let explained = try Program.run("explain", Self.recipe, "--json").json()
    #expect((explained["statements"] as? [[String: Any]])?.count == 6)
  }

  @Test func rulesOfSeveralRecipesAreOneUsers() throws {
    let folder = try TemporaryFolder()
    let one = try folder.file("one.recipe", "audit \"a:*\"\n")
    let two = try folder.file("two.recipe", "sweep \"b:*\"\n")
    let rules = try Program.run("check", "--acl", one, two).output
    #expect(rules.ranges(of: "ACL SETUSER").count == 1, "\(rules)")
    #expect(rules.contains("~a:*") && rules.contains("~b:*") && rules.contains("+unlink"))
  }
}
