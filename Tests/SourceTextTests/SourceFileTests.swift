import SourceText
import Testing

@Suite struct SourceFileTests {
  @Test func positionsCountCharactersFromOne() {
    let file = SourceFile(path: "a", text: "ab\né5\r\n\nx")
    #expect(file.position(of: 0) == file.position(of: 0))
    #expect(file.position(of: 1).column == 2)
    let five = file.position(of: 5)
    #expect(five.line == 2 && five.column == 2)
    #expect(file.position(of: 9).line == 4)
    #expect(file.position(of: 10).column == 2)
    #expect(Array(file.line(2)) == Array("é5".utf8))
    #expect(file.lineCount == 4)
  }

  @Test func anEmptyFileHasOneEmptyLine() {
    let file = SourceFile(path: "a", bytes: [])
    #expect(file.lineCount == 1 && file.line(1).isEmpty)
    #expect(file.position(of: 0).line == 1)
  }
}
