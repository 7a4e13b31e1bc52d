import Foundation
import TestSupport
import Testing

/// What contrib/ gives to operators does what it says.
@Suite struct ContribTests {
  private static let manifest = "\(Program.repository)/contrib/kubernetes/cronjob.yaml"

  /// A line of the manifest that begins with the words, without them.
  private func value(_ words: String, in manifest: String) throws -> String {
    let line = manifest.split(separator: "\n").map { $0.drop { $0 == " " } }
      .first { $0.hasPrefix(words) }
    return String(try #require(line, "no \(words)").dropFirst(words.count))
  }

  /// The CronJob as its pod runs it: its recipe, arguments and environment, its user and group, and its secret as Kubernetes mounts one
  /// with an fsGroup: owned by root, 0440, behind two symbolic links. Only the server is another.
  @Test func theCronJobReadsItsSecretAndRuns() throws {
    let manifest = try String(contentsOfFile: Self.manifest, encoding: .utf8)
    let (user, group) = (
      try value("runAsUser: ", in: manifest), try value("fsGroup: ", in: manifest)
    )
    #expect(try value("secret: ", in: manifest).contains("defaultMode: 0400"))
    let server = try TestServer(["unixsocketperm 777"])
    let client = try TestClient(server)
    try client.call("ACL", "SETUSER", "cachectl", "on", ">hunter2", "~*", "+@all")
    try client.call("ACL", "SETUSER", "default", "off")
    chmod(server.folder, 0o755)
    let folder = try TemporaryFolder()
    let pod = folder.path
    func shell(_ script: String) throws {
      let ending = try Program.start("sh", ["-ec", script, pod, user, group]).finish()
      #expect(ending.exit == 0, "\(String(decoding: ending.errors, as: UTF8.self))")
    }
    let recipe = try #require(manifest.range(of: "nightly.recipe: |\n"))
    let text = manifest[recipe.upperBound...]
      .split(separator: "\n").prefix { $0.hasPrefix("    ") }.joined(separator: "\n")
    let local = text.replacing(/rediss:[^"]*/, with: "unix://\(server.socketPath)")
    #expect(local != text)
    try shell(
      "mkdir \"$0/recipes\" \"$0/state\" \"$0/secrets\" \"$0/secrets/..1\"; chmod 755 \"$0\"")
    _ = try folder.file("recipes/nightly.recipe", local + "\n")
    _ = try folder.file("secrets/..1/redis_password", "hunter2")
    // The program lies where that user may not come.
    try FileManager.default.copyItem(atPath: Program.path, toPath: "\(pod)/cachectl")
    // Who is not root makes the same of his own: 0400, as without an fsGroup.
    let isRoot = geteuid() == 0
    try shell(
      """
      cd "$0"; ln -s ..1 secrets/..data; ln -s ..data/redis_password secrets/redis_password
      chmod 755 cachectl recipes secrets secrets/..1; chmod 644 recipes/nightly.recipe

      """
        + (isRoot
          ? "chown -R \"0:$2\" secrets state; chmod 440 secrets/..1/redis_password; chmod 2777 state"
          : "chmod 400 secrets/..1/redis_password"))
    let arguments = try JSONSerialization.jsonObject(
      with: Data(try value("args: ", in: manifest).utf8))
    let words = try #require(arguments as? [String]).map {
      $0.replacing("/recipes/", with: "\(pod)/recipes/")
    }
    let identity =
      isRoot ? ["setpriv", "--reuid=\(user)", "--regid=0", "--groups=\(group)"] : []
    let ending = try Program.start(
      "env", identity + ["\(pod)/cachectl"] + words + ["--json"],
      environment: [
        "CREDENTIALS_DIRECTORY": "\(pod)/secrets", "XDG_STATE_HOME": "\(pod)/state",
        "TMPDIR": "\(pod)/state",
      ]
    ).finish()
    #expect(ending.exit == 0, "\(String(decoding: ending.errors, as: UTF8.self))")
    #expect(ending.output.count > 50)
  }

  /// What the exit codes ask for: each is decided by one rule of the pod's failure policy.
  @Test func theCronJobTriesAgainOnlyWhatTimeMends() throws {
    let manifest = try String(contentsOfFile: Self.manifest, encoding: .utf8)
    #expect(manifest.contains("operator: In, values: [69, 75]"))
    #expect(manifest.contains("operator: NotIn, values: [0, 69, 75]"))
  }
}
