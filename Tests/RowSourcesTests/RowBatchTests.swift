import Bytes
import RowSources
import Testing

@Suite struct RowBatchTests {
  @Test func isFilledFieldByField() {
    var batch = RowBatch(columns: 2, rowCapacity: 1, byteCapacity: 0)
    let word = PinnedBytes("0123456789".utf8)
    for round in 0..<3 {
      batch.removeAll()
      for row in 0..<100 {
        batch.appendField(word.slice[0..<(row % 10)], quoted: row % 2 == 0)
        if row % 3 == 0 { batch.appendNull() } else { batch.appendField(.empty) }
        batch.endRow(
          at: RowBatch.Position(line: row + 1, byteOffset: row * 7),
          defect: row == 50 ? .ragged(expected: 2, got: 1) : nil)
      }
      let count = batch.count
      let defects = batch.defectCount
      #expect(count == 100 && defects == 1, "round \(round)")
      for row in 0..<100 {
        #expect(batch.field(row: row, column: 0)?.count == row % 10)
        #expect(batch.field(row: row, column: 0) == word.slice[0..<(row % 10)])
        #expect((batch.field(row: row, column: 1) == nil) == (row % 3 == 0))
        #expect(batch.isQuoted(row: row, column: 0) == (row % 2 == 0))
        #expect(batch.position(row: row).line == row + 1)
        #expect((batch.defect(row: row) != nil) == (row == 50))
      }
    }
  }
}
