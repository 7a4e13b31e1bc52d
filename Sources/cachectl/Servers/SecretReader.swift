import Engine
import Platform
import Recipe
import RedisClient

/// Reads the value of a secret when it is needed. What is wrong is said without the value.
enum SecretReader {
  static func read(_ reference: SecretReference) throws(CommandFailure) -> Secret {
    switch reference {
    case .environment(let variable):
      guard let value = Environment.value(of: variable) else {
        throw CommandFailure(
          .configuration, "the environment has no \(variable), which a secret names")
      }
      return Secret(value)
    case .file(let path):
      return try read(file: path)
    case .credential(let name):
      guard let folder = Environment.value(of: "CREDENTIALS_DIRECTORY") else {
        throw CommandFailure(
          .configuration,
          "no CREDENTIALS_DIRECTORY: the credential \(name) comes from systemd (LoadCredential=)")
      }
      return try read(file: "\(folder)/\(name)")
    }
  }

  /// The first line. A file that others may read keeps no secret, and is refused as ssh refuses it (docs/decisions/0056).
  private static func read(file path: String) throws(CommandFailure) -> Secret {
    let outcome: PrivateFile.Outcome
    do throws(SystemError) {
      outcome = try PrivateFile.read(path, limit: 64 << 10)
    } catch {
      throw CommandFailure(.configuration, "a secret cannot be read: \(error)")
    }
    guard case .bytes(let bytes) = outcome else {
      let who = if case .exposed(.toGroup) = outcome { "its group" } else { "others" }
      throw CommandFailure(
        .configuration, "\(path) holds a secret, and \(who) may read it: chmod 600 it")
    }
    var line = bytes.prefix { $0 != UInt8(ascii: "\n") }
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    guard !line.isEmpty else { throw CommandFailure(.configuration, "\(path) holds no secret") }
    return Secret(Array(line))
  }
}
