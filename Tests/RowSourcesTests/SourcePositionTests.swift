import Foundation
import RowSources
import TestSupport
import Testing

/// A source that goes on in the middle gives the rows that it would have given there.
@Suite struct SourcePositionTests {
  private static let csv =
    "\u{FEFF}id,text\r\n1,\"two\nlines\"\r\n\r\n2,plain\r\n3,\"a \"\"quote\"\"\"\n4,ragged,row\n5,last"

  private static let jsonl = "{\"id\":1}\n\n{\"id\":2}\r\nbroken\n{\"id\":4}"

  private func lines(_ text: String) throws -> TemporaryFile { try TemporaryFile(Array(text.utf8)) }

  /// Reads batch by batch, and at each border opens the source anew there.
  private func check(
    limit: Int, _ open: (SourcePosition?) throws(RowSourceError) -> any RowSource
  ) throws {
    let whole = try allRows(try open(nil))
    #expect(whole.count >= 4)
    let source = try open(nil)
    var batch = RowBatch(columns: source.columns.count)
    var seen = 0
    while try source.nextBatch(into: &batch, limit: limit) {
      seen += batch.count
      let position = try #require(source.position)
      let rest = try allRows(try open(position))
      #expect(rest == Array(whole[seen...]), "after \(seen) rows, at \(position)")
      for row in 0..<batch.count {
        let place = batch.position(row: row)
        let from = SourcePosition(line: place.line, byteOffset: place.byteOffset)
        let again = try allRows(try open(from))
        #expect(again == Array(whole[(seen - batch.count + row)...]))
      }
    }
    #expect(seen == whole.count)
  }

  @Test(arguments: [1, 2, 3, 100]) func csvGoesOnAtARecord(_ limit: Int) throws {
    let file = try lines(Self.csv)
    try check(limit: limit) { position throws(RowSourceError) in
      try CSVReader(path: file.path, options: CSVOptions(nullText: Array("x".utf8)), from: position)
    }
  }

  @Test(arguments: [1, 2, 100]) func linesGoOn(_ limit: Int) throws {
    let file = try lines(Self.jsonl)
    try check(limit: limit) { position throws(RowSourceError) in
      try LineReader(path: file.path, from: position)
    }
    try check(limit: limit) { position throws(RowSourceError) in
      try JSONLinesReader(path: file.path, columns: ["id"], from: position)
    }
  }

  @Test func aFileThatChangedHasAnotherFingerprint() throws {
    let file = try lines(Self.csv)
    let before = SourceFingerprint.of(file.path)
    #expect(before != nil)
    #expect(SourceFingerprint.of(file.path) == before)
    try Data((Self.csv + "\n6,more").utf8).write(to: URL(fileURLWithPath: file.path))
    #expect(SourceFingerprint.of(file.path) != before)
    #expect(SourceFingerprint.of("-") == nil)
    #expect(SourceFingerprint.of("/dev/null") == nil)
    #expect(SourceFingerprint.of("/nonexistent") == nil)
  }
}
