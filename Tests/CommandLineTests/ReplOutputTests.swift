import Foundation
import TestSupport
import Testing

/// Where the prompt's results go and in which form, and how it gets a password.
@Suite struct ReplOutputTests {
  private let server: TestServer
  private let home: TemporaryFolder

  init() throws {
    server = try TestServer()
    home = try TemporaryFolder()
    try TestClient(server).pipeline([
      ["HSET", "h", "name", "Lamp\u{1B}[31m", "price", "29.9"], ["RPUSH", "l", "a", "b"],
    ])
  }

  private func session() throws -> TerminalSession {
    let session = try TerminalSession("-s", "unix://\(server.socketPath)", home: home.path)
    try session.wait(for: "> ")
    return session
  }

  @Test func aFileGetsNoColourAndNoWindow() throws {
    let prompt = try session()
    let path = "\(home.path)/out.txt"
    try prompt.enter("\\o \(path)", until: "> ")
    try prompt.enter("hgetall h", until: "> ")
    try prompt.enter("\\f json", until: "> ")
    try prompt.enter("hgetall h", until: "> ")
    try prompt.enter("audit \"h\"", until: "> ")
    try prompt.enter("\\o", until: "> ")
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(!text.contains("\u{1B}"), "\(text)")
    #expect(text.contains("name   Lamp\\x1b[31m"), "\(text)")
    #expect(text.contains(#"["name","Lamp\u001b[31m","price","29.9"]"#), "\(text)")
    #expect(text.contains(#""verb":"audit""#), "\(text)")
  }

  @Test func theFormatHoldsForReplies() throws {
    let prompt = try session()
    try prompt.enter("\\f json", until: "> ")
    try prompt.enter("lrange l 0 -1", until: #"["a","b"]"#)
    try prompt.enter("get nothing", until: "null")
    try prompt.enter("\\f csv", until: "> ")
    try prompt.enter("hgetall h", until: "price,29.9")
  }

  @Test func helpIsNoCommandOfTheServer() throws {
    try session().enter("help", until: "\\timing")
  }

  @Test func aPasswordThatIsWantedIsAskedFor() throws {
    try TestClient(server).call("CONFIG", "SET", "requirepass", "s3cret pw")
    let prompt = try TerminalSession("-s", "unix://\(server.socketPath)", home: home.path)
    try prompt.wait(for: "Password for ")
    usleep(100_000)
    prompt.type("wrong\r")
    try prompt.wait(for: "WRONGPASS")
    try prompt.wait(for: "?> ")
    try prompt.enter("\\c unix://\(server.socketPath)", until: "Password for ")
    usleep(100_000)
    prompt.type("s3cret pw\r")
    try prompt.wait(for: "2 keys")
    try prompt.enter("llen l", until: "(integer) 2")
    try prompt.enter("auth x", until: "\\c connects again")
    prompt.type("\\q\r")
    #expect(try prompt.exitCode() == 0)
    #expect(!prompt.screen.contains("s3cret"), "\(prompt.screen)")
  }

  @Test func aCommandThatWantsYesAsks() throws {
    let prompt = try session()
    try prompt.enter("do `CONFIG SET maxmemory 100mb`", until: "Apply? [y/N] ")
    try prompt.enter("", until: "not confirmed")
    try prompt.enter("do `CONFIG SET maxmemory 100mb`", until: "Apply? [y/N] ")
    try prompt.enter("y", until: "OK")
  }
}
