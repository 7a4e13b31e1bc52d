import ArgumentParser
import Bytes
import Console
import Engine
import Platform
import SourceText

/// One run of the program: its flags, and the two streams that it writes to. stdout is the result, stderr is everything else.
struct Invocation {
  let options: GlobalOptions
  private(set) var output: Terminal
  let errors: Terminal
  /// Never `auto`.
  let format: OutputFormat
  let losses = OutputLosses()

  init(_ options: GlobalOptions) throws {
    self.options = options
    let color = self.options.color ?? .auto
    output = Terminal(descriptor: 1, color: color)
    errors = Terminal(descriptor: 2, color: color)
    if self.options.json, let format = self.options.format, format != .json {
      throw CommandFailure(.usage, "--json and --format \(format.rawValue) exclude each other")
    }
    let chosen = self.options.json ? .json : self.options.format ?? .auto
    format = chosen == .auto ? (output.isTerminal ? .table : .tsv) : chosen
  }

  /// The same, with its results on their way to a file.
  func writing(to descriptor: Int32) -> Invocation {
    var other = self
    other.output = Terminal(descriptor: descriptor, color: options.color ?? .auto)
    return other
  }

  /// Whether somebody is there to answer a question.
  var canAsk: Bool {
    !options.noInput && TerminalDevice.isTerminal(0) && errors.isTerminal
  }

  /// Whether there is a terminal to type at and to read from.
  var canPrompt: Bool {
    !options.noInput && TerminalDevice.isTerminal(0) && output.isTerminal
  }

  /// Whether a result that only confirms is wanted: `-q` is silent unless a format was asked for.
  var wantsResult: Bool { !options.quiet || options.json || options.format != nil }

  /// Whether a person reads the result.
  var isForPeople: Bool { format == .table }

  // MARK: Writing

  /// Writes to stdout. A reader that has gone (`| head`), or that never was (`>&-`), wants no more: that is no failure.
  func print(_ text: String) throws { try print(Array(text.utf8)) }

  func print(_ bytes: [UInt8]) throws {
    do throws(SystemError) {
      try Descriptors.writeAll(bytes, to: 1)
    } catch {
      guard !error.isReaderGone else { return losses.noteReaderGone() }
      let failure = CommandFailure(.ioError, "stdout: \(error)")
      losses.note(failure)
      throw failure
    }
  }

  /// Prints what is read at leisure: through a pager where it is longer than the window.
  func page(_ text: String) throws {
    if !options.noPager, Pager.isNeeded(for: text, on: output), Pager.show(text) { return }
    try print(text)
  }

  /// Says something on stderr that `-q` keeps quiet.
  func note(_ text: String) {
    if !options.quiet { complain(text) }
  }

  /// Says what is wrong, on stderr.
  func complain(_ text: String) { CommandFailure(.failed, text).report() }

  /// Diagnostics as people read them, on stderr.
  func report(_ diagnostics: [Diagnostic]) {
    guard !diagnostics.isEmpty else { return }
    try? Descriptors.writeAll(
      DiagnosticRenderer(usesColor: errors.allowsColor).render(diagnostics), to: 2)
  }
}
