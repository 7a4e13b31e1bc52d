import Bytes
import SourceText
import Testing

@testable import LuaScript

@Suite struct LuaReaderTests {
  private func read(
    _ text: String, as kind: LuaKind = .script, files: [String: String] = [:]
  ) -> LuaReading {
    LuaReader.read(SourceFile(path: "main.lua", text: text), as: kind) { path, _ in
      files[path].map { .success(SourceFile(path: path, text: $0)) } ?? .failure(.missing)
    }
  }

  private func ids(
    _ text: String, as kind: LuaKind = .script, files: [String: String] = [:]
  ) -> [String] { read(text, as: kind, files: files).diagnostics.map(\.id) }

  private func text(_ reading: LuaReading) throws -> String {
    String(decoding: try #require(reading.script).bytes, as: UTF8.self)
  }

  // MARK: Includes

  @Test func aScriptWithoutIncludesIsItsFileToTheByte() throws {
    let source = "-- a comment\nreturn redis.call('GET', KEYS[1])  \n\n"
    #expect(try text(read(source)) == source)
  }

  @Test func eachFileComesOnceAtItsFirstPlace() throws {
    let files = [
      "a": "local function a() end\n--- @include \"c\"\n", "b": "--- @include 'c'\nlocal b = 1\n",
      "c": "local c = 2\n",
    ]
    let reading = read(
      "--- @include \"a\"\n--- @include \"b\"\nreturn 1\n", files: files)
    let joined = """
      local function a() end
      local c = 2


      --- @include 'c'
      local b = 1

      return 1

      """
    #expect(try text(reading) == joined)
    #expect(reading.script?.files.map(\.path) == ["main.lua", "a", "c", "b"])
  }

  @Test(arguments: [
    "-- @include \"a\"\nreturn 1", "return '--- @include \"a\"'",
    "--[[\n--- @include \"a\"\n]]\nreturn 1",
    "---- @include \"a\"\nreturn 1", "--- @included \"a\"\nreturn 1", "--- @include a\nreturn 1",
  ])
  func whatOnlyLooksLikeAnIncludeIsNone(_ source: String) throws {
    #expect(try text(read(source, files: ["a": "local a = 1"])) == source)
  }

  @Test func aCircleIsNamed() {
    let files = ["a": "--- @include \"b\"\n", "b": "--- @include \"a\"\n"]
    let reading = read("--- @include \"a\"\nreturn 1", files: files)
    #expect(reading.diagnostics.map(\.id) == ["E0703"])
    #expect(reading.diagnostics.first?.label == "a → b → a")
    #expect(reading.diagnostics.first?.location?.file.path == "b")
  }

  /// Lua counts lines of the whole; a person opens a file.
  @Test func aSyntaxErrorIsShownInTheFileThatHasIt() throws {
    let files = ["a": "local one = 1\nlocal two = = 2\n"]
    let reading = read("local x = 1\n--- @include \"a\"\nreturn x\n", files: files)
    let location = try #require(reading.diagnostics.first?.location)
    #expect(reading.diagnostics.first?.label.contains("near '='") == true)
    #expect(location.file.path == "a" && location.position.line == 2)
    let behind = read("--- @include \"a\"\nreturn = 1\n", files: ["a": "local a = 1\n"])
    let place = try #require(behind.diagnostics.first?.location)
    #expect(place.file.path == "main.lua" && place.position.line == 2)
  }

  // MARK: The file

  @Test(arguments: [
    ("", "E0702"), (" \n\t", "E0702"), ("\u{FEFF}return 1", "E0702"), ("return '\0'", "E0702"),
    ("\u{1B}Lua", "E0702"), ("return 1\r\n", "W0715"), ("retrun 1", "E0701"),
    ("return (", "E0701"), ("goto x", "E0701"), ("local x <const> = 1", "E0701"),
  ])
  func aFileThatNoServerTakes(_ source: String, _ id: String) { #expect(ids(source) == [id]) }

  @Test func moreThanTenMegabytesAreNoScript() {
    let line = "-- 01234567890123456789012345678901234567890123456789012345678\n"
    #expect(ids(String(repeating: line, count: 1000) + "return 1") == [])
    #expect(ids(String(repeating: line, count: LuaReader.largest / 62)) == ["E0702"])
  }

  // MARK: Globals

  @Test(arguments: [
    ("x = 1", ["E0704"]), ("local x x = 1", []), ("function f() end", ["E0704"]),
    ("local f = function(x) x = 2 end", []), ("local x local function f() x = 1 end", []),
    ("for i = 1, 2 do i = i end", []), ("local t = {} t.x = 1", []),
    ("return foo", ["W0713"]), ("print(1)", ["W0713"]), ("return tostring(KEYS[1])", []),
    ("local a = require 'a'", ["W0713"]), ("return cjson.encode(ARGV)", []),
  ])
  func globals(_ source: String, _ expected: [String]) { #expect(ids(source) == expected) }

  @Test func aGlobalIsShownWhereItStands() throws {
    let location = try #require(
      read("local a = 1\nlocal b = a   count = b\n").diagnostics.first?.location)
    #expect(location.file.text(location.span) == "count")
    #expect(location.position.line == 2 && location.position.column == 15)
  }

  // MARK: Commands

  @Test(arguments: [
    ("return redis.call('GET', KEYS[1])", []), ("return redis.call('GET', 'config')", ["W0711"]),
    ("return redis.call('GET', 'user:' .. ARGV[1])", ["W0711"]),
    ("return redis.call('GET', KEYS[1] .. ':lock')", []),
    ("local rcall = redis.call return rcall('GET', 'x')", ["W0711"]),
    ("local r = redis.call('GET', KEYS[1]) return r", []),
    ("return redis.pcall('BLPOP', KEYS[1], 1)", ["E0705"]),
    ("return redis.call('config', 'get', 'x')", ["E0705"]),
    ("return redis.call('EVALSHA', ARGV[1], 0)", ["E0705"]),
    ("return redis.call('KEYS', '*')", ["W0714"]), ("return redis.call('SCAN', 0)", ["W0714"]),
    ("return redis.call('RANDOMKEY')", ["W0712"]), ("return math.random(10)", ["W0712"]),
    ("return os.clock()", ["W0712"]), ("return redis.call('TIME')", []),
    ("return redis.call('PUBLISH', 'channel', 'x')", []),
    ("return redis.call('XADD', 'events', '*', 'a', 1)", ["W0711"]),
    ("return redis.call('XGROUP', 'CREATE', 'events', 'g', 0)", ["W0711"]),
    ("return redis.call('OBJECT', 'ENCODING', KEYS[1])", []),
    ("return server.call('GET', 'x')", ["W0711"]),
    ("return redis.call('SET', KEYS[f('a', 'b')], 'x')", ["W0713"]),
  ])
  func commands(_ source: String, _ expected: [String]) { #expect(ids(source) == expected) }

  // MARK: Libraries

  @Test(arguments: [
    ("#!lua name=a\nredis.register_function('f', function(keys) return 1 end)", []),
    ("#!lua name=a\nredis.register_function{function_name='f', callback=function() end}", []),
    ("redis.register_function('f', function() end)", ["E0706"]),
    ("#!lua\nredis.register_function('f', function() end)", ["E0706"]),
    ("#!lua name=a-b\nredis.register_function('f', function() end)", ["E0706"]),
    ("#!js name=a\nredis.register_function('f', function() end)", ["E0706"]),
    ("#!lua name=a flag=x\nredis.register_function('f', function() end)", ["E0706"]),
    ("#!lua name=a\nreturn 1", ["E0706"]),
    ("#!lua name=a\nredis.register_function('f', function() return KEYS[1] end)", ["W0713"]),
  ])
  func libraries(_ source: String, _ expected: [String]) {
    #expect(ids(source, as: .library) == expected)
  }

  @Test func aLibraryTellsItsNameAndFunctions() throws {
    let script = try #require(
      read(
        """
        #!lua name=leases
        redis.register_function('get', function() end)
        redis.register_function{function_name = 'set', callback = function() end, flags = {}}
        """, as: .library
      ).script)
    #expect(script.header?.name == "leases")
    #expect(script.functions == ["get", "set"])
  }

  @Test func aScriptWithFlagsIsAScript() throws {
    let script = try #require(read("#!lua flags=no-writes,allow-stale\nreturn 1").script)
    #expect(script.header?.flags == ["no-writes", "allow-stale"])
    #expect(ids("#!lua name=x\nreturn 1") == ["E0706"])
  }

  /// Lines are counted with the header.
  @Test func aHeaderIsALine() throws {
    let location = try #require(read("#!lua flags=no-writes\nx = 1").diagnostics.first?.location)
    #expect(location.position.line == 2)
  }

  @Test func hostileTextNeitherCrashesNorHangs() {
    var random = SystemRandomNumberGenerator()
    let pieces = [
      "'", "\"", "[[", "]]", "[=[", "--", "--[[", "\\", "\n", "redis.call(", "{", "}", "(",
      "local x", "=", "register_function", "redis.", "--- @include \"a\"", "0x", "..", "...",
      "\u{7F}", "é",
    ]
    for _ in 0..<300 {
      let source = (0..<Int.random(in: 1..<30, using: &random))
        .map { _ in pieces.randomElement(using: &random) ?? "" }.joined(separator: " ")
      let reading = read(source, files: ["a": source])
      #expect(reading.script != nil || !reading.diagnostics.isEmpty, "\(source)")
    }
  }
}
