import Foundation

/// The independent judge: `checker.py` beside this file, which speaks RESP by itself.
package enum Checker {
  private static let script = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "checker.py").path

  /// Throws what was claimed and what was found instead. The claims are described in the script.
  package static func judge(_ server: TestServer, _ claims: [[String: Any]]) throws {
    let input = String(
      decoding: try JSONSerialization.data(withJSONObject: claims, options: [.sortedKeys]),
      as: UTF8.self)
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let ending = try StartedProgram(
      "python3", [script, server.socketPath], environment: ["PATH": path], folder: "/"
    ).finish(input)
    guard ending.exit == 0 else {
      throw TestFailure(String(decoding: ending.output + ending.errors, as: UTF8.self))
    }
  }
}

/// Whether the long forms of the fault suite are wanted: `make soak`.
package enum LongForm {
  package static let isWanted = ProcessInfo.processInfo.environment["CACHECTL_LONG_TESTS"] != nil
}
