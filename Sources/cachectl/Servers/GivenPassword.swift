import Console
import Engine
import Platform
import RedisClient

/// The password that the command line gives, by a descriptor or a person: never by an argument, which `ps` shows. Read once, when
/// a server first needs it; a person is asked for that of each server.
final class GivenPassword {
  private enum Source {
    case nothing
    case descriptor(Int32)
    case terminal
  }

  private let source: Source
  private var known: Secret?
  private var typed: [String: Secret] = [:]

  init(_ options: GlobalOptions) {
    source =
      options.passwordFd.map { .descriptor($0) } ?? (options.askPassword ? .terminal : .nothing)
  }

  /// Nil where the command line gives none.
  func secret(for server: String) throws(CommandFailure) -> Secret? {
    if let secret = typed[server] { return secret }
    switch source {
    case .nothing: return nil
    case .descriptor(let descriptor):
      if known == nil { known = try Self.readLine(descriptor) }
      return known
    case .terminal: return try ask(for: server)
    }
  }

  /// Asks on the terminal, now, and keeps the answer for this server alone.
  @discardableResult
  func ask(for server: String) throws(CommandFailure) -> Secret {
    let secret = try Self.ask("Password for \(server):")
    typed[server] = secret
    return secret
  }

  /// A byte at a time: what follows the line is not ours.
  private static func readLine(_ descriptor: Int32) throws(CommandFailure) -> Secret {
    guard descriptor == 0 || descriptor > 2, fcntl(descriptor, F_GETFD) >= 0 else {
      throw CommandFailure(
        .configuration, "--password-fd \(descriptor): nothing is open there to read")
    }
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while line.count < 64 << 10 {
      let count = read(descriptor, &byte, 1)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        throw CommandFailure(
          .configuration, "--password-fd \(descriptor): \(String(cString: strerror(errno)))")
      }
      if count == 0 || byte == UInt8(ascii: "\n") { break }
      line.append(byte)
    }
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    guard !line.isEmpty else {
      throw CommandFailure(.configuration, "--password-fd \(descriptor): there is no password")
    }
    return Secret(line)
  }

  private static func ask(_ question: String) throws(CommandFailure) -> Secret {
    guard let prompt = Prompt.onTerminal() else {
      throw CommandFailure(
        .notPermitted, "--ask-password needs a terminal; here use --password-fd or REDISCLI_AUTH")
    }
    // A Ctrl-C that ended us here would leave the terminal mute.
    do throws(SystemError) { try Interrupts.install() } catch {
      throw CommandFailure(.failed, "\(error)")
    }
    guard let answer = prompt.askSecret(question) else {
      throw CommandFailure(ExitCode(stoppedBy: Interrupts.signal ?? SIGINT))
    }
    return Secret(answer)
  }
}
