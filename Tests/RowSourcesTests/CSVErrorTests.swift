import Recipe
import Foundation
import RowSources
import Testing

@Suite struct CSVErrorTests {
  @Test(arguments: ["", "\u{FEFF}", "\n\r\n"])
  func anEmptyFileHasNoHeader(text: String) throws {
    let error = try #require(try errorAtEverySplit(text))
    #expect(error.kind == .noHeader)
    #expect(error.exitStatus == 65)
  }

  @Test func anUnclosedQuoteNamesTheLineWhereItOpened() throws {
    let error = try #require(try errorAtEverySplit("a,b\n1,2\n3,\"x\ny\n\n\"\"z\n"))
    #expect(error.kind == .unclosedQuote)
    #expect(error.line == 3)
    let second = try #require(try errorAtEverySplit("a,b\n\"x\ny\",\"open\n\n"))
    #expect(second.line == 3)
    let header = try #require(try errorAtEverySplit("a,\"b\n"))
    #expect(header.line == 1)
  }

  @Test func theRowsBeforeAnUnclosedQuoteAreDelivered() throws {
    let file = try TemporaryFile("a\n1\n2\n\"3".utf8)
    let reader = try CSVReader(path: file.path)
    var batch = RowBatch(columns: 1)
    #expect(try reader.nextBatch(into: &batch, limit: 100))
    let count = batch.count
    #expect(count == 2)
    for _ in 0..<2 {
      #expect(throws: RowSourceError.self) { try reader.nextBatch(into: &batch, limit: 100) }
    }
  }

  @Test func aDuplicateColumnNamesBothPositions() throws {
    let error = try #require(try errorAtEverySplit("id,name,id\n"))
    #expect(error.kind == .duplicateColumn(name: "id", first: 1, second: 3))
    #expect(error.description.hasSuffix("rows.csv:1: columns 1 and 3 are both named `id`"))
  }

  @Test func anUnknownColumnNamesTheOthers() throws {
    let options = CSVOptions(columns: [Column(name: "amuont", type: .float)])
    let error = try #require(try errorAtEverySplit("sku,amount\n", options))
    #expect(error.kind == .unknownColumn(name: "amuont", candidates: ["sku", "amount"]))
    #expect(error.help == "columns: sku, amount")
  }

  @Test func aHeaderIsUTF8AndWellFormed() throws {
    let file = try TemporaryFile([0x61, 0x2C, 0xFF, 0x0A])
    let error = #expect(throws: RowSourceError.self) { try CSVReader(path: file.path) }
    #expect(error?.kind == .invalidHeader)
    #expect(try errorAtEverySplit("\"a\"x,b\n")?.kind == .invalidHeader)
    let wide = try TemporaryFile(String(repeating: ",", count: 70_000).utf8)
    let tooWide = #expect(throws: RowSourceError.self) { try CSVReader(path: wide.path) }
    #expect(tooWide?.kind == .invalidHeader)
  }

  @Test func withoutAHeaderColumnsAreNeeded() throws {
    let error = try errorAtEverySplit("1,2\n", CSVOptions(hasHeader: false))
    #expect(error?.kind == .columnsMissing)
  }

  @Test(arguments: [
    "a\n1\n\"xxxxxxxxxxxxxxxxxxxxxxxxxx\n", "a\n1\nyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy\n2\n",
  ])
  func aRecordHasALimit(text: String) throws {
    let error = try #require(try errorAtEverySplit(text, CSVOptions(maximumRecord: 20)))
    #expect(error.kind == .recordTooLong)
    #expect(error.line == 3)
  }

  @Test func whatIsNotThere() throws {
    let file = try TemporaryFile("a\n".utf8)
    func kind(_ path: String) -> RowSourceError.Kind? {
      do throws(RowSourceError) {
        _ = try CSVReader(path: path)
        return nil
      } catch {
        #expect(error.exitStatus == 66)
        return error.kind
      }
    }
    #expect(kind(file.folder + "/other.csv") == .notFound)
    #expect(kind(file.path + "/below") == .notFound)
    #expect(kind(file.folder) == .isDirectory)
    if geteuid() != 0 {
      chmod(file.path, 0)
      #expect(kind(file.path) == .permissionDenied)
    }
  }
}
