import Foundation
import TestSupport
import Testing

/// What a bench leaves behind: the table and the page that compare, percentile files, a result to compare with.
@Suite struct LaboratoryTests {
  private static let recipe = """
    bench herd {
      pick    n = uniform(1..1)
      key     "herd:{n}"
      conns   2
      depth   64
      rate    200/s
      phase   measure 2100ms
      op      100% read aside ttl 1m size 64B
      origin  100ms
      each    p in ["none" "lock(5s)"]
      protect p
      at      1s expire all
      clean   "herd:*"
    }
    """

  @Test func eachIsComparedOnTheTerminalAndOnThePage() throws {
    let folder = try TemporaryFolder()
    let recipe = try folder.file("herd.recipe", Self.recipe)
    let page = "\(folder.path)/herd.html"
    let result = try Program.run(
      "run", recipe, "-s", "sandbox:", "-f", "table", "--report", page, "--hgrm",
      "\(folder.path)/herd.hgrm")
    #expect(result.exit == 0, "\(result.errors)")
    let lines = result.output.split(separator: "\n")
    let header = try #require(lines.firstIndex { $0.hasPrefix("herd ") && $0.contains("at once") })
    func loads(_ line: Substring) -> Int? {
      Int(line.split(separator: " ").dropLast(2).last ?? "")
    }
    #expect(lines[header + 1].hasPrefix("none") && lines[header + 2].hasPrefix("lock(5s)"))
    // A cold key, and an expired one: each is loaded once with the lock.
    #expect(loads(lines[header + 2]) == 2, "\(lines[header + 2])")
    #expect((loads(lines[header + 1]) ?? 0) > 20, "\(lines[header + 1])")

    let text = try String(contentsOfFile: page, encoding: .utf8)
    for part in [
      "herd compared", "Loads that the origin was asked for", "Latency by the second",
      "Operations a second", "expire all", "Latency of", "got from the cache",
    ] {
      #expect(text.contains(part), "\(part)")
    }
    for name in ["herd-herd-none-read.hgrm", "herd-herd-lock-5s-read.hgrm"] {
      let file = try String(contentsOfFile: "\(folder.path)/\(name)", encoding: .utf8)
      #expect(file.contains("Percentile") && file.contains("#[Max"))
    }
  }

  @Test func aResultIsComparedWithAnEarlierOne() throws {
    let folder = try TemporaryFolder()
    let server = try TestServer()
    defer { server.stop() }
    let arguments = [
      "bench", "GET k:1", "conns", "1", "for", "200ms", "-s", "unix://\(server.socketPath)",
      "--json",
    ]
    let first = try Program.run(arguments)
    #expect(first.exit == 0, "\(first.errors)")
    let old = try folder.file("old.json", first.output)
    let again = try Program.run(arguments + ["--compare", old, "--tolerance", "100000"])
    #expect(again.exit == 0, "\(again.errors)")
    let changes = try #require(try again.json()["comparison"] as? [[String: Any]])
    #expect(changes.compactMap { $0["figure"] as? String } == ["p50", "p99"])
    #expect(changes.allSatisfy { $0["worse"] as? Bool == false })

    // An earlier result that was a thousand times as fast.
    var document = try first.json()
    var statements = try #require(document["statements"] as? [[String: Any]])
    var operations = try #require(statements[0]["ops"] as? [[String: Any]])
    operations[0]["p50"] = 0.000_01
    operations[0]["interval95"] = ["p50": [0.000_009, 0.000_011]]
    statements[0]["ops"] = operations
    document["statements"] = statements
    let fast = try folder.file(
      "fast.json",
      String(decoding: try JSONSerialization.data(withJSONObject: document), as: UTF8.self))
    let worse = try Program.run(Array(arguments.dropLast()) + ["-f", "table", "--compare", fast])
    #expect(worse.exit == 3, "\(worse.errors)")
    #expect(worse.output.contains("WORSE"))

    for (text, exit) in [("{", Int32(65)), ("{\"v\":1,\"statements\":[]}", 65)] {
      let wrong = try folder.file("wrong.json", text)
      let refused = try Program.run(arguments + ["--compare", wrong])
      #expect(refused.exit == exit && refused.errors.contains("wrong.json"), "\(refused.errors)")
    }
    #expect(try Program.run(arguments + ["--compare", "\(folder.path)/none.json"]).exit == 66)
  }
}
