import Foundation
import TestSupport
import Testing

/// Keys and values that would move a cursor, colour a line, end it, or be more than text where they are shown.
@Suite struct HostileKeyTests {
  /// What a JSON string can hold.
  private static let texts = [
    "\0", "a\0b", "\n", "a\nb", "\r\n", "a\rb", "\t", "\u{8}\u{8}", "\u{B}", "\u{C}",
    "\u{1B}[31mred", "\u{1B}]0;title\u{7}", "\u{1B}[2J\u{1B}[H", "\u{1B}P1$r\u{1B}\\", "\u{7}",
    "\u{7F}", "\u{80}", "\u{9B}31m", "\u{9D}0;x\u{9C}", "\u{202E}cba", "\u{2066}x\u{2069}",
    "\u{200F}x", "\u{2028}x", "\u{2029}x", "\u{FEFF}x", "'", "\"", "\\", "\\n", "{id}", "{{", "}",
    "*", "?[a-z]", " leading", "trailing ", "", ",;=|", "--yes", "$(reboot)`reboot`",
    "%s%n%x", "<script>alert(1)</script>", "&amp;<b>", "=1+1", "@SUM(A1)", "😀\u{200D}👩",
    String(repeating: "long", count: 2500),
  ]
  /// What none can.
  private static let bytes: [[UInt8]] = [
    [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82],
    [0x61, 0xFE, 0x0A], [0x9B, 0x33, 0x31, 0x6D],
  ]
  private static let keys =
    texts.map { Array("h:\($0)".utf8) } + bytes.map { Array("h:".utf8) + $0 }

  private let server: TestServer
  private let client: TestClient
  private let folder: TemporaryFolder

  init() throws {
    server = try TestServer()
    client = try TestClient(server)
    folder = try TemporaryFolder()
    try client.pipeline(
      Self.keys.map { [Array("SET".utf8), $0, Array("\u{1B}[31m\n\u{9B}0m".utf8)] })
    // The keys' tails as rows; a value that is there as a string refuses to become a hash.
    let rows = try Self.texts.map { text in
      let bytes = try JSONSerialization.data(withJSONObject: ["id": text])
      return String(decoding: bytes, as: UTF8.self)
    }
    _ = try folder.file("rows.jsonl", rows.joined(separator: "\n") + "\n")
    _ = try folder.file(
      "warm.recipe",
      """
      source rows jsonl "rows.jsonl"
      warm h from rows key "h:{id}" value hash [id] ttl 1h jitter 5m
      """)
  }

  private func run(_ arguments: String...) throws -> Program.Result {
    try Program.run(
      arguments + ["-s", "unix://\(server.socketPath)", "-y"],
      environment: ["XDG_STATE_HOME": "\(folder.path)/state"], folder: folder.path)
  }

  /// Whether a terminal, or a program that reads lines, would take something for more than text.
  private func raw(_ text: String, allowsTabs: Bool) -> [Unicode.Scalar] {
    text.unicodeScalars.filter { scalar in
      switch scalar.value {
      case 0x0A: false
      case 0x09: !allowsTabs
      case 0..<0x20, 0x7F...0x9F, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069,
        0xFFFD:
        true
      default: false
      }
    }
  }

  private func expectClean(_ text: String, _ sink: String, isJSON: Bool) {
    if isJSON {
      // A program gets the key itself, as JSON escapes it.
      #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" }, "\(sink)")
    } else {
      let found = raw(text, allowsTabs: sink.contains("tsv") || sink.contains("--rejects"))
      #expect(found.isEmpty, "\(sink): \(found.prefix(5).map { String($0.value, radix: 16) })")
    }
  }

  @Test func thereAreForty() { #expect(Self.keys.count >= 40) }

  @Test(arguments: ["table", "tsv", "csv", "json", "ndjson"])
  func noSinkShowsThemRaw(format: String) throws {
    let isJSON = format.hasSuffix("json")
    let runs: [(String, [String], Int32)] = [
      ("plan", ["plan", "-"], 0),
      ("warm", ["run", "warm.recipe", "-v"], 5),
      ("audit", ["audit", "h:*", "report", "bytes", "by", "prefix(1)", "top", "60"], 0),
      ("failed audit", ["audit", "h:*", "assert", "count(ttl == never) == 0"], 3),
      ("sweep", ["sweep", "h:*", "where", "ttl == never", "--plan-only"], 0),
      (
        "by name",
        ["sweep", "two", "keys", #"["h:\x1b[31m" "h:\n"]"#, "--plan-only", "guard", "keys < 9"], 0
      ),
    ]
    for (name, arguments, exit) in runs {
      let (log, page) = ("\(folder.path)/log", "\(folder.path)/page.html")
      let result = try Program.run(
        arguments + [
          "-s", "unix://\(server.socketPath)", "-y", "-f", format, "--log-file", log,
          "--log-format", isJSON ? "json" : "text", "--metrics-file", "\(folder.path)/metrics",
          "--report", page,
        ], input: #"sweep "h:*" where ttl == never"#,
        environment: ["XDG_STATE_HOME": "\(folder.path)/state"], folder: folder.path)
      #expect(result.exit == exit, "\(name): \(result.errors)")
      expectClean(result.output, "\(name) as \(format)", isJSON: isJSON)
      expectClean(result.errors, "\(name) as \(format), stderr", isJSON: false)
      expectClean(try String(contentsOfFile: log, encoding: .utf8), "\(name), log", isJSON: isJSON)
      let html = try String(contentsOfFile: page, encoding: .utf8)
      expectClean(html, "\(name), page", isJSON: false)
      #expect(!html.contains("<script>alert") && !html.contains("<b>"), "\(name)")
      let metrics = try String(contentsOfFile: "\(folder.path)/metrics", encoding: .utf8)
      expectClean(metrics, "\(name), metrics", isJSON: false)
    }
    for arguments in [
      ["job", "show", "last"], ["job", "show", "last", "--rejects"], ["job", "log"],
    ] {
      let result = try Program.run(
        arguments + ["-f", format], environment: ["XDG_STATE_HOME": "\(folder.path)/state"])
      #expect(result.exit == 0, "\(result.errors)")
      expectClean(result.output, "\(arguments) as \(format)", isJSON: isJSON)
    }
  }

  /// What failed is read from the report and swept: exactly those keys are gone, newlines and NULs in them or not.
  @Test func fromTheReportToASweepAndBack() throws {
    let warm = try run("run", "warm.recipe", "--json")
    #expect(warm.exit == 5, "\(warm.errors)")
    #expect(try warm.statements().first?["failed"] as? Int == Self.texts.count)
    let rejects = try Program.run(
      "job", "show", "last", "--rejects", "-f", "ndjson",
      environment: ["XDG_STATE_HOME": "\(folder.path)/state"])
    _ = try folder.file("dead.jsonl", rejects.output)
    let sweep = try run(
      "exec", "source dead jsonl \"dead.jsonl\"\nsweep back from dead key \"{key}\"", "--json")
    #expect(sweep.exit == 0, "\(sweep.errors)")
    #expect(try sweep.statements().first?["ok"] as? Int == Self.texts.count)
    let hex = { (bytes: [UInt8]) in
      bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
    try Checker.judge(
      server,
      [["count": "h:*", "min": Self.bytes.count, "max": Self.bytes.count]]
        + Self.texts.map { ["text": ["hex": hex(Array("h:\($0)".utf8))], "is": NSNull()] })
  }
}
