import Foundation
import TestSupport
import Testing

/// `--report`: one page, whole or not at all, and nothing in it that was not ours runs.
@Suite struct ReportPageTests {
  @Test func anAuditBecomesAPage() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/audit.html"
    let server = try TestServer()
    defer { server.stop() }
    for index in 0..<300 {
      _ = try server.raw("SET", "s:eu:\(index)", "x", "EX", "3600")
    }
    _ = try server.raw("SET", "s:<script>alert(1)</script>\u{1B}[2J:1", "x")
    let result = try Program.run(
      "-s", "unix://\(server.socketPath)", "--report", path, "--job", "nightly <b>", "exec",
      #"key s = "s:{region}:{id}" type string"#,
      #"audit s assert cliff(60s) < 3% say "<i>spread them</i>" report bytes by region"#)
    #expect(result.exit == 3, "\(result.errors)")
    let page = try String(contentsOfFile: path, encoding: .utf8)
    #expect(page.hasPrefix("<!doctype html>\n<html") && page.hasSuffix("</html>\n"))
    #expect(page.contains("<h1>nightly &lt;b&gt;<span class=\"mark bad\">exit 3</span></h1>"))
    #expect(page.contains("99.7 % within 1m"))
    #expect(page.contains("300 keys expire within 1m from "))
    #expect(page.contains("&lt;i&gt;spread them&lt;/i&gt;"))
    #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;\\x1b[2J"))
    for word in ["<script", "<b>", "<i>s", "http", "\u{1B}"] {
      #expect(!page.contains(word), "\(word)")
    }
    for title in ["Time to live", "Memory of a key", "Types", "bytes by region"] {
      #expect(page.contains(title), "\(title)")
    }
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o644)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["audit.html"])
  }

  @Test func aRunSaysWhatBecameOfEveryItem() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/run.html"
    let recipe = try folder.file(
      "r.recipe",
      """
      source rows csv "rows.csv"
      warm a from rows key "a:{id}" value text "x" ttl 1h
      """)
    _ = try folder.file("rows.csv", "id\n1\n2\n")
    let result = try Program.run("run", recipe, "-s", "sandbox:", "-y", "--report", path)
    #expect(result.exit == 0, "\(result.errors)")
    let page = try String(contentsOfFile: path, encoding: .utf8)
    #expect(page.contains("What became of 2 items"))
    #expect(page.contains("2 written keys were read again, 0 missing"))
    #expect(page.contains("sandbox:"))
  }

  /// What cannot be written is said before anything is changed, and what was there stays.
  @Test func aReportThatCannotBeWrittenStopsTheRunBeforeItBegins() throws {
    let folder = try TemporaryFolder()
    let server = try TestServer()
    defer { server.stop() }
    _ = try server.raw("SET", "k", "x")
    let sweep = ["-s", "unix://\(server.socketPath)", "-y", "sweep", "k*", "--report"]
    for path in ["\(folder.path)/nowhere/r.html", folder.path] {
      let result = try Program.run(sweep + [path])
      #expect(result.exit == 74)
      #expect(result.errors.contains("cannot be written"))
    }
    #expect(try server.raw("GET", "k").contains("x"))
  }

  /// `audit --fix F`: what the file does when it is run makes the same audit pass.
  @Test func aFixIsARecipeAfterWhichTheAuditPasses() throws {
    let folder = try TemporaryFolder()
    let fix = "\(folder.path)/fix.recipe"
    let server = try TestServer()
    defer { server.stop() }
    for index in 0..<300 { _ = try server.raw("SET", "s:eu:\(index)", "x") }
    let audit = [
      "-s", "unix://\(server.socketPath)", "audit", "s:*", "assert", "count(ttl == never) == 0",
      "assert", "max(ttl) <= 2d", "assert", "cliff(60s) < 3%",
    ]
    #expect(try Program.run(audit + ["--fix", fix]).exit == 3)
    #expect(try Program.run("fmt", "--check", fix).exit == 0)
    let mended = try Program.run("-s", "unix://\(server.socketPath)", "run", fix, "-y")
    #expect(mended.exit == 0, "\(mended.errors)")
    let text = try String(contentsOfFile: fix, encoding: .utf8)
    let again = try Program.run(audit)
    #expect(again.exit == 0, "\(text)\n\(again.output)")
  }
}
