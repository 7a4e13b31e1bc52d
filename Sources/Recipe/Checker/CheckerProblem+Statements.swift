import SourceText

extension CheckerProblem {
  static func repeatedStatement(_ label: String, line: Int) -> CheckerProblem {
    CheckerProblem(
      id: .repeatedStatement, message: "`\(label)` stands twice in this recipe",
      label: "the second one", help: "give it a label of its own",
      notes: ["the first one is on line \(line)"])
  }

  static func holeInQuote(_ place: String, hole: String) -> CheckerProblem {
    CheckerProblem(
      id: .holeInQuote, message: "a hole inside \(place) cannot be bound as a parameter",
      label: "inside \(place)",
      help: place == "a quoted text" ? "write `'%' || {\(hole)} || '%'`" : "move it out of \(place)"
    )
  }

  static func conflicting(_ first: String, _ second: String, why: String, help: String)
    -> CheckerProblem
  {
    CheckerProblem(
      id: .conflictingClauses, message: "`\(first)` and `\(second)` do not go together", label: why,
      help: help)
  }

  static func missing(_ clause: String, of what: String, why: String, help: String)
    -> CheckerProblem
  {
    CheckerProblem(
      id: .missingClause, message: "\(what) needs `\(clause)`", label: why, help: help)
  }

  static let jitterOnNever = CheckerProblem(
    id: .jitterOnNever, message: "`jitter` on a key that never expires",
    label: "there is no expiry to spread",
    help: "remove `jitter`, or write a duration instead of `never`")

  static func withinOnNever() -> CheckerProblem {
    CheckerProblem(
      id: .jitterOnNever, message: "`within` on a key that never expires",
      label: "there is nothing to clamp",
      help: "remove `within`, or write a duration instead of `never`")
  }

  static func ttlOutsideFamily(
    _ what: String, found: String, family: Family, range: ClosedRange<Int64>
  ) -> CheckerProblem {
    let low = SettingReader.durationText(range.lowerBound)
    let high = SettingReader.durationText(range.upperBound)
    return CheckerProblem(
      id: .ttlOutsideFamily,
      message: "`\(what) \(found)` is outside what `\(family.name)` can stand",
      label: "`\(family.name)` lives \(low) to \(high)",
      help: "write a TTL in \(low)..\(high), or widen the family's",
      notes: [
        "declared at \(family.location.file.path):\(family.location.position.line)"
      ])
  }

  static func ttlNotPositive(_ found: String) -> CheckerProblem {
    CheckerProblem(
      id: .ttlNotPositive, message: "a TTL of \(found) removes the key at once",
      label: "not a time to live", help: "write a positive duration, or `ttl never`")
  }

  static func shortTTL(_ found: String) -> CheckerProblem {
    CheckerProblem(
      id: .shortTTL, message: "a TTL of \(found) is shorter than a second",
      label: "most keys expire before they are read once",
      help: "write at least `1s`, or do not cache this")
  }

  static func ttlWithoutJitter(_ found: String) -> CheckerProblem {
    CheckerProblem(
      id: .ttlWithoutJitter, message: "all these keys expire together",
      label: "the same TTL for every row", help: "add a jitter: `ttl \(found) jitter 10%`")
  }

  static func writeNotAllowed(_ mode: String, value: String, allowed: [String]) -> CheckerProblem {
    CheckerProblem(
      id: .writeNotAllowed, message: "`write \(mode)` does not go with `value \(value)`",
      label: "allowed: \(allowed.joined(separator: ", "))", help: "write `write \(allowed[0])`")
  }

  static func valueNotOfFamily(_ value: String, type: RedisType, family: Family) -> CheckerProblem {
    CheckerProblem(
      id: .conflictingClauses, message: "`value \(value)` does not make a key of `\(family.name)`",
      label: "`\(family.name)` holds type \(type.rawValue)",
      help: "write another value, or another family",
      notes: ["declared at \(family.location.file.path):\(family.location.position.line)"])
  }

  static func refersToNothing(_ word: String, names: [String]) -> CheckerProblem {
    CheckerProblem(
      id: .refersToNothing, message: "this `\(word)` refers to nothing that the run can change",
      label: "always the same", help: "name one of \(names.joined(separator: ", "))")
  }

  static func notUnderstood(_ word: String) -> CheckerProblem {
    CheckerProblem(
      id: .refersToNothing,
      message: "this `\(word)` comes to nothing: an argument of it is not understood",
      label: "texts stand in quotes, names do not",
      help: "docs/language.md says what `\(word)` takes, and `\\h \(word)` at the prompt")
  }

  static let mixedMoments = CheckerProblem(
    id: .wrongMoment,
    message: "this `guard` mixes what is known before the run with what changes during it",
    label: "never known at one time", help: "write two guards")

  static let pauseBefore = CheckerProblem(
    id: .wrongMoment, message: "a `guard` that is asked before the run cannot pause it",
    label: "counted once", help: "write `else stop` or `else warn`")

  static func aggregateOfLater(_ word: String) -> CheckerProblem {
    CheckerProblem(
      id: .wrongMoment, message: "`when` is decided before anything is read", label: "known later",
      help: "write it as a `guard`")
  }

  static func tooManyExpansions(_ count: Int, limit: Int) -> CheckerProblem {
    CheckerProblem(
      id: .tooManyExpansions, message: "these `each` make \(count) statements",
      label: "at most \(limit)", help: "use fewer values, or a source of rows")
  }

  static func selectionConflict(_ clauses: [String]) -> CheckerProblem {
    CheckerProblem(
      id: .conflictingClauses,
      message: "\(clauses.map { "`\($0)`" }.joined(separator: " and ")) both say which keys",
      label: "the second one", help: "keep one of them; narrow it with `where`")
  }
}
