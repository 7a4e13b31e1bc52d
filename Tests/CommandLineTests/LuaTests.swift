import Foundation
import TestSupport
import Testing

/// `lua list|pin|diff|test|call` as a script would use them.
@Suite struct LuaTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    _ = try folder.file("add.lua", "return {tonumber(ARGV[1]) + 1, KEYS[1], false}\n")
    _ = try folder.file("loop.lua", "while true do end\n")
    _ = try folder.file("wrote.lua", "redis.call('SET', KEYS[1], '1')\nwhile true do end\n")
    _ = try folder.file(
      "half.lua", "redis.call('SET', KEYS[1], '1')\nreturn redis.call('LPUSH', KEYS[1], '1')\n")
    _ = try folder.file("deep.lua", "return {{{{{{{{{1}}}}}}}}}\n")
    _ = try folder.file(
      "limits.lua", "#!lua name=limits\nredis.register_function('below', function() return 1 end)\n"
    )
  }

  private func recipe(_ text: String) throws -> String { try folder.file("l.recipe", text) }

  private func lua(_ arguments: String...) throws -> Program.Result {
    try Program.run(["lua"] + arguments)
  }

  private func rows(_ result: Program.Result, _ name: String) throws -> [[String: String]] {
    let rows = try result.json()[name] as? [[String: Any]] ?? []
    return rows.map { $0.mapValues { "\($0)" } }
  }

  // MARK: pin and list

  @Test func pinsAreWrittenAndNothingElse() throws {
    let file = try recipe(
      """
      # kept   as it is
      lua add {
          file   "add.lua"     # by whom
        keys 1
      }

      lua limits   file "limits.lua" kind library
      lua loop file "loop.lua" pin "sha1:0000000000000000000000000000000000000000" doc "x"
      """)
    let before = try rows(lua("list", file, "--json"), "scripts")
    #expect(before.map { $0["pin"] } == ["none", "none", "other sha1:00000000"])
    let digests = before.map { $0["digest"] ?? "" }
    let first = try lua("pin", file, "--json")
    #expect(first.exit == 0, "\(first.errors)")
    #expect(try rows(first, "pins").map { $0["after"] } == digests)
    #expect(
      try String(contentsOfFile: file, encoding: .utf8) == """
        # kept   as it is
        lua add {
            file   "add.lua"
            pin "\(digests[0])"     # by whom
          keys 1
        }

        lua limits   file "limits.lua" pin "\(digests[1])" kind library
        lua loop file "loop.lua" pin "\(digests[2])" doc "x"
        """)
    #expect(try rows(lua("list", file, "--json"), "scripts").allSatisfy { $0["pin"] == "ok" })
    let second = try lua("pin", file)
    #expect(second.exit == 0 && second.errors.contains("nothing to do"))
    #expect(try Program.run("check", file).exit == 0)
  }

  /// Digests are of the bytes as they are, and a recipe of Windows stays one.
  @Test func filesWithCarriageReturnsArePinnedAsTheyAre() throws {
    let script = "-- a\r\nreturn 1\r\n"
    _ = try folder.file("crlf.lua", script)
    let text = "lua one {\r\n  file \"crlf.lua\"\r\n  keys 0\r\n}\r\nlua half file \"half.lua\"\r\n"
    let file = try recipe(text)
    #expect(try lua("pin", file).exit == 0)
    let pinned = try Data(contentsOf: URL(filePath: file))
    let lines = String(decoding: pinned, as: UTF8.self).components(separatedBy: "\r\n")
    #expect(lines.count == 7 && !lines.joined().utf8.contains(0x0A))
    #expect(lines[2].hasPrefix("  pin \"sha1:"))
    let server = try TestServer()
    defer { server.stop() }
    let digest = try TestClient(server).call("SCRIPT", "LOAD", script).text ?? ""
    #expect(lines[2] == "  pin \"sha1:\(digest)\"")
    let listed = try rows(lua("list", file, "--json"), "scripts")
    #expect(listed.map { $0["pin"] } == ["ok", "ok"])
    // Nothing is left to do.
    #expect(try lua("pin", file).exit == 0)
    #expect(try Data(contentsOf: URL(filePath: file)) == pinned)
  }

  @Test func aRecipeWithABrokenScriptIsNotPinnedAtAll() throws {
    _ = try folder.file("broken.lua", "return (1\n")
    let text = "lua add file \"add.lua\"\nlua broken file \"broken.lua\"\n"
    let file = try recipe(text)
    let result = try lua("pin", file)
    #expect(result.exit == 65 && result.errors.contains("broken.lua"), "\(result.errors)")
    #expect(try String(contentsOfFile: file, encoding: .utf8) == text)
  }

  // MARK: test

  @Test func testsCompareRepliesWithTheirTypes() throws {
    let file = try recipe(
      """
      lua add {
        file "add.lua"
        test keys ["{#run}"] args [1] expect 2
        test args [1] expect [2 null null]
        test keys ["k:{#run}"] args [1] expect ["2" "x" null]
      }
      lua half file "half.lua" test keys ["{#run}"] expect "-WRONGTYPE"
      """)
    let result = try lua("test", file, "--json")
    #expect(result.exit == 3, "\(result.errors)")
    let tests = try rows(result, "tests")
    #expect(tests.map { $0["result"] } == ["FAILED", "FAILED", "FAILED", "ok"])
    #expect(tests.map { $0["line"] } == ["3", "4", "5", "7"])
    #expect(
      tests[0]["expected"] == "integer 2" && tests[0]["got"]?.hasPrefix("list [integer 2, ") == true
    )
    #expect(tests[1]["got"] == "list [integer 2]", "Lua ends a list at its first nil")
    #expect(
      tests[2]["at"] == "[1]" && tests[2]["expected"] == "text \"2\""
        && tests[2]["got"] == "integer 2")
    #expect(try lua("test", file, "half").exit == 0)
    #expect(try lua("test", file, "hlf").errors.contains("did you mean `half`?"))
  }

  @Test func scratchKeysAreRemovedFromAServerThatWasNamed() throws {
    let server = try TestServer()
    defer { server.stop() }
    let file = try recipe(
      "lua half file \"half.lua\" keys 1 test keys [\"s:{#run}\"] expect \"-WRONGTYPE\"\n")
    let result = try lua("test", file, "-s", "unix://\(server.socketPath)")
    #expect(result.exit == 0, "\(result.errors)")
    #expect(try TestClient(server).call("DBSIZE").integer == 0)
  }

  @Test func aReplyThatCannotBeReadFailsItsTestOnly() throws {
    let file = try recipe(
      """
      lua deep file "deep.lua" test expect [1]
      lua add file "add.lua" keys 1 test keys ["{#run}"] args [1] expect 0
      """)
    let tests = try rows(lua("test", file, "--json"), "tests")
    #expect(tests[0]["got"]?.contains("depth") == true, "\(tests)")
    #expect(tests[1]["got"]?.contains("integer 2") == true, "\(tests)")
  }

  @Test func aScriptWithoutAnEndIsEndedOnTheSandbox() throws {
    let file = try recipe("lua loop file \"loop.lua\" test expect 1 test expect 2\n")
    let result = try lua("test", file, "--timeout", "200ms", "--json")
    #expect(result.exit == 3, "\(result.errors)")
    #expect(try rows(result, "tests").allSatisfy { $0["got"]?.contains("killed") == true })
    let wrote = try recipe("lua wrote file \"wrote.lua\" keys 1 test keys [\"{#run}\"] expect 1\n")
    #expect(try lua("test", wrote, "--timeout", "200ms").errors.contains("UNKILLABLE"))
  }

  // MARK: call

  @Test func aCallLoadsWhatTheServerLost() throws {
    let server = try TestServer()
    defer { server.stop() }
    let address = "unix://\(server.socketPath)"
    let file = try recipe("lua add file \"add.lua\" keys 1\n")
    let first = try lua("call", file, "add", "keys", "k", "args", "-3", "-s", address)
    #expect(first.exit == 0 && first.errors.contains("it was loaded"), "\(first.errors)")
    #expect(first.output == "1) (integer) -2\n2) \"k\"\n3) (nil)\n")
    let second = try lua("call", file, "add", "keys", "k", "args", "4", "-s", address, "--json")
    #expect(
      second.output == "{\"v\":1,\"reloaded\":false,\"type\":\"list\",\"reply\":[5,\"k\",null]}\n")
    #expect(try lua("call", file, "add", "args", "4", "-s", address).exit == 64)
  }

  @Test(arguments: [nil] + ServerBinary.others().map(Optional.some))
  func aCallThatFailsHalfWaySaysWhatStays(_ binary: ServerBinary?) throws {
    let server = try TestServer(binary: binary)
    defer { server.stop() }
    let file = try recipe("lua half file \"half.lua\" keys 1\n")
    let call = try lua("call", file, "half", "keys", "k", "-s", "unix://\(server.socketPath)")
    #expect(call.exit == 1 && call.errors.contains("WRONGTYPE"), "\(call.errors)")
    #expect(call.errors.contains("what `half` wrote before it failed stays"), "\(call.errors)")
    #expect(try TestClient(server).call("GET", "k").text == "1")
  }

  @Test(arguments: [nil] + ServerBinary.others().map(Optional.some))
  func aCallShowsWhatItDidWhenAsked(_ binary: ServerBinary?) throws {
    let server = try TestServer(binary: binary)
    defer { server.stop() }
    let address = "unix://\(server.socketPath)"
    _ = try folder.file(
      "trace.lua",
      """
      -- the first line
      redis.log(redis.LOG_WARNING, 'half', 'full')
      redis.call('HSET', KEYS[1], 'a b', ARGV[1])
      local all = redis.call('HGETALL', KEYS[1])
      local wrong = redis.pcall('LPUSH', KEYS[1], '1')
      if ARGV[1] == 'x' then redis.call('LPUSH', KEYS[1], '1') end
      return {all[2], redis.call('GET', 'none')} -- the last
      """)
    let file = try recipe("lua trace file \"trace.lua\" keys 1\nlua half file \"half.lua\"\n")
    let call = try lua("call", "--debug", "-s", address, file, "trace", "keys", "k", "args", "1")
    #expect(call.exit == 0 && call.output == "1) \"1\"\n2) (nil)\n", "\(call.errors)")
    let lines = call.errors.split(separator: "\n").filter { $0.hasPrefix("trace") }
    #expect(
      lines.prefix(3) == [
        "trace  log warning: half full", "trace  HSET k a b 1 -> 1",
        "trace  HGETALL k -> [a b 1]",
      ])
    #expect(lines.count == 5 && lines[3].hasPrefix("trace  LPUSH k 1 -> error WRONGTYPE"))
    #expect(lines.last == "trace  GET none -> (nil)")
    let json = try lua(
      "call", "--debug", "--json", "-s", address, file, "trace", "keys", "k", "args", "2")
    #expect(try (json.json()["trace"] as? [String])?.count == 5)
    // The error is that of the script, with its line; what was done is shown all the same.
    let failed = try lua(
      "call", "--debug", "-s", address, file, "trace", "keys", "k", "args", "x")
    #expect(failed.exit != 0 && failed.errors.contains("WRONGTYPE"), "\(failed.errors)")
    #expect(failed.errors.contains("trace  LPUSH k 1\n"), "\(failed.errors)")
  }

  @Test func aLibraryMustBeDeployedToBeCalled() throws {
    let server = try TestServer()
    defer { server.stop() }
    let address = "unix://\(server.socketPath)"
    let file = try recipe(
      "lua limits file \"limits.lua\" kind library\ndeploy d scripts [limits]\n")
    let absent = try lua("call", file, "limits", "-s", address)
    #expect(absent.exit == 4 && absent.errors.contains("deploy it first"), "\(absent.errors)")
    #expect(try Program.run("run", file, "-y", "-s", address).exit == 0)
    #expect(try lua("call", file, "limits", "-s", address).output == "(integer) 1\n")
    #expect(try lua("call", file, "limits", "-s", "sandbox:").output == "(integer) 1\n")
  }

  @Test func onlyOurOwnScriptIsEndedAndOnlyWhenTold() throws {
    let server = try TestServer(["lua-time-limit 50"])
    defer { server.stop() }
    let address = "unix://\(server.socketPath)"
    let file = try recipe("lua loop file \"loop.lua\"\nlua add file \"add.lua\"\n")
    let client = try TestClient(server)
    let left = try lua("call", file, "loop", "-s", address, "--timeout", "200ms")
    #expect(left.exit == 69 && left.errors.contains("--kill"), "\(left.errors)")
    let other = try lua("call", file, "add", "-s", address, "--timeout", "200ms", "--kill")
    #expect(other.exit == 69 && other.errors.contains("BUSY"), "\(other.errors)")
    #expect(try client.call("SCRIPT", "KILL").text == "OK", "it still ran")
    let ended = try lua("call", file, "loop", "-s", address, "--timeout", "200ms", "--kill")
    #expect(ended.exit == 1 && ended.errors.contains("killed"), "\(ended.errors)")
    #expect(try client.call("PING").text == "PONG")
  }

  @Test func productionIsCalledOnlyByWhatPromisesNotToWrite() throws {
    let server = try TestServer()
    defer { server.stop() }
    _ = try folder.file("reads.lua", "#!lua flags=no-writes\nreturn redis.call('GET', KEYS[1])\n")
    let file = try recipe(
      """
      server prod { url "unix://\(server.socketPath)" class production }
      lua reads file "reads.lua" keys 1
      lua half file "half.lua" keys 1 test keys ["{#run}"] expect 1
      """)
    #expect(try lua("call", file, "half", "keys", "k", "-s", "prod", "-y").exit == 77)
    #expect(try lua("test", file, "-s", "prod", "-y").exit == 77)
    let reads = try lua("call", file, "reads", "keys", "k", "-s", "prod")
    #expect(reads.output == "(nil)\n", "\(reads.errors)")
  }

  // MARK: diff

  @Test func everyKindOfDriftIsSeen() throws {
    let server = try TestServer()
    defer { server.stop() }
    let address = "unix://\(server.socketPath)"
    let text = "lua add file \"add.lua\"\nlua limits file \"limits.lua\" kind library\n"
    let file = try recipe(text + "deploy d scripts [add limits]\n")
    func diff() throws -> (exit: Int32, holds: [String]) {
      let result = try lua("diff", file, "-s", address, "--json")
      return (result.exit, try rows(result, "scripts").map { $0["node_holds"] ?? "" })
    }
    #expect(try diff() == (2, ["absent", "absent"]))
    #expect(try Program.run("run", file, "-y", "-s", address).exit == 0)
    #expect(try diff() == (0, ["present", "present"]))

    let client = try TestClient(server)
    let other = "#!lua name=other\nredis.register_function('o', function() return 1 end)\n"
    _ = try client.call("FUNCTION", "LOAD", other)
    let extra = try diff()
    #expect(extra.exit == 2 && extra.holds.count == 3)
    _ = try client.call("FUNCTION", "DELETE", "other")

    _ = try folder.file(
      "limits.lua", "#!lua name=limits\nredis.register_function('below', function() return 2 end)\n"
    )
    let changed = try diff()
    #expect(changed.exit == 2 && changed.holds[1].hasPrefix("other sha256:"), "\(changed)")
    _ = try client.call("SCRIPT", "FLUSH")
    #expect(try diff().holds[0] == "absent")
  }
}
