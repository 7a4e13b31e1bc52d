import Console
import Engine
import Platform

/// `--log-file`: a file that runs append their events to.
final class RunLog {
  private let descriptor: Int32
  private let path: String
  /// Lines are missing.
  private(set) var hasFailed = false
  let format: any EventFormat

  init(_ path: String, _ format: LogFormat) throws(CommandFailure) {
    // Keys are in it: others need not read them.
    descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o640)
    guard descriptor >= 0 else {
      throw CommandFailure(.ioError, "the log cannot be opened: \(SystemError("open", path))")
    }
    self.path = path
    self.format =
      switch format {
      case .json: JSONEvents(now: Clocks.timestamp)
      case .text: TextEvents(now: Clocks.timestamp)
      }
  }

  deinit { close(descriptor) }

  /// Appends whole lines. A full disk does not stop a run; it is said once.
  func append(_ lines: String) {
    do throws(SystemError) {
      try Descriptors.writeAll(lines, to: descriptor)
    } catch {
      if !hasFailed { CommandFailure(.ioError, "the log \(path): \(error)").report() }
      hasFailed = true
    }
  }
}
