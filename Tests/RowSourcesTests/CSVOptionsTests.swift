import Recipe
import Foundation
import RowSources
import Testing

@Suite struct CSVOptionsTests {
  @Test func withoutAHeaderTheColumnsAreDeclared() throws {
    let options = CSVOptions(
      hasHeader: false,
      columns: [Column(name: "sku"), Column(name: "amount", type: .float)])
    let result = try rowsAtEverySplit("1,2\n3,4\n", options)
    #expect(result.columns == ["sku", "amount"])
    #expect(result.rows == [Row(["1", "2"], line: 1), Row(["3", "4"], line: 2)])
    #expect(try rowsAtEverySplit("", options).rows.isEmpty)
  }

  @Test func withAHeaderSomeColumnsGetTypes() throws {
    let file = try TemporaryFile("sku,amount,currency\n".utf8)
    let reader = try CSVReader(
      path: file.path, options: CSVOptions(columns: [Column(name: "amount", type: .float)]))
    #expect(
      reader.columns == [
        Column(name: "sku"), Column(name: "amount", type: .float),
        Column(name: "currency"),
      ])
  }

  @Test func onlyAnUnquotedFieldIsNull() throws {
    let empty = try rowsAtEverySplit("a,b\n,\"\"\nx,\n", CSVOptions(nullText: []))
    #expect(empty.rows.map(\.fields) == [[nil, ""], ["x", nil]])
    let word = try rowsAtEverySplit(
      "NULL,b\nNULL,\"NULL\"\n,NULL\r\n", CSVOptions(nullText: Array("NULL".utf8)))
    #expect(word.columns == ["NULL", "b"])
    #expect(word.rows.map(\.fields) == [[nil, "NULL"], ["", nil]])
  }

  @Test func oneColumnMayHoldAnEmptyQuotedField() throws {
    let result = try rowsAtEverySplit("a\n\"\"\n\nx\n")
    #expect(result.rows == [Row([""], line: 2), Row(["x"], line: 4)])
  }

  @Test func aDescriptorCanBeRead() throws {
    let pipe = Pipe()
    pipe.fileHandleForWriting.write(Data("a,b\n1,2\n".utf8))
    try pipe.fileHandleForWriting.close()
    let reader = try CSVReader(
      descriptor: pipe.fileHandleForReading.fileDescriptor, name: "pipe")
    #expect(try allRows(reader) == [Row(["1", "2"], line: 2)])
  }

  @Test func rowsAreGivenBeforeTheInputEnds() throws {
    let pipe = Pipe()
    pipe.fileHandleForWriting.write(Data("a,b\n1,2\n3,".utf8))
    let reader = try CSVReader(
      descriptor: pipe.fileHandleForReading.fileDescriptor, name: "pipe")
    var batch = RowBatch(columns: 2)
    #expect(try reader.nextBatch(into: &batch, limit: 100))
    let count = batch.count
    #expect(count == 1)
    try pipe.fileHandleForWriting.close()
  }

  @Test func spreadsheetsLeaveColumnsWithoutAName() throws {
    #expect(try rowsAtEverySplit("a,,\n1,2,3\n").columns == ["a", "", ""])
  }
}
