import Bytes
import RowSources
import Testing

/// One case: a text under the header `a,b`, and the rows it must give, whatever the splits.
struct CSVCase: Sendable, CustomTestStringConvertible {
  let name: String
  let text: String
  let rows: [[String?]]
  var lines: [Int]?
  var defects: [Int: RowDefect] = [:]

  var testDescription: String { name }
}

@Suite struct CSVConformanceTests {
  static let cases: [CSVCase] = [
    CSVCase(name: "plain", text: "a,b\n1,2\n3,4\n", rows: [["1", "2"], ["3", "4"]]),
    CSVCase(name: "no newline at the end", text: "a,b\n1,2", rows: [["1", "2"]]),
    CSVCase(name: "CRLF", text: "a,b\r\n1,2\r\n", rows: [["1", "2"]]),
    CSVCase(
      name: "mixed line ends", text: "a,b\r\n1,2\n3,4\r\n", rows: [["1", "2"], ["3", "4"]]),
    CSVCase(name: "header only", text: "a,b\n", rows: []),
    CSVCase(name: "header only, no newline", text: "a,b", rows: []),
    CSVCase(name: "byte-order mark", text: "\u{FEFF}a,b\n1,2\n", rows: [["1", "2"]]),
    CSVCase(
      name: "byte-order mark before a quote", text: "\u{FEFF}\"a\",b\n1,2\n", rows: [["1", "2"]]),
    CSVCase(
      name: "empty fields", text: "a,b\n,\n,x\nx,\n", rows: [["", ""], ["", "x"], ["x", ""]]),
    CSVCase(name: "empty last field at the end", text: "a,b\nx,", rows: [["x", ""]]),
    CSVCase(name: "quoted", text: "a,b\n\"1\",\"2\"\n", rows: [["1", "2"]]),
    CSVCase(name: "quoted empty", text: "a,b\n\"\",\"\"\n", rows: [["", ""]]),
    CSVCase(name: "quoted empty at the end", text: "a,b\n\"\",\"\"", rows: [["", ""]]),
    CSVCase(name: "quoted comma", text: "a,b\n\"1,5\",2\n", rows: [["1,5", "2"]]),
    CSVCase(name: "doubled quotes", text: "a,b\n\"x\"\"y\",\"\"\"\"\n", rows: [["x\"y", "\""]]),
    CSVCase(
      name: "many doubled quotes", text: "a,b\n\"\"\"a\"\"b\"\"\",\"\"\"\"\"\"\n",
      rows: [["\"a\"b\"", "\"\""]]),
    CSVCase(
      name: "newlines in quotes", text: "a,b\n\"1\n2\",\"x\r\ny\"\n3,4\n",
      rows: [["1\n2", "x\r\ny"], ["3", "4"]], lines: [2, 5]),
    CSVCase(
      name: "doubled quote then newline", text: "a,b\n\"1\"\"\n2\",x\n3,4\n",
      rows: [["1\"\n2", "x"], ["3", "4"]], lines: [2, 4]),
    CSVCase(name: "quotes, CRLF", text: "a,b\r\n\"1\",\"2\"\r\n", rows: [["1", "2"]]),
    CSVCase(
      name: "quoted newline in the header", text: "a,\"b\nc\"\n1,2\n", rows: [["1", "2"]],
      lines: [3]),
    CSVCase(
      name: "blank lines", text: "\n\r\na,b\n\n1,2\n\r\n\n3,4\n\n",
      rows: [["1", "2"], ["3", "4"]],
      lines: [5, 8]),
    CSVCase(name: "blanks are data", text: "a,b\n 1 , \t2\n", rows: [[" 1 ", " \t2"]]),
    CSVCase(name: "a blank before a quote", text: "a,b\n \"1\",2\n", rows: [[" \"1\"", "2"]]),
    CSVCase(
      name: "a quote inside a field", text: "a,b\n5\" disk,x\"\n", rows: [["5\" disk", "x\""]]),
    CSVCase(name: "lone CR", text: "a,b\nx\ry,\rz\n", rows: [["x\ry", "\rz"]]),
    CSVCase(name: "lone CR at the end", text: "a,b\nx,y\r", rows: [["x", "y\r"]]),
    CSVCase(name: "CR CR LF", text: "a,b\nx,y\r\r\n", rows: [["x", "y\r"]]),
    CSVCase(name: "NUL", text: "a,b\nx\u{0}y,\"\u{0}\"\n", rows: [["x\u{0}y", "\u{0}"]]),
    CSVCase(name: "UTF-8", text: "a,b\nnaïve,日本語😀\n", rows: [["naïve", "日本語😀"]]),
    CSVCase(
      name: "long fields",
      text: "a,b\n0123456789abcdef0123456789,\"0123456789\"\"abcdef0123456789\"\n",
      rows: [["0123456789abcdef0123456789", "0123456789\"abcdef0123456789"]]),
    CSVCase(
      name: "ragged", text: "a,b\n1\n1,2\n1,2,3,4\n",
      rows: [["1", nil], ["1", "2"], ["1", "2"]], lines: [2, 3, 4],
      defects: [0: .ragged(expected: 2, got: 1), 2: .ragged(expected: 2, got: 4)]),
    CSVCase(
      name: "text after a quote", text: "a,b\n\"1\"x,2\n3,\"4\" \n5,6\n",
      rows: [["1", "2"], ["3", "4"], ["5", "6"]],
      defects: [0: .textAfterQuote(column: 0), 1: .textAfterQuote(column: 1)]),
    CSVCase(
      name: "text after a quote at the end", text: "a,b\n1,\"2\"x", rows: [["1", "2"]],
      defects: [0: .textAfterQuote(column: 1)]),
    CSVCase(
      name: "CR after a quote", text: "a,b\n1,\"2\"\rx\n3,\"4\"\r",
      rows: [["1", "2"], ["3", "4"]],
      defects: [0: .textAfterQuote(column: 1), 1: .textAfterQuote(column: 1)]),
    CSVCase(
      name: "text after a quote, and ragged", text: "a,b\n\"1\"x\n", rows: [["1", nil]],
      defects: [0: .textAfterQuote(column: 0)]),
  ]

  @Test(arguments: cases)
  func conforms(to test: CSVCase) throws {
    let result = try rowsAtEverySplit(test.text)
    #expect(result.rows.map(\.fields) == test.rows)
    if let lines = test.lines { #expect(result.rows.map(\.line) == lines) }
    for (index, row) in result.rows.enumerated() { #expect(row.defect == test.defects[index]) }
  }

  @Test func byteOffsetsFindTheRecord() throws {
    let text = "\u{FEFF}a,b\r\n1,\"x\ny\"\r\n\r\n22,é\n3,4"
    let bytes = Array(text.utf8)
    let file = try TemporaryFile(bytes)
    for readSize in 1...bytes.count {
      let reader = try CSVReader(path: file.path, options: CSVOptions(readSize: readSize))
      var batch = RowBatch(columns: 2)
      var starts: [UInt8] = []
      while try reader.nextBatch(into: &batch, limit: 2) {
        for row in 0..<batch.count { starts.append(bytes[batch.position(row: row).byteOffset]) }
      }
      #expect(starts == Array("123".utf8), "reads of \(readSize)")
    }
  }

  @Test func batchesKeepTheirRowsWhileAnotherIsRead() throws {
    let file = try TemporaryFile("a\n\"1\"\"\"\n2\n3\n4\n".utf8)
    let reader = try CSVReader(path: file.path, options: CSVOptions(readSize: 5))
    var first = RowBatch(columns: 1)
    var second = RowBatch(columns: 1)
    #expect(try reader.nextBatch(into: &first, limit: 1))
    #expect(try reader.nextBatch(into: &second, limit: 1))
    #expect(first.field(row: 0, column: 0).map { Array($0) } == Array("1\"".utf8))
    #expect(second.field(row: 0, column: 0).map { Array($0) } == Array("2".utf8))
    #expect(first.count == 1)
  }
}
