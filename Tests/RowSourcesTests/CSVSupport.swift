import Bytes
import Foundation
import RowSources

/// A file in a folder of its own that goes with the object.
final class TemporaryFile {
  let folder: String
  var path: String { folder + "/rows.csv" }

  init(_ bytes: some Collection<UInt8>) throws {
    folder = FileManager.default.temporaryDirectory.path + "/cachectl-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(fileURLWithPath: path))
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }
}

/// A row as the tests compare it: nil is null.
struct Row: Equatable, CustomStringConvertible {
  var fields: [String?]
  var line: Int
  var defect: RowDefect?

  init(_ fields: [String?], line: Int, defect: RowDefect? = nil) {
    self.fields = fields
    self.line = line
    self.defect = defect
  }

  var description: String {
    "\(line): \(fields.map { $0 ?? "NULL" }) \(defect.map { "\($0)" } ?? "")"
  }
}

/// All rows of a source, in batches of `limit`.
func allRows(_ source: any RowSource, limit: Int = 3) throws(RowSourceError) -> [Row] {
  var rows: [Row] = []
  var batch = RowBatch(columns: source.columns.count, rowCapacity: 1, byteCapacity: 0)
  while try source.nextBatch(into: &batch, limit: limit) {
    for row in 0..<batch.count {
      let fields = (0..<source.columns.count).map { column in
        batch.field(row: row, column: column).map { String(decoding: $0.buffer, as: UTF8.self) }
      }
      rows.append(
        Row(fields, line: batch.position(row: row).line, defect: batch.defect(row: row)))
    }
  }
  return rows
}

/// All rows of the text, read with every size of a read up to the whole and beyond; they must
/// agree.
func rowsAtEverySplit(
  _ text: String, _ options: CSVOptions = CSVOptions()
) throws -> (columns: [String], rows: [Row]) {
  let bytes = Array(text.utf8)
  let file = try TemporaryFile(bytes)
  var first: (columns: [String], rows: [Row])?
  for readSize in 1...(bytes.count + 2) {
    var options = options
    options.readSize = readSize
    let reader = try CSVReader(path: file.path, options: options)
    let result = (reader.columns.map(\.name), try allRows(reader))
    if let first {
      guard first.columns == result.0, first.rows == result.1 else {
        throw SplitMismatch(readSize: readSize, expected: first.rows, got: result.1)
      }
    } else {
      first = result
    }
  }
  return first ?? ([], [])
}

struct SplitMismatch: Error {
  let readSize: Int
  let expected: [Row]
  let got: [Row]
}

/// The error that reading the text ends with, at every size of a read.
func errorAtEverySplit(
  _ text: String, _ options: CSVOptions = CSVOptions()
) throws -> RowSourceError? {
  let bytes = Array(text.utf8)
  let file = try TemporaryFile(bytes)
  var found: [RowSourceError?] = []
  for readSize in 1...(bytes.count + 2) {
    var options = options
    options.readSize = readSize
    do throws(RowSourceError) {
      _ = try allRows(try CSVReader(path: file.path, options: options))
      found.append(nil)
    } catch {
      found.append(error)
    }
  }
  guard Set(found).count == 1 else {
    throw SplitMismatch(readSize: 0, expected: [], got: [])
  }
  return found[0]
}

/// SplitMix64: the same numbers from the same seed, on every machine.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
