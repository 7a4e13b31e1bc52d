import Bytes
import Console
import Engine
import Platform
import Recipe

/// The interactive session: reads, runs, and reads again, until Ctrl-D or `\q`. The main thread's.
///
/// A mistake puts the line back for editing; a lost server, a Ctrl-C or a failed statement never ends the session.
final class Repl {
  /// What became of one thing that was run.
  enum Outcome {
    case done
    /// It ran, or could not; said already. What follows in the same input is not run.
    case failed
    /// Nothing was sent, because the text is wrong: it is put back for editing.
    case mistake
    case quit
  }

  let session: ReplSession
  let output = ReplOutput()
  let editor: LineEditor
  private let history: LineHistory
  let completer: Completer
  private var input = StatementInput()
  /// What the next line begins with.
  var putBack = ""
  /// What `\watch` and `\e` mean.
  var last: StatementInput.Chunk?
  /// The statements between `\begin` and `\apply`.
  var staged: [String]?
  var isVertical = false
  var showsTiming = false
  /// When the server was last heard of.
  var lastUse = 0

  /// Results that go to a file are written as to any file: no colour, no window.
  var invocation: Invocation {
    output.file.map { session.invocation.writing(to: $0) } ?? session.invocation
  }

  init(_ invocation: Invocation) throws {
    session = try ReplSession(invocation)
    guard let editor = LineEditor(invocation.output) else {
      throw CommandFailure(.ioError, "the terminal cannot be used for line editing")
    }
    self.editor = editor
    history = LineHistory(path: Self.historyPath) { invocation.note($0) }
    completer = Completer(session)
    editor.setHistory(history.entries)
  }

  /// Until the end of the session.
  func run() throws {
    try Interrupts.install()
    defer { session.stop() }
    connect(announcing: true)
    editor.complete = { [weak self] text in
      guard let self else { return Completion(word: "") }
      return completer.complete(input.isEmpty ? text : input.text + "\n" + text)
    }
    while let typed = nextInput() {
      let quits = runAll(typed)
      try endIfStopped()
      Interrupts.reset()
      if quits { return }
    }
    try endIfStopped()
  }

  private func endIfStopped() throws(CommandFailure) {
    guard Interrupts.endsSession, let signal = Interrupts.signal else { return }
    throw CommandFailure(ExitCode(stoppedBy: signal))
  }

  // MARK: Reading

  /// A whole input; nil at the end of the session.
  private func nextInput() -> String? {
    while true {
      let prompt = ReplPrompt(session, hasStaged: staged != nil, editor.terminal)
      let initial = putBack
      putBack = ""
      switch editor.read(prompt: prompt.text(line: input.nextLine), initial: initial) {
      case .text(let line):
        input.append(line)
        if input.isUnfinished { continue }
        defer { input.clear() }
        return input.text
      case .cancelled:
        input.clear()
        if Interrupts.endsSession { return nil }
        Interrupts.reset()
      case .end:
        say("")
        guard !input.isEmpty else { return nil }
        // As in a shell: Ctrl-D gives up what was begun.
        input.clear()
      }
    }
  }

  // MARK: Running

  /// Whether the session is to end.
  private func runAll(_ typed: String) -> Bool {
    let chunks = StatementInput.chunks(of: typed)
    remember(chunks, typed: typed)
    for (index, chunk) in chunks.enumerated() {
      let outcome: Outcome
      do {
        outcome = try run(chunk)
      } catch {
        outcome = report(error)
      }
      switch outcome {
      case .done: continue
      case .quit: return true
      case .mistake:
        putBack = chunks[index...].map(\.text).joined(separator: "\n")
        return false
      case .failed:
        if index + 1 < chunks.count {
          complain("\(chunks.count - index - 1) more of this input were not run")
        }
        return false
      }
    }
    return false
  }

  func run(_ chunk: StatementInput.Chunk) throws -> Outcome {
    switch chunk {
    case .statement(let text):
      last = chunk
      return try runStatements(text)
    case .raw(let line):
      last = chunk
      return try runRaw(line)
    case .meta(let line): return try runMeta(line)
    }
  }

  private func report(_ error: any Error) -> Outcome {
    switch error {
    case let failure as RunFailure: fail(failure)
    case let failure as CommandFailure: failure.report()
    default: complain("\(error)")
    }
    return .failed
  }

  /// Says why something could not be done; a lost connection is let go.
  func fail(_ failure: RunFailure) {
    complain(failure.message)
    if case .connection = failure { session.disconnect() }
  }

  /// Keeps what was typed, but for secrets. A long paste would push out what a person wants to find again.
  private func remember(_ chunks: [StatementInput.Chunk], typed: String) {
    guard chunks.count <= Self.memorable, typed.utf8.count <= Self.memorableBytes else { return }
    for line in chunks.compactMap({ HistoryFilter.line(for: $0, typed: typed) }) {
      do throws(SystemError) {
        try history.add(line)
      } catch {
        complain("the history cannot be written: \(error)")
        break
      }
    }
    editor.setHistory(history.entries)
  }

  /// So many statements or commands of one input are kept.
  private static let memorable = 50
  /// Nobody looks for a longer one again, and whether it bears a secret takes long to say.
  private static let memorableBytes = 16 << 10

  /// `$XDG_STATE_HOME/cachectl/history`; nil without a home.
  private static var historyPath: String? { StateFolder.path.map { "\($0)/history" } }

  // MARK: Saying

  func say(_ text: String) { try? Descriptors.writeAll(text + "\n", to: 2) }
  func complain(_ text: String) {
    say(invocation.errors.palette.paint(Escaping.sentence(text), .error))
  }
}
