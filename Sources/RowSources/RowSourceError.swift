import Platform

/// Why a source cannot be read, or not any further: fatal for the statement that reads it.
///
/// A single bad row is no error but a `RowDefect`. Texts are raw: whoever prints them escapes them.
package struct RowSourceError: Error, Hashable {
  package enum Kind: Sendable, Hashable {
    // The input is not there.
    case notFound
    case isDirectory
    case permissionDenied
    // The data is not what was promised.
    case noHeader
    case invalidHeader
    case duplicateColumn(name: String, first: Int, second: Int)
    case unknownColumn(name: String, candidates: [String])
    case columnsMissing
    case unclosedQuote
    case recordTooLong
    case notADatabase
    /// A compressed file; counted in its own bytes, from 0.
    case damaged(offset: Int)
    case badQuery
    // It is there, and somebody else holds it.
    case busy
    // A server that rows come from does not give them.
    case server(exitStatus: Int32)
    // A signal came while we waited for it.
    case interrupted(signal: Int32)
    // It was there, and then reading it failed.
    case readFailed(errno: Int32)
  }

  package let kind: Kind
  /// The path as the recipe gave it; `-` is standard input.
  package let file: String
  /// Counted from 1; nil where no single line is to blame.
  package let line: Int?
  package let reason: String
  package let help: String?

  package init(_ kind: Kind, file: String, line: Int? = nil, reason: String, help: String? = nil) {
    self.kind = kind
    self.file = file
    self.line = line
    self.reason = reason
    self.help = help
  }

  init(stoppedBy signal: Int32, file: String) {
    self.init(
      .interrupted(signal: signal), file: file,
      reason: "stopped by \(Interrupts.name(of: signal)) while it was read")
  }

  /// The exit status that this error asks for: 66 input missing, 65 bad data, 74 I/O on our side, 128 and the number of a signal.
  package var exitStatus: Int32 {
    switch kind {
    case .notFound, .isDirectory, .permissionDenied: 66
    case .noHeader, .invalidHeader, .duplicateColumn, .unknownColumn, .columnsMissing,
      .unclosedQuote, .recordTooLong, .notADatabase, .damaged, .badQuery:
      65
    case .busy: 69
    case .server(let status): status
    case .interrupted(let signal): 128 + signal
    case .readFailed: 74
    }
  }
}

extension RowSourceError: CustomStringConvertible {
  /// `feed.csv:12: the quote is never closed`
  package var description: String {
    let name = file == "-" ? "standard input" : file
    guard let line else { return "\(name): \(reason)" }
    return "\(name):\(line): \(reason)"
  }
}
