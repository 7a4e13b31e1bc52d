import Testing

@testable import Recipe

/// What conditions say: docs/language.md, Values.
@Suite struct EvaluationTests {
  /// `x` stands for the three truths: a comparison that is true, false, or with null.
  private static let truths: [(text: String, value: Bool?)] = [
    ("(len > 1)", true), ("(len > 9)", false), ("(freq > 1)", nil),
  ]

  private static let key = Key(attributes: [
    .len: .integer(5), .ttl: .duration(60_000), .idle: .duration(90_061_000), .type: text("hash"),
    .bytes: .size(2048),
  ])

  @Test func logicHasThreeValues() throws {
    for (left, a) in Self.truths {
      let negated: Bool? = a.map { !$0 }
      #expect(try Self.key.satisfies("not \(left)") == negated)
      for (right, b) in Self.truths {
        // Kleene: false wins `and`, true wins `or`, else null is what is not known.
        let both: Bool? = a == false || b == false ? false : a == nil || b == nil ? nil : true
        let either: Bool? = a == true || b == true ? true : a == nil || b == nil ? nil : false
        #expect(try Self.key.satisfies("\(left) and \(right)") == both, "\(left) and \(right)")
        #expect(try Self.key.satisfies("\(left) or \(right)") == either, "\(left) or \(right)")
      }
    }
  }

  @Test(
    arguments: [
      // null and never
      ("freq == null", true), ("len == null", false), ("freq != null", false),
      ("not (freq == null)", false), ("freq in [1 2]", nil), ("type in [\"hash\" \"set\"]", true),
      ("type not in [\"hash\" \"set\"]", false), ("ttl == never", false), ("ttl < never", true),
      // units
      ("ttl == 1m", true), ("ttl == 60s", true), ("ttl <= 59s", false), ("idle > 1d1h", true),
      ("idle > 1d1h1m2s", false), ("bytes == 2KiB", true), ("bytes < 2KB", false),
      ("bytes >= 2048B", true), ("ttl * 2 == 2m", true), ("ttl / 1s == 60", true),
      ("idle / ttl > 1500", true), ("ttl - 30s == 30s", true), ("ttl + 30s == 90s", true),
      ("len == 5.0", true), ("len % 3 == 2", true), ("len * 1s == 5s", true),
      // ranges include both ends
      ("len in 5..9", true), ("len in 1..5", true), ("len in 6..9", false),
      ("len not in 6..9", true), ("ttl in 1m..2m", true), ("freq in 1..2", nil),
      // precedence
      ("len > 9 or len > 1 and len > 2", true), ("(len > 9 or len > 1) and len > 9", false),
      ("not len > 9 and len > 1", true), ("len + 1 * 2 == 7", true), ("-len == -5", true),
      ("10 - 3 - 2 == len", true),
      // text
      ("type == \"hash\"", true), ("type != \"hash\"", false), ("type like \"h*\"", true),
      ("type like \"?ash\"", true), ("type like \"[a-i]ash\"", true), ("type like \"h\"", false),
      ("type not like \"s*\"", true), ("lower(\"HASH\") == type", true),
      // functions
      ("hour() in 0..23", true), ("age(time(1763999940, 's')) == 1m", true),
      ("time('2025-11-24T15:59:00Z', 'iso') < now()", true),
    ] as [(String, Bool?)])
  func says(_ condition: String, _ expected: Bool?) throws {
    #expect(try Self.key.satisfies(condition) == expected)
  }

  @Test func neverIsAboveEveryDuration() throws {
    let key = Key(attributes: [.ttl: .never])
    for (condition, expected) in [
      ("ttl == never", true), ("ttl > 3650d", true), ("ttl < 1h", false), ("ttl <= never", true),
      ("ttl in 1m..1h", false),
    ] {
      #expect(try key.satisfies(condition) == expected, "\(condition)")
    }
  }

  @Test func aFieldOfAKeyOfAnotherTypeIsNull() throws {
    let key = Key(hashFields: ["state": text("open")])
    #expect(try key.satisfies("field.state == \"open\"") == true)
    #expect(try key.satisfies("field.other == \"open\"") == nil)
    #expect(try key.satisfies("field.other == null") == true)
  }

  @Test func dividingByNothingIsNull() throws {
    let key = Key(attributes: [.len: .integer(0), .ttl: .duration(5)])
    #expect(try key.satisfies("ttl / len > 1ms") == nil)
    #expect(try key.satisfies("5 % len == 1") == nil)
  }

  @Test func numbersThatOverflowAreNull() throws {
    let key = Key(attributes: [.len: .integer(.max)])
    #expect(try key.satisfies("len * 4 > 1") != false)
    #expect(try key.satisfies("len + 1 < 0") != true)
  }
}
