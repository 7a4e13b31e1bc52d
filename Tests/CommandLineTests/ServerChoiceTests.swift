import Foundation
import TestSupport
import Testing

/// Which server a statement is for, and who we are to it.
@Suite struct ServerChoiceTests {
  @Test func flagBeatsEnvironmentAndToBinds() throws {
    let (first, second) = (try TestServer(), try TestServer())
    _ = try first.raw("SET", "a", "1")
    let folder = try TemporaryFolder()
    let config = try folder.file(
      "config.recipe",
      """
      server one url "unix://\(first.socketPath)" class dev
      server two url "unix://\(second.socketPath)" class dev
      """)
    func keys(_ arguments: String..., environment: [String: String] = [:]) throws -> Program.Result
    {
      try Program.run(arguments + ["-c", config, "--json"], environment: environment)
    }
    let environment = ["CACHECTL_SERVER": "two"]
    let flagged = try keys("audit", "*", "-s", "one", environment: environment)
    #expect(try flagged.statements().first?["keys"] as? Int == 1)
    let inherited = try keys("audit", "*", environment: environment)
    #expect(try inherited.statements().first?["keys"] as? Int == 0)
    let bound = try keys("audit", "*", "to", "one", environment: environment)
    #expect(try bound.statements().first?["keys"] as? Int == 1)
    let torn = try keys("audit", "*", "to", "one", "-s", "two")
    #expect(torn.exit == 64)
    #expect(torn.errors.contains("binds"))
  }

  @Test func userConfigurationIsRead() throws {
    let server = try TestServer()
    let home = try TemporaryFolder()
    let folder = "\(home.path)/cachectl"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    _ = try home.file(
      "cachectl/config.recipe", "server mine url \"unix://\(server.socketPath)\" class dev\n")
    let environment = ["XDG_CONFIG_HOME": home.path]
    let listed = try Program.run("server", "list", environment: environment)
    #expect(listed.output.contains("mine\tdev\tunix://\(server.socketPath)"))
    let pinged = try Program.run("server", "ping", "mine", "--json", environment: environment)
    #expect(pinged.exit == 0, "\(pinged.errors)")
    #expect(pinged.output.contains("\"answer\":\"pong\""))
    let told = try Program.run("-s", "mine", "server", "info", environment: environment)
    #expect(told.output.contains("role\tprimary"))
  }

  @Test func passwordsComeFromEnvironmentAndPrivateFilesOnly() throws {
    let canary = "canary-7f3a"
    let server = try TestServer(["requirepass \(canary)"])
    let folder = try TemporaryFolder()
    let secret = try folder.file("secret", "\(canary)\n")
    let config = try folder.file(
      "config.recipe",
      """
      secret pw file "\(secret)"
      secret cred credential "redis"
      server filed url "unix://\(server.socketPath)" password pw class dev
      server systemd url "unix://\(server.socketPath)" password cred class dev
      """)
    let url = "unix://\(server.socketPath)"
    var results: [Program.Result] = []
    func ping(_ name: String, _ environment: [String: String] = [:]) throws -> Int32 {
      let result = try Program.run("server", "ping", name, "-c", config, environment: environment)
      results.append(result)
      return result.exit
    }
    #expect(try ping(url) == 77)
    #expect(try ping(url, ["REDISCLI_AUTH": "wrong"]) == 77)
    #expect(try ping(url, ["REDISCLI_AUTH": canary]) == 0)
    chmod(secret, 0o644)
    #expect(try ping("filed") == 78)
    #expect(results.last?.output.contains("chmod 600") == true)
    chmod(secret, 0o600)
    #expect(try ping("filed") == 0)
    #expect(try ping("systemd") == 78)
    _ = try folder.file("redis", canary)
    chmod("\(folder.path)/redis", 0o600)
    #expect(try ping("systemd", ["CREDENTIALS_DIRECTORY": folder.path]) == 0)
    for result in results {
      #expect(!result.output.contains(canary) && !result.errors.contains(canary))
    }
  }

  @Test func productionWantsItsNameFromAScript() throws {
    let server = try TestServer()
    _ = try server.raw("SET", "p:1", "x")
    let folder = try TemporaryFolder()
    let config = try folder.file(
      "config.recipe", "server prod url \"unix://\(server.socketPath)\" class production\n")
    let sweep = ["-c", config, "-s", "prod", "sweep", "p:*"]
    #expect(try Program.run(sweep).exit == 77)
    #expect(try Program.run(sweep + ["-y"]).exit == 77)
    #expect(try Program.run(sweep + ["-y", "--confirm", "prd"]).exit == 77)
    #expect(try server.raw("EXISTS", "p:1") == ":1\r\n")
    #expect(try Program.run(sweep + ["-y", "--confirm", "prod"]).exit == 0)
    #expect(try server.raw("EXISTS", "p:1") == ":0\r\n")
  }
}
