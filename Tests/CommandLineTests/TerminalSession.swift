import Foundation
import TestSupport

/// A program in a terminal of its own: a pseudo-terminal is its stdin, stdout, stderr and controlling terminal.
final class TerminalSession {
  private let device: Int32
  private let program: StartedProgram
  /// TIOCSPTLCK and TIOCGPTN of asm-generic/ioctls.h.
  private static let (unlock, getNumber): (UInt, UInt) = (0x4004_5431, 0x8004_5430)
  /// What was printed and not yet waited for, without escape sequences.
  private(set) var screen = ""

  convenience init(
    _ arguments: String..., home: String, columns: UInt16 = 100, environment: [String: String] = [:]
  ) throws {
    try self.init(
      program: Program.path, arguments, home: home, columns: columns, environment: environment)
  }

  init(
    program path: String, _ arguments: [String], home: String, columns: UInt16 = 100,
    environment: [String: String] = [:]
  ) throws {
    // Linux's own way: the functions of stdlib.h for it are not visible to Swift.
    device = open("/dev/ptmx", O_RDWR | O_NOCTTY)
    var (number, isLocked): (Int32, Int32) = (0, 0)
    guard device >= 0, ioctl(device, Self.unlock, &isLocked) == 0,
      ioctl(device, Self.getNumber, &number) == 0
    else { throw TestFailure("no pseudo-terminal: \(errno)") }
    // Nobody else whom a test starts meanwhile may hold our end: the program would never be hung up on.
    _ = fcntl(device, F_SETFD, FD_CLOEXEC)
    let side = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard side >= 0 else { throw TestFailure("/dev/pts/\(number) does not open: \(errno)") }
    defer { close(side) }
    var size = winsize(ws_row: 40, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(side, UInt(TIOCSWINSZ), &size)
    let variables = [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": home,
      "XDG_STATE_HOME": "\(home)/state", "TERM": "xterm", "NO_COLOR": "1",
    ]
    program = try StartedProgram(
      path, arguments, environment: variables.merging(environment) { $1 }, folder: home,
      terminal: side)
  }

  deinit {
    program.kill()
    close(device)
  }

  func type(_ text: String) {
    let bytes = Array(text.utf8)
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes { write(device, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      sent += count
    }
  }

  /// A line, and what it leads to.
  func enter(_ line: String, until text: String) throws {
    type(line + "\r")
    try wait(for: text)
  }

  /// Until the text is on the screen; what came before and the text itself are taken off it, and given back.
  @discardableResult
  func wait(for text: String, seconds: Double = 20) throws -> String {
    let end = Date(timeIntervalSinceNow: seconds)
    while true {
      if let range = screen.range(of: text) {
        let seen = String(screen[..<range.upperBound])
        screen = String(screen[range.upperBound...])
        return seen
      }
      guard Date() < end else {
        throw TestFailure("no `\(text)` on the screen: \(screen.debugDescription)")
      }
      listen(milliseconds: 50)
    }
  }

  /// What comes within a time in which nothing is expected.
  func settle(milliseconds: Int32) -> String {
    let end = Date(timeIntervalSinceNow: Double(milliseconds) / 1000)
    while Date() < end { listen(milliseconds: 20) }
    return screen
  }

  /// The exit code, once the program has ended.
  func exitCode() throws -> Int32 {
    guard let exit = try program.wait(seconds: 30, meanwhile: { listen(milliseconds: 20) }) else {
      throw TestFailure("the prompt does not end: \(screen.debugDescription)")
    }
    return exit
  }

  private func listen(milliseconds: Int32) {
    var waited = pollfd(fd: device, events: Int16(POLLIN), revents: 0)
    guard poll(&waited, 1, milliseconds) > 0 else { return }
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = read(device, &bytes, bytes.count)
    guard count > 0 else {
      usleep(10_000)
      return
    }
    screen += Self.plain(String(decoding: bytes[..<count], as: UTF8.self))
  }

  private static func plain(_ text: String) -> String {
    text.replacing(#/\u{1B}(\[[0-9;?]*[A-Za-z]|[()][A-Z0-9]|[=>])/#, with: "")
  }
}
