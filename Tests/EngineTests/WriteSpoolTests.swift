import Bytes
import RESP
import RowSources
import TestSupport
import Testing

@testable import Engine

@Suite struct WriteSpoolTests {
  /// Asked again at the end, it neither begins again nor gives what is not there.
  @Test(arguments: [1, 3, 999, 1000, 1001, 2500])
  func givesEveryWriteOnce(count: Int) throws {
    let folder = try TemporaryFolder()
    let spool = WriteSpool(try Spool(folder: folder.path))
    var batch = WriteBatch()
    func tag(_ row: Int) -> String { String(repeating: "t", count: row % 3) }
    for row in 1...count {
      batch.encoder.bytes.append(Array(tag(row).utf8))
      batch.encoder.append(command: [Array("SET".utf8), Array("k\(row)".utf8)])
      batch.didRender(row: row, life: Int64(row) * 10, tag: row % 3)
      if batch.count == 300 {
        try spool.append(batch)
        batch.removeAll()
      }
    }
    try spool.append(batch)
    try spool.finish()
    var rows: [Int] = []
    while try spool.fill(&batch, limit: 70) {
      for index in 0..<batch.count {
        let record = batch.records[index]
        #expect(record.life == Int64(record.row) * 10)
        #expect(RESPCommand.argument(1, of: batch.command(index)).description == "k\(record.row)")
        #expect(batch.tag(index).description == tag(record.row))
        rows.append(record.row)
      }
      guard rows.count <= count else { break }
    }
    #expect(rows == Array(1...count))
    let isMore = try spool.fill(&batch, limit: 70)
    #expect(!isMore)
    #expect(batch.count == 0)
  }
}
