import Bytes
import Engine
import Platform

/// Ends a command: its exit code, and a line on stderr unless everything has been said already.
struct CommandFailure: Error {
  let exit: Engine.ExitCode
  let message: String?

  init(_ exit: Engine.ExitCode, _ message: String? = nil) {
    self.exit = exit
    self.message = message
  }

  /// A whole file that could not be read: what was given, in the system's words.
  init(reading path: String, _ error: SystemError) {
    let reason =
      error.code == EISDIR
      ? "is a folder: name a file in it" : String(cString: strerror(error.code))
    self.init(
      error.code == EIO ? .ioError : .inputMissing, "\(path): \(reason)")
  }

  /// Does something of the engine's; its failure ends the command.
  static func asking<Value>(
    _ body: () throws(RunFailure) -> Value
  ) throws(CommandFailure) -> Value {
    do throws(RunFailure) {
      return try body()
    } catch {
      throw CommandFailure(error.exitCode, error.message)
    }
  }

  func report() {
    guard let message else { return }
    // Nobody is left to tell when stderr has gone.
    try? Descriptors.writeAll("cachectl: \(Escaping.sentence(message))\n", to: 2)
  }
}
