import Testing

@testable import Planner

@Suite struct RowVersionsTests {
  @Test func whatIsAcknowledgedAndNeverWrittenIsLost() {
    var rows = RowVersions()
    let (first, second, third) = (rows.next(), rows.next(), rows.next())
    #expect(first < second && second < third)
    rows.acknowledge(1, first)
    rows.acknowledge(1, second)
    rows.acknowledge(2, third)
    #expect((rows.lost, rows.newest(1), rows.written(1)) == (3, second, 0))
    // The newest of a row stands for all earlier ones.
    rows.write(1, second)
    #expect((rows.lost, rows.newest(1), rows.written(1)) == (1, second, second))
    // One that comes late does not take the row back.
    rows.write(1, first)
    #expect(rows.written(1) == second)
    // Acknowledged after it was written already.
    rows.acknowledge(1, first)
    #expect(rows.lost == 1)
  }
}
