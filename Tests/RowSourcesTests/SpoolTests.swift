import Bytes
import Foundation
import RowSources
import Testing

@Suite struct SpoolTests {
  @Test(arguments: [UInt64(7), 8])
  func givesPagesBackInOrder(seed: UInt64) throws {
    let home = try TemporaryFile([])
    let spool = try Spool(folder: home.folder)
    var random = SeededGenerator(seed: seed)
    var written: [[UInt8]] = []
    var page = PageWriter(capacity: 0)
    for _ in 0..<50 {
      page.removeAll()
      for _ in 0..<Int.random(in: 0...1000, using: &random) {
        let lengths = [0, 1, 30, 127, 128, 300, 20_000]
        let length = lengths[
          Int.random(in: 0..<(Bool.random(using: &random) ? 3 : 7), using: &random)]
        let entry =
          (0..<min(length, 300)).map { _ in UInt8.random(in: 0...255, using: &random) }
          + Array(repeating: 1, count: max(0, length - 300))
        entry.withUnsafeBytes { page.append(ByteSlice($0)) }
        written.append(entry)
      }
      try spool.append(page: page.slice, items: page.count)
    }
    #expect(spool.pageCount == 50)
    #expect(spool.itemCount == written.count)
    for _ in 0..<2 {
      var read: [[UInt8]] = []
      while let page = try spool.nextPage() {
        var entries = PageReader(page.bytes)
        var items = 0
        while let entry = entries.next() {
          read.append(Array(entry))
          items += 1
        }
        #expect(items == page.items)
      }
      #expect(read == written, "seed \(seed)")
    }
  }

  @Test func canBeReadAgainFromTheMiddle() throws {
    let home = try TemporaryFile([])
    let spool = try Spool(folder: home.folder)
    for number in 0..<3 {
      let bytes = PinnedBytes([UInt8(number)])
      try spool.append(page: bytes.slice, items: number)
    }
    #expect(try spool.nextPage()?.items == 0)
    #expect(try spool.nextPage()?.items == 1)
    spool.rewind()
    #expect(try spool.nextPage()?.items == 0)
  }

  @Test func leavesNoFileBehindEvenWhileItLives() throws {
    let home = try TemporaryFile([])
    let spool = try Spool(folder: home.folder)
    let page = PinnedBytes(Array(repeating: 9, count: 100_000))
    for _ in 0..<100 { try spool.append(page: page.slice, items: 1) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: home.folder) == ["rows.csv"])
    #expect(try spool.nextPage()?.bytes.count == 100_000)
  }

  @Test func aFolderThatIsNotThere() {
    let error = #expect(throws: SpoolError.self) { try Spool(folder: "/nonexistent") }
    #expect(error?.kind == .cannotCreate)
    #expect(error?.exitStatus == 74)
  }
}
