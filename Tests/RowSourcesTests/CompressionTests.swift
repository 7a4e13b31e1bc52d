import Bytes
import Foundation
import Platform
import Recipe
import TestSupport
import Testing

@testable import RowSources

/// Compressed files are read as what was compressed, and never as anything else.
@Suite struct CompressionTests {
  enum Format: String, CaseIterable {
    case gzip, zstd

    func compress(_ bytes: [UInt8]) -> [UInt8] {
      switch self {
      case .gzip: Compressed.gzip(bytes)
      case .zstd: Compressed.zstd(bytes)
      }
    }
  }

  private static let text = (1...4000).map { "\($0),row number \($0)\n" }.joined()

  private func csv(_ bytes: [UInt8]) throws -> [Row] {
    let file = try TemporaryFile(bytes)
    return try allRows(CSVReader(path: file.path), limit: 100)
  }

  @Test(arguments: Format.allCases) func everyReaderGivesTheSameRows(_ format: Format) throws {
    let text = Array("id,text\n\(Self.text)".utf8)
    let (plain, packed) = (try TemporaryFile(text), try TemporaryFile(format.compress(text)))
    #expect(try allRows(CSVReader(path: packed.path)) == allRows(CSVReader(path: plain.path)))
    #expect(try allRows(LineReader(path: packed.path)) == allRows(LineReader(path: plain.path)))
    let json = (1...3000).map { "{\"id\":\($0)}\n" }.joined()
    let objects = try TemporaryFile(format.compress(Array(json.utf8)))
    let rows = try allRows(JSONLinesReader(path: objects.path, columns: ["id"]))
    #expect(rows.map(\.line) == Array(1...3000))
    #expect(rows.last?.fields == ["3000"])
  }

  @Test(arguments: Format.allCases) func piecesFollowEachOther(_ format: Format) throws {
    let pieces = ["id,", "text\n1,a", "\n", "", "2,b\n"].map { format.compress(Array($0.utf8)) }
    let rows = try csv(Array(pieces.joined()))
    #expect(rows.map(\.fields) == [["1", "a"], ["2", "b"]])
    #expect(rows.map(\.line) == [2, 3])
    let empty = try TemporaryFile(format.compress([]))
    #expect(try allRows(LineReader(path: empty.path)).isEmpty)
  }

  @Test func framesThatAreSkippedHoldNoRows() throws {
    let rows = Compressed.zstd(Array("a\nb\n".utf8))
    for bytes in [
      Compressed.skippable + rows, rows + Compressed.skippable,
      rows + Compressed.skippable + rows, Compressed.skippable,
    ] {
      let file = try TemporaryFile(bytes)
      let found = try allRows(LineReader(path: file.path)).map { $0.fields[0] }
      let once: [String?] = ["a", "b"]
      #expect(found == (bytes.count > 2 * rows.count ? once + once : bytes.count < 12 ? [] : once))
    }
  }

  /// However a file is cut, what comes is the beginning of its rows and then an error that names the byte.
  @Test(arguments: Format.allCases) func aFileThatIsCutOffIsAnError(_ format: Format) throws {
    let lines = (1...200).map { "line \($0 * 7919 % 1000)" }
    let whole = format.compress(Array(lines.joined(separator: "\n").utf8))
    for length in 4..<whole.count {
      let file = try TemporaryFile(whole[..<length])
      let (rows, error) = read(file.path)
      #expect(
        error?.kind == .damaged(offset: length), "cut at \(length): \(String(describing: error))")
      #expect(error?.exitStatus == 65)
      // The last one may be cut.
      #expect(rows.dropLast() == lines.prefix(max(rows.count - 1, 0)))
    }
  }

  @Test(arguments: Format.allCases) func aBitThatIsFlippedGivesNoOtherRows(_ format: Format) throws
  {
    let lines = (1...200).map { "line \($0 * 7919 % 1000)" }
    let whole = format.compress(Array(lines.joined(separator: "\n").utf8))
    for place in 4..<whole.count {
      for bit in 0..<8 {
        var bytes = whole
        bytes[place] ^= 1 << bit
        let file = try TemporaryFile(bytes)
        let (rows, error) = read(file.path)
        // Of a header's free bits nobody says anything, and nothing depends on them.
        if error == nil { #expect(rows == lines, "byte \(place), bit \(bit)") }
        if let error {
          guard case .damaged = error.kind else {
            Issue.record("byte \(place), bit \(bit): \(error)")
            continue
          }
        }
      }
    }
  }

  @Test(arguments: Format.allCases) func whatFollowsIsAnError(_ format: Format) throws {
    let whole = format.compress(Array("a\nb\n".utf8))
    let file = try TemporaryFile(whole + Array("garbage behind it".utf8))
    let (_, error) = read(file.path)
    guard case .damaged(let offset)? = error?.kind else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect((whole.count...whole.count + 4).contains(offset))
    #expect(
      error?.reason.contains("what follows the last \(format) ") == true, "\(error?.reason ?? "")")
  }

  @Test func aWindowThatTakesTooMuchMemoryIsRefused() throws {
    let bytes = Array(String(repeating: "some text\n", count: 10_000).utf8)
    let allowed = try TemporaryFile(Compressed.zstd(bytes, window: 25))
    #expect(try allRows(LineReader(path: allowed.path)).count == 10_000)
    let file = try TemporaryFile(Compressed.zstd(bytes, window: 27))
    let (rows, error) = read(file.path)
    #expect(rows.isEmpty)
    #expect(error?.reason.contains("a window of more than 32 MiB") == true)
    #expect(error?.help?.contains("--long") == true)
  }

  @Test(arguments: Format.allCases) func readingGoesOnInTheMiddle(_ format: Format) throws {
    let text = Array(Self.text.utf8)
    let file = try TemporaryFile(format.compress(text))
    let whole = try allRows(LineReader(path: file.path), limit: 500)
    let source = try LineReader(path: file.path)
    var batch = RowBatch(columns: 1)
    var seen = 0
    while try source.nextBatch(into: &batch, limit: 700) {
      seen += batch.count
      let rest = try allRows(LineReader(path: file.path, from: source.position), limit: 500)
      #expect(rest == Array(whole[seen...]))
    }
    #expect(seen == 4000)
    let header = try TemporaryFile(format.compress(Array("id,text\n".utf8) + text))
    let rows = try CSVReader(path: header.path)
    #expect(try rows.nextBatch(into: &batch, limit: 1000))
    let rest = try allRows(CSVReader(path: header.path, from: rows.position), limit: 500)
    #expect(rest.map(\.line) == Array((batch.position(row: batch.count - 1).line + 1)...4001))
  }

  /// A pipe's first line is given although four bytes would tell more, and a compressed pipe is known by its bytes.
  @Test func pipesAreReadAsTheyCome() throws {
    let slow = try Pipe()
    slow.send(Array("ab\n".utf8))
    let lines = try CSVReader(descriptor: slow.reading, name: "-", options: Self.noHeader)
    var batch = RowBatch(columns: 1)
    #expect(try lines.nextBatch(into: &batch, limit: 10) && batch.count == 1)
    let packed = try Pipe()
    packed.send(Compressed.gzip(Array("1\n2\n".utf8)))
    packed.end()
    let rows = try allRows(
      CSVReader(descriptor: packed.reading, name: "-", options: Self.noHeader))
    #expect(rows.map(\.fields) == [["1"], ["2"]])
    // The first byte of gzip's alone is data.
    let lone = try TemporaryFile([0x1F])
    #expect(try allRows(LineReader(path: lone.path)).map(\.fields) == [["\u{1F}"]])
  }

  private static let noHeader = CSVOptions(hasHeader: false, columns: [.init(name: "a")])

  /// The first field of each row, up to an error.
  private func read(_ path: String) -> ([String], RowSourceError?) {
    var rows: [String] = []
    do throws(RowSourceError) {
      let source = try LineReader(path: path)
      var batch = RowBatch(columns: 1)
      while try source.nextBatch(into: &batch, limit: 50) {
        for row in 0..<batch.count {
          rows.append(
            batch.field(row: row, column: 0).map { String(decoding: $0.buffer, as: UTF8.self) }
              ?? "")
        }
      }
      return (rows, nil)
    } catch {
      return (rows, error)
    }
  }
}

/// A pipe of a test's own.
private final class Pipe {
  let reading: Int32
  private var writing: Int32

  init() throws {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw TestFailure("pipe: errno \(errno)") }
    (reading, writing) = (ends[0], ends[1])
  }

  func send(_ bytes: [UInt8]) {
    _ = bytes.withUnsafeBytes { write(writing, $0.baseAddress, $0.count) }
  }

  func end() {
    if writing >= 0 { close(writing) }
    writing = -1
  }

  deinit {
    end()
    close(reading)
  }
}
