import Bytes
import Planner
import RESP
import Recipe

/// `do`: one raw command, its reply, and what is asserted of it.
struct RawStatement {
  private let run: StatementRun

  init(_ run: StatementRun) { self.run = run }

  func perform(
    _ command: RawCommand, _ program: Program, _ report: inout StatementReport
  ) throws(RunFailure) {
    try permit(command)
    run.observer.begin(run.action, writes: false)
    let reply: Reply
    do throws(RunFailure) {
      reply = try run.session.call(command.arguments)
    } catch {
      report.ledger.lose(key: nil, row: nil)
      throw error
    }
    report.commands = 1
    report.batches = 1
    report.reply = reply
    if let error = reply.error {
      report.ledger.fail(ItemFailure(error), key: nil, row: nil)
      throw .server(error, doing: String(decoding: command.arguments.first ?? [], as: UTF8.self))
    }
    report.ledger.succeed()
    let texts = TextOwner()
    report.assertions = run.action.assertions.map { assertion in
      Verdict(assertion) { slot in
        guard case .reply(let name) = slot.source else { return .null }
        return texts.value(of: name.map { reply.value(named: $0) } ?? reply)
      }
    }
  }

  /// Safe mode for raw commands: by the server's class, and the server's own flags for the command.
  private func permit(_ command: RawCommand) throws(RunFailure) {
    guard let name = command.arguments.first else { return }
    let verb = String(decoding: name, as: UTF8.self).uppercased()
    let words = command.arguments.prefix(2).map { String(decoding: $0, as: UTF8.self) }
    let isHarmless =
      Self.harmless.contains(verb) || words.joined(separator: " ").uppercased() == "CONFIG GET"
    if Self.interpreted.contains(verb) {
      throw .notPermitted("\(verb) changes how the connection is read; it is not sent raw")
    }
    let flags = try flags(of: name)
    switch run.session.serverClass {
    case .production:
      guard flags.contains("readonly") || isHarmless else {
        throw .notPermitted("raw \(verb) is refused on a production server")
      }
    case .staging:
      guard flags.contains("readonly") || isHarmless || run.options.assumeYes
      else { throw .notPermitted("raw \(verb) may write: pass --yes") }
    case .dev:
      guard !flags.contains("dangerous") || isHarmless || run.options.assumeYes
      else { throw .notPermitted("raw \(verb) is dangerous: pass --yes") }
    }
  }

  /// The flags and ACL categories of a command, without marks: `readonly`, `write`, `dangerous`.
  private func flags(of name: [UInt8]) throws(RunFailure) -> Set<String> {
    let reply = try run.session.ask([Array("COMMAND".utf8), Array("INFO".utf8), name])
    guard let entry = reply.elements?.first?.elements else { return [] }
    let words = entry.compactMap(\.elements).flatMap { $0 }.compactMap(\.text)
    return Set(words.map { $0.hasPrefix("@") ? String($0.dropFirst()) : $0 })
  }

  private static let interpreted: Set<String> = ["HELLO", "RESET", "SELECT", "MULTI", "CLIENT"]
  private static let harmless: Set<String> = ["PING", "INFO", "TIME", "ECHO", "DBSIZE"]
}

extension Reply {
  /// The element after a name, as CONFIG GET and HGETALL answer; null when there is none.
  fileprivate func value(named name: String) -> Reply {
    guard let elements else { return .null }
    for index in stride(from: 0, to: elements.count - 1, by: 2)
    where elements[index].text == name {
      return elements[index + 1]
    }
    return .null
  }
}

/// Keeps the text of replies alive while assertions look at it.
private final class TextOwner {
  private var texts: [PinnedBytes] = []

  func value(of reply: Reply) -> Value {
    switch reply {
    case .integer(let number): return .integer(Int64(number))
    case .bulk(let bytes), .status(let bytes):
      texts.append(PinnedBytes(bytes))
      return .text(texts[texts.count - 1].slice)
    case .array, .null, .error: return .null
    }
  }
}
