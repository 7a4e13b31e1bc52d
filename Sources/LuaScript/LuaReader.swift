import Bytes
import SourceText

/// Reads a script without running it: joins its files, has Lua parse it, and looks for what servers refuse or what would surprise
/// its author in production. Pure: files come through `include`.
package struct LuaReader {
  let kind: LuaKind
  let assembled: LuaAssembler
  let header: LuaHeader?
  /// The lines as Lua counts them.
  let lines: LineIndex
  var diagnostics: [Diagnostic] = []

  /// A script beyond it is refused: a server compiles it while everybody waits.
  package static let largest = 10_000_000

  package static func read(
    _ file: SourceFile, as kind: LuaKind,
    include: @escaping (_ path: String, _ from: SourceFile) -> Result<SourceFile, IncludeFailure>
  ) -> LuaReading {
    if let (problem, span) = unusable(file.bytes) {
      return LuaReading(script: nil, diagnostics: [problem.diagnostic(at: Location(file, span))])
    }
    var reader = LuaReader(file, kind, include)
    let script = reader.read()
    let hasErrors = reader.diagnostics.contains { $0.severity == .error }
    return LuaReading(script: hasErrors ? nil : script, diagnostics: reader.diagnostics)
  }

  private init(
    _ file: SourceFile, _ kind: LuaKind,
    _ include: @escaping (String, SourceFile) -> Result<SourceFile, IncludeFailure>
  ) {
    self.kind = kind
    assembled = LuaAssembler(file, include: include)
    header = LuaHeader(assembled.bytes)
    lines = LineIndex(assembled.bytes, from: header?.span.end ?? 0)
  }

  private mutating func read() -> LuaScript? {
    for (problem, location) in assembled.problems {
      diagnostics.append(problem.diagnostic(at: location))
    }
    for file in assembled.files.dropFirst() {
      if let (problem, span) = Self.unusable(file.bytes) {
        diagnostics.append(problem.diagnostic(at: Location(file, span)))
      }
    }
    guard diagnostics.isEmpty else { return nil }
    for file in assembled.files { checkLineEnds(file) }
    let start = header?.span.end ?? 0
    let chunk: [UInt8]
    do throws(LuaParser.Failure) {
      chunk = try LuaParser.compile(assembled.bytes[start...])
    } catch {
      report(.syntax(words(of: error)), at: place(of: error))
      return nil
    }
    let tokens = LuaLexer.tokens(assembled.bytes, from: start).filter { $0.kind != .comment }
    let calls = LuaCalls(tokens)
    checkHeader(calls)
    checkGlobals(LuaBytecode.globals(in: chunk), tokens)
    let keys = checkCommands(calls)
    return LuaScript(
      bytes: assembled.bytes, files: assembled.files, header: header,
      functions: calls.functions.map(\.name), literalKeys: keys)
  }

  mutating func report(_ problem: LuaProblem, at span: Span) {
    diagnostics.append(problem.diagnostic(at: assembled.location(of: span)))
  }

  // MARK: The file

  private static func unusable(_ bytes: [UInt8]) -> (LuaProblem, Span)? {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return (.byteOrderMark, Span(0, 3)) }
    if bytes.first == 0x1B { return (.bytecode, Span(0, 1)) }
    if bytes.count > largest { return (.tooLarge(largest), Span(0, 1)) }
    if let nul = bytes.firstIndex(of: 0) { return (.nul, Span(nul, nul + 1)) }
    let isBlank = bytes.allSatisfy { $0 == UInt8(ascii: " ") || (9...13).contains($0) }
    return isBlank ? (.empty, Span(0, 0)) : nil
  }

  private mutating func checkLineEnds(_ file: SourceFile) {
    guard let place = file.bytes.firstIndex(of: UInt8(ascii: "\r")) else { return }
    diagnostics.append(
      LuaProblem.carriageReturns.diagnostic(at: Location(file, Span(place, place + 1))))
  }

  /// `'end' expected (to close 'function' at line 7)`: the line is of the whole, and a person opens a file.
  private func words(of failure: LuaParser.Failure) -> String {
    guard let found = failure.message.firstRange(of: " at line "),
      case let rest = failure.message[found.upperBound...],
      let line = Int(rest.prefix { $0.isNumber })
    else { return failure.message }
    let place = assembled.location(of: lines.trimmed(line))
    let name = place.file.path.split(separator: "/").last ?? ""
    return failure.message[..<found.lowerBound]
      + " at \(name):\(place.position.line)\(rest.drop { $0.isNumber })"
  }

  /// Lua names a line; in it, what it stumbled over is shown where it can be found.
  private func place(of failure: LuaParser.Failure) -> Span {
    let line = lines.trimmed(failure.line)
    let quoted = failure.message.split(separator: "'", omittingEmptySubsequences: false)
    let near =
      failure.message.contains(" near '") && quoted.count >= 3 ? quoted[quoted.count - 2] : ""
    if !near.isEmpty, near != "<eof>",
      let found = LuaLexer.tokens(Array(assembled.bytes[line.range])).first(where: {
        assembled.bytes[(line.start + $0.span.start)..<(line.start + $0.span.end)]
          .elementsEqual(near.utf8)
      })
    {
      return Span(line.start + found.span.start, line.start + found.span.end)
    }
    return line
  }
}
