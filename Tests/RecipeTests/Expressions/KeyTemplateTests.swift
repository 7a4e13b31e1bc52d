import Bytes
import SourceText
import TestSupport
import Testing

@testable import Recipe

/// Templates run both ways: docs/language.md, rule 3.
@Suite struct KeyTemplateTests {
  private func template(_ text: String) throws -> KeyTemplate {
    try #require(try checked("key k = \"\(text)\"").families.first).template
  }

  /// The fields that a key gives back, nil when it is not of the family.
  private func fields(_ key: String, of template: KeyTemplate) -> [String]? {
    Array(key.utf8).withUnsafeBytes { bytes in
      let room = UnsafeMutableBufferPointer<ByteSlice>.allocate(capacity: template.fields.count)
      defer { room.deallocate() }
      let filler = ByteSlice(UnsafeRawBufferPointer(start: nil, count: 0))
      room.initialize(repeating: filler)
      guard template.match(ByteSlice(bytes), into: room) else { return nil }
      return room.map { String(decoding: $0.buffer, as: UTF8.self) }
    }
  }

  @Test(
    arguments: [
      ("session:{region}:{sid}", "session:eu:9f3a", ["eu", "9f3a"]),
      // A field ends at the first occurrence of what follows it; the last one takes the rest.
      ("session:{region}:{sid}", "session:eu:a:b", ["eu", "a:b"]),
      ("p:{id:int}", "p:0017", ["0017"]), ("p:{id:int}", "p:17x", nil), ("p:{id:int}", "p:", nil),
      ("p:{id}:stock", "p:a:stock:stock", ["a:stock"]), ("p:{id}:stock", "p::stock", nil),
      ("p:{id}", "q:1", nil), ("p:{id}", "p:1\n2", ["1\n2"]), ("cart:{#id}", "cart:{42}", ["42"]),
      ("cart:{#id}", "cart:42", nil), ("cart:{#id}:x", "cart:{42}:x", ["42"]),
      ("a*b[{x}]", "a*b[1]", ["1"]), ("a*b[{x}]", "aZb[1]", nil),
    ] as [(String, String, [String]?)])
  func backwards(_ template: String, _ key: String, _ expected: [String]?) throws {
    #expect(fields(key, of: try self.template(template)) == expected)
  }

  @Test(arguments: [
    ("session:{region}:{sid}", "session:*:*"), ("a*b[{x}]?", "a\\*b\\[*\\]\\?"),
    ("cart:{#id}", "cart:{*}"),
  ])
  func globEscapesWhatIsLiteral(_ template: String, _ glob: String) throws {
    #expect(String(decoding: try self.template(template).glob, as: UTF8.self) == glob)
  }

  /// Fields without the separators of the template come back as they went in, whatever bytes they hold, and the glob finds the key.
  @Test(arguments: [1, 2, 3])
  func forwardAndBackAgain(_ seed: Int) throws {
    var random = SeededRandom(seed: UInt64(seed))
    let alphabet: [UInt8] = Array("ab0*?[]\\\u{1B}\n\0\"'{}".utf8) + [0xFF, 0xC3, 0xA9]
    for _ in 0..<2000 {
      let (first, last) = (bytes(&random, alphabet), bytes(&random, alphabet + [UInt8(ascii: ":")]))
      let template = try template("x[*]:{a}:{b}:end")
      let key = Array("x[*]:".utf8) + first + Array(":".utf8) + last + Array(":end".utf8)
      let glob = GlobPattern(template.glob)
      key.withUnsafeBytes { raw in
        let room = UnsafeMutableBufferPointer<ByteSlice>.allocate(capacity: 2)
        defer { room.deallocate() }
        room.initialize(repeating: ByteSlice(raw))
        #expect(template.match(ByteSlice(raw), into: room), "seed \(seed): \(key)")
        #expect(room.map(Array.init) == [first, last], "seed \(seed): \(key)")
        #expect(glob.matches(ByteSlice(raw)), "seed \(seed): \(key)")
      }
    }
  }

  private func bytes(_ random: inout SeededRandom, _ alphabet: [UInt8]) -> [UInt8] {
    (0..<Int.random(in: 1...6, using: &random)).map { _ in
      alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
    }
  }
}
