import SourceText

/// Joins a script with the files that it includes, as a bundler does: `--- @include "path"` is a comment to Lua, so each file is
/// valid by itself, and here its place gets the file's text. A file comes once, at its first place.
struct LuaAssembler {
  typealias Includer = (_ path: String, _ from: SourceFile) -> Result<SourceFile, IncludeFailure>

  private(set) var bytes: [UInt8] = []
  private(set) var files: [SourceFile] = []
  private(set) var problems: [(LuaProblem, Location)] = []
  private var segments: [Segment] = []
  private let include: Includer

  /// So many bytes of the result, from `start`, come from a file.
  private struct Segment {
    let start: Int
    let file: SourceFile
    let offset: Int
  }

  init(_ file: SourceFile, include: @escaping Includer) {
    self.include = include
    add(file, chain: [file.path])
  }

  private mutating func add(_ file: SourceFile, chain: [String]) {
    files.append(file)
    var copied = 0
    let isMain = chain.count == 1
    let header = isMain ? LuaHeader(file.bytes) : nil
    for token in LuaLexer.tokens(file.bytes, from: header?.span.end ?? 0)
    where token.kind == .comment {
      guard let path = Self.path(in: file.bytes[token.span.range]) else { continue }
      guard let included = resolve(path, at: Location(file, token.span), chain) else { continue }
      copy(file, copied..<token.span.start)
      copied = token.span.end
      add(included, chain: chain + [included.path])
    }
    copy(file, copied..<file.bytes.count)
  }

  /// The file to put here; nil where it stands already, or cannot be had.
  private mutating func resolve(
    _ path: String, at location: Location, _ chain: [String]
  ) -> SourceFile? {
    switch include(path, location.file) {
    case .failure(let failure):
      problems.append((.include(path, failure), location))
      return nil
    case .success(let file):
      if let start = chain.firstIndex(of: file.path) {
        problems.append((.circularInclude(Array(chain[start...]) + [file.path]), location))
        return nil
      }
      return files.contains { $0.path == file.path } ? nil : file
    }
  }

  private mutating func copy(_ file: SourceFile, _ range: Range<Int>) {
    guard !range.isEmpty else { return }
    segments.append(Segment(start: bytes.count, file: file, offset: range.lowerBound))
    bytes += file.bytes[range]
  }

  /// The path of `--- @include "path"`, also in single quotes.
  private static func path(in comment: ArraySlice<UInt8>) -> String? {
    var rest = comment.drop { $0 == UInt8(ascii: "-") }
    func skipBlanks() { rest = rest.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") } }
    guard comment.count - rest.count == 3 else { return nil }
    skipBlanks()
    guard rest.starts(with: "@include".utf8) else { return nil }
    rest = rest.dropFirst(8)
    skipBlanks()
    guard let quote = rest.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
      return nil
    }
    let inside = rest.dropFirst()
    guard let end = inside.firstIndex(of: quote) else { return nil }
    return String(decoding: inside[..<end], as: UTF8.self)
  }

  // MARK: Back to the files

  /// Where bytes of the result were written.
  func location(of span: Span) -> Location {
    guard let segment = segment(at: span.start) else { return Location(files[0], Span(0, 0)) }
    let start = segment.offset + span.start - segment.start
    let end = min(start + span.count, segment.file.bytes.count)
    return Location(segment.file, Span(min(start, end), end))
  }

  private func segment(at offset: Int) -> Segment? {
    var (low, high) = (0, segments.count)
    while low < high {
      let middle = (low + high) / 2
      if segments[middle].start <= offset { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? segments.first : segments[low - 1]
  }
}

/// Why a file that a script includes cannot be had.
package enum IncludeFailure: Error, Sendable {
  case outsideFolder
  case missing
  case isDirectory
  /// In the system's words.
  case unreadable(String)
}
