import Bytes
import LuaScript
import SourceText
import Testing

@testable import Recipe

/// `lua` and `deploy` as the checker understands them: World's files are those of the goldens.
@Suite struct ScriptCheckTests {
  private static let digest = "sha1:0069c6b8bf9dbc1b5ef5cc52a91e3ceddf21f973"

  @Test func aScriptIsReadWithItsDigest() throws {
    let recipe = try checked(
      #"lua take file "lua/take_token.lua" keys 1 pin "\#(Self.digest)" doc "one token""#)
    let script = try #require(recipe.scripts.first)
    #expect(script.name == "take" && script.path == "/recipes/lua/take_token.lua")
    #expect(script.digest.description == Self.digest && script.pin?.digest == script.digest)
    #expect(script.keyCount == 1 && script.doc == "one token" && script.kind == .script)
  }

  @Test func aPinThatIsWrongIsLeftToThoseWhoAskForThat() throws {
    let text =
      #"lua take file "lua/take_token.lua" pin "sha1:2f9c0b7e61d84a5f93c2be7710a4d86e5b9f3c12""#
    #expect(ids(text) == ["E0722"])
    var options = World.options
    options.ignoresPins = true
    let parsed = Parser.parse(SourceFile(path: "test.recipe", text: text))
    let script = try #require(Checker.check(parsed.syntax, options: options).recipe?.scripts.first)
    #expect(script.pin?.digest != script.digest)
  }

  @Test func aTestIsKnownToTheByte() throws {
    let recipe = try checked(
      """
      let limit = 10
      lua take file "lua/take_token.lua" {
        test keys ["t:{#run}:a"] args [limit 1.5 "x y" true] expect [1 [null "OK" -3] true false]
      }
      """)
    let test = try #require(recipe.scripts.first?.tests.first)
    #expect(test.keys == [Array("t:{cachectl-run}:a".utf8)])
    #expect(test.arguments == ["10", "1.5", "x y", "true"].map { Array($0.utf8) })
    #expect(
      test.expected
        == .list([
          .integer(1), .list([.null, .text(Array("OK".utf8)), .integer(-3)]), .integer(1), .null,
        ]))
  }

  @Test func aLibraryWithOneFunctionNeedsNoName() throws {
    #expect(
      ids(
        #"lua l file "lua/W0713-library.lua" kind library test keys ["{#run}"] expect 1"#)
        == ["W0713"])
  }

  @Test func aDeployNamesItsScriptsOnce() throws {
    let scripts = """
      lua take file "lua/take_token.lua"
      lua one file "lua/library.lua" kind library
      lua two file "lua/library.lua" kind library

      """
    let recipe = try checked(scripts + "deploy d scripts [take one] drift report")
    guard case .deploy(let deploy) = try #require(recipe.actions.first).body else {
      throw Unexpected()
    }
    #expect(deploy.scripts.map(\.name) == ["take", "one"] && deploy.drift == .report)
    #expect(deploy.scripts[1].libraryName == "mylib")
    #expect(ids(scripts + "deploy d scripts [take take]") == ["E0214"])
    #expect(ids(scripts + "deploy d scripts [one two]") == ["E0402"])
    #expect(ids(scripts + "deploy d scripts []") == ["E0309"])
  }

  @Test func whatTwoScriptsIncludeIsSaidOnce() {
    #expect(
      ids(
        """
        lua one file "lua/E0701-include.lua"
        lua two file "lua/E0703.lua"
        lua three file "lua/E0703.lua"
        """
      ) == ["E0701", "E0703", "E0703", "E0703"])
  }

  /// FIPS 180-4's own examples, and one that fills its last block.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      String(repeating: "a", count: 64),
      "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb"
    ),
  ])
  func sha256(_ message: String, _ digest: String) {
    #expect(SHA256.hexDigest(of: Array(message.utf8)) == digest)
  }

  @Test(arguments: [
    ("foo{hash_tag}", "hash_tag"), ("{user1000}.following", "user1000"),
    ("foo{}{bar}", "foo{}{bar}"), ("foo{{bar}}zap", "{bar"), ("foo{bar}{zap}", "bar"),
  ])
  func aKeysSlotIsThatOfItsTag(_ key: String, _ tag: String) {
    let expected = tag == key ? KeySlot.of(Array(key.utf8)) : KeySlot.of(Array(tag.utf8))
    #expect(KeySlot.of(Array(key.utf8)) == expected)
    #expect(KeySlot.of(Array("foo".utf8)) == 12182 && KeySlot.of(Array("bar".utf8)) == 5061)
  }

  @Test(arguments: [
    ("a.lua", "/r/lua", "/r/lua/a.lua"), ("../a.lua", "/r/lua", "/r/a.lua"),
    ("../../a.lua", "/r/lua", nil), ("/a.lua", "/r/lua", nil), ("x/../../y", "/r/lua", "/r/y"),
    ("./a", "/r", "/r/a"),
  ])
  func includesStayBelowTheRoot(_ path: String, _ from: String, _ expected: String?) {
    #expect(RecipePath.inside(path, from: from, of: "/r") == expected)
  }
}
