import Foundation
import TestSupport
import Testing

/// A password stays what it is: nothing that can be read afterwards, or by somebody else meanwhile, holds it.
@Suite struct SecretTests {
  private static let canary = "canary-5d0c-hunter2"
  private let folder: TemporaryFolder
  private let server: TestServer

  init() throws {
    folder = try TemporaryFolder()
    server = try TestServer(["requirepass \(Self.canary)"])
    let secret = try folder.file("secret", Self.canary + "\n")
    chmod(secret, 0o600)
    let url = "unix://\(server.socketPath)"
    _ = try folder.file(
      "secrets.recipe",
      """
      secret filed file "secret"
      secret varied env "CACHE_PASSWORD"
      secret credited credential "secret"
      secret whole env "CACHE_URL"
      server filed url "\(url)" password filed class dev
      server varied url "\(url)" password varied class dev
      server credited url "\(url)" password credited class dev
      server whole url whole class dev
      server plain url "\(url)" class dev
      """)
  }

  private var environment: [String: String] {
    [
      "REDISCLI_AUTH": Self.canary, "CACHE_PASSWORD": Self.canary,
      "CREDENTIALS_DIRECTORY": folder.path, "XDG_STATE_HOME": folder.path + "/state",
      "CACHE_URL": "unix://:\(Self.canary)@\(server.socketPath)",
    ]
  }

  /// The folder's files that hold it, but the one that is meant to.
  private func leaks() throws -> [String] {
    let files = FileManager.default.enumerator(atPath: folder.path)?.allObjects as? [String] ?? []
    return files.filter { name in
      let bytes = FileManager.default.contents(atPath: "\(folder.path)/\(name)") ?? Data()
      return name != "secret" && bytes.range(of: Data(Self.canary.utf8)) != nil
    }
  }

  @Test(arguments: ["filed", "varied", "credited", "whole", "plain"])
  func nothingThatARunWritesHoldsIt(name: String) throws {
    let result = try Program.run(
      [
        "exec", "sweep \"k:*\" rate 10/s", "audit \"*\"", "do `CONFIG GET requirepasss`", "-v",
        "-y",
        "-c", "secrets.recipe", "-s", name, "--log-file", "log", "--log-format", "json",
        "--metrics-file", "metrics", "--json",
      ], environment: environment, folder: folder.path)
    #expect(result.exit == 0, "\(result.errors)")
    #expect(!result.output.contains(Self.canary) && !result.errors.contains(Self.canary))
    #expect(try leaks() == [])
  }

  /// A statement that sets one is carried out, and not written down.
  @Test(arguments: ["CONFIG SET masterauth", "ACL SETUSER joe on"])
  func whatIsKeptOfARunHoldsNoPassword(command: String) throws {
    let password = (command.hasPrefix("ACL") ? ">" : "") + Self.canary
    let result = try Program.run(
      ["exec", "do `\(command) \(password)`", "-y", "-c", "secrets.recipe", "-s", "plain"],
      environment: environment, folder: folder.path)
    #expect(result.exit == 0, "\(result.errors)")
    #expect(!result.output.contains(Self.canary) && !result.errors.contains(Self.canary))
    #expect(try leaks() == [])
  }

  /// A wrong one is not repeated either, and an address that is none does not say what it was.
  @Test func noMessageRepeatsIt() throws {
    let wrong = ["REDISCLI_AUTH": "wrong-" + Self.canary]
    let refused = try Program.run(
      "server", "ping", "plain", "-c", "secrets.recipe", environment: wrong, folder: folder.path)
    #expect(refused.exit == 77)
    for url in ["redis://user:\(Self.canary)", Self.canary, "redis://h/\(Self.canary)"] {
      let odd = try Program.run(
        "server", "ping", "whole", "-c", "secrets.recipe", environment: ["CACHE_URL": url],
        folder: folder.path)
      #expect(odd.exit == 78, "\(odd.errors)")
      #expect(!(odd.output + odd.errors + refused.output + refused.errors).contains(Self.canary))
    }
  }

  @Test func aDescriptorGivesIt() throws {
    func ping(_ redirection: String, _ descriptor: String) throws -> StartedProgram.Ending {
      try StartedProgram(
        "sh",
        [
          "-c",
          "exec \"$0\" server ping plain -c secrets.recipe --password-fd \(descriptor) \(redirection)",
          Program.path,
        ], environment: ["PATH": "/usr/bin:/bin", "HOME": "/nonexistent"], folder: folder.path
      ).finish()
    }
    #expect(try ping("3<secret", "3").exit == 0)
    #expect(try ping("<secret", "0").exit == 0)
    #expect(try ping("3</dev/null", "3").exit == 78)
    #expect(try ping("", "7").exit == 78)
    #expect(try ping("3<secret", "3 --ask-password").exit == 64)
  }

  @Test func aPersonIsAskedWithoutEcho() throws {
    let session = try TerminalSession(
      "server", "ping", "plain", "-c", "\(folder.path)/secrets.recipe", "--ask-password",
      home: folder.path)
    try session.wait(for: "Password for plain:")
    usleep(100_000)
    session.type(Self.canary + "\n")
    #expect(try session.exitCode() == 0)
    #expect(!session.screen.contains(Self.canary), "\(session.screen)")
    let nobody = try Program.run(
      "server", "ping", "plain", "-c", "secrets.recipe", "--ask-password", folder: folder.path)
    #expect(nobody.exit == 77)
    #expect((nobody.output + nobody.errors).contains("--password-fd"))
  }

  @Test func aCtrlCAtTheQuestionLeavesAnEchoingTerminal() throws {
    let session = try TerminalSession(
      "server", "ping", "plain", "-c", "\(folder.path)/secrets.recipe", "--ask-password",
      home: folder.path)
    try session.wait(for: "Password for plain:")
    usleep(100_000)
    session.type("half\u{3}")
    #expect(try session.exitCode() == 130)
    session.type("seen")
    #expect(session.settle(milliseconds: 200).contains("seen"))
  }

  /// One that crashes with the password in its memory leaves no core file, where others would.
  @Test func nobodysCoreFileHoldsIt() throws {
    let script = """
      import os, resource, signal, subprocess, sys
      most = resource.getrlimit(resource.RLIMIT_CORE)[1]
      resource.setrlimit(resource.RLIMIT_CORE, (most, most))
      quiet = subprocess.DEVNULL
      child = subprocess.Popen(sys.argv[1:], stdin=quiet, stdout=quiet, stderr=quiet)
      print(child.pid, flush=True)
      sys.stdin.read()
      child.send_signal(signal.SIGABRT)
      status = os.waitpid(child.pid, 0)[1]
      print(os.WTERMSIG(status), os.WCOREDUMP(status), most)
      """
    func crash(_ arguments: [String], when isReady: () throws -> Bool) throws -> String {
      let program = try Program.start(
        "python3", ["-c", script] + arguments, environment: environment, folder: folder.path)
      for _ in 0..<6000 where try !isReady() { usleep(10_000) }
      let ending = try program.finish()
      #expect(ending.exit == 0, "\(String(decoding: ending.errors, as: UTF8.self))")
      return String(decoding: ending.output, as: UTF8.self)
    }
    let client = try TestClient(server)
    try client.call("AUTH", Self.canary)
    try client.pipeline((1...2000).map { ["SET", "k:\($0)", "v"] })
    let ours = try crash([
      Program.path, "sweep", "k:*", "rate", "5/s", "-y", "-c", "secrets.recipe", "-s", "filed",
    ]) { try client.call("DBSIZE").integer ?? 0 < 2000 }
    #expect(ours.contains("\n6 False "), "\(ours)")
    #expect(try leaks() == [])
    // And here one that does not look after itself does leave one, unless this machine keeps none of anybody.
    let others = try crash(["sleep", "60"]) { true }
    let pattern =
      (try? String(contentsOfFile: "/proc/sys/kernel/core_pattern", encoding: .utf8)) ?? "|"
    #expect(others.contains(" True ") || others.hasSuffix(" 0\n") || pattern.hasPrefix("|"))
  }

  /// Nobody but the program itself has it in its environment or its arguments: not the sandbox's server, not its guardian.
  #if os(Linux)
    @Test func childrenDoNotGetIt() throws {
      let canary = "canary-of-children-91ab"
      let program = try Program.start(
        [
          "-s", "sandbox:", "-y", "exec", "secret mine env \"CACHE_PASSWORD\"",
          "source s csv \"-\" columns [a]",
          "warm w from s key \"w:{a}\" value text \"x\" ttl 1h jitter 5m",
        ], environment: ["REDISCLI_AUTH": canary, "CACHE_PASSWORD": canary])
      defer { program.kill() }
      try program.write("a\n1\n")
      var children: [Int32] = []
      var environments: [String] = []
      for _ in 0..<1000 where environments.count < 2 {
        usleep(10_000)
        // Until it runs a program of its own a child is a copy of its parent, whose arguments it still has.
        let own = Self.text("/proc/\(program.id)/cmdline")
        children = Self.descendants(of: program.id).filter {
          Self.text("/proc/\($0)/cmdline") != own
        }
        // One that has just ended has none left to be read, and a server writes its title over a short one.
        environments = children.map { Self.text("/proc/\($0)/environ") }.filter { !$0.isEmpty }
      }
      #expect(environments.count >= 2)
      #expect(!environments.contains { $0.contains(canary) })
      for child in children { #expect(!Self.text("/proc/\(child)/cmdline").contains(canary)) }
      // A core file of one would be this; one that has ended meanwhile leaves none.
      let memories = children.compactMap { try? Self.memory(of: $0) }.filter { $0.count > 100_000 }
      #expect(memories.count >= 2)
      #expect(!memories.contains { $0.range(of: Data(canary.utf8)) != nil })
      #expect(!Self.text("/proc/\(program.id)/cmdline").contains(canary))
    }

    private static func descendants(of parent: Int32) -> [Int32] {
      text("/proc/\(parent)/task/\(parent)/children").split(separator: " ")
        .compactMap { Int32($0) }.flatMap { [$0] + descendants(of: $0) }
    }

    /// What a process may write to, where it can be read: heap, stacks, data.
    private static func memory(of process: Int32) throws -> Data {
      let file = open("/proc/\(process)/mem", O_RDONLY)
      guard file >= 0 else { throw TestFailure("/proc/\(process)/mem: errno \(errno)") }
      defer { close(file) }
      var all = Data()
      for line in text("/proc/\(process)/maps").split(separator: "\n") {
        let words = line.split(separator: " ")
        let borders = words[0].split(separator: "-").compactMap { UInt64($0, radix: 16) }
        guard words[1].hasPrefix("rw"), borders.count == 2 else { continue }
        var bytes = [UInt8](repeating: 0, count: Int(min(borders[1] - borders[0], 64 << 20)))
        let count = pread(file, &bytes, bytes.count, off_t(borders[0]))
        if count > 0 { all.append(contentsOf: bytes[..<count]) }
      }
      return all
    }

    private static func text(_ path: String) -> String {
      guard let file = fopen(path, "r") else { return "" }
      defer { fclose(file) }
      var bytes = [UInt8](repeating: 0, count: 1 << 16)
      return String(decoding: bytes[..<fread(&bytes, 1, bytes.count, file)], as: UTF8.self)
    }
  #endif
}
