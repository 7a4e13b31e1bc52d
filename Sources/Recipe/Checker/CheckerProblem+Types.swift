import SourceText

extension CheckerProblem {
  /// A unit is missing or wrong: `rate 5k`, `ttl 300`, `keys <= 5m`.
  ///
  /// `found` is the literal as written.
  static func wrongUnit(_ what: String, wants: ValueType, found: String, type: ValueType)
    -> CheckerProblem
  {
    let (label, help) = unitAdvice(wants: wants, found: found, type: type)
    return CheckerProblem(
      id: .wrongUnit,
      message: "`\(what)` needs \(wants.phrase), found the \(type.noun) \(found)", label: label,
      help: help)
  }

  static func rateOfBytes(_ what: String, found: String) -> CheckerProblem {
    CheckerProblem(
      id: .wrongUnit, message: "`\(what)` needs a rate of keys, found the rate \(found)",
      label: "a rate of bytes", help: "write keys a second: `5k/s`")
  }

  private static func unitAdvice(wants: ValueType, found: String, type: ValueType) -> (
    label: String, help: String
  ) {
    let digits = String(found.prefix { $0.isNumber || $0 == "." || $0 == "_" })
    switch (wants, type) {
    case (.duration, .number) where found.hasSuffix("M"):
      return ("`\(found)` is \(digits) million", "write `\(digits)m` for \(digits) minutes")
    case (.number, .duration) where found.hasSuffix("m"):
      return ("`\(found)` is \(digits) minutes", "write `\(digits)M` for \(digits) million")
    case (.rate, .number): return ("per what?", write(found + "/s"))
    case (.rate, .duration) where found.hasSuffix("m"):
      return ("`\(found)` is \(digits) minutes", write(digits + "M/s"))
    case (.rate, .duration): return ("a rate is a number of keys per time", write("5k/s"))
    case (.duration, .number): return ("of what unit?", write(digits + "s"))
    case (.size, .number): return ("of what unit?", write(digits + "KiB"))
    case (.size, .duration) where found.hasSuffix("m"):
      return ("`\(found)` is \(digits) minutes", write(digits + "MiB"))
    case (.percent, .number):
      return ("a share is written with %", write(percentage(found) + "%"))
    case (.number, .percent): return ("a share, not a count", write(digits))
    case (.number, .rate): return ("a count has no `/`", write(String(found.prefix { $0 != "/" })))
    case (.number, _): return ("a plain number", write(digits))
    case (.duration, _): return ("durations end in ms s m h d w", write("10m"))
    case (.percent, _): return ("a share is written with %", write(digits + "%"))
    case (.size, _): return ("sizes end in B KiB MiB GiB", write("1MiB"))
    case (.time, _): return ("a time", "read it with `time`: `time(x, 's')`")
    case (.rate, _): return ("rates end in /s /m /h", write("5k/s"))
    default: return ("another kind of value", "write \(wants.phrase)")
    }
  }

  private static func write(_ text: String) -> String { "write `\(text)`" }

  /// `0.2` is 20 %, `20` too.
  private static func percentage(_ found: String) -> String {
    guard let value = Double(found.filter { $0 != "_" }), value > 0, value < 1 else {
      return String(found.prefix { $0.isNumber || $0 == "." })
    }
    let percent = value * 100
    return percent == percent.rounded() ? String(Int(percent)) : String(percent)
  }

  static func wrongType(_ what: String, wants: [ValueType], found: ValueType, help: String? = nil)
    -> CheckerProblem
  {
    let wanted = wants.map(\.phrase).joined(separator: " or ")
    return CheckerProblem(
      id: .wrongType, message: "`\(what)` needs \(wanted), found \(found.phrase)",
      label: "this is \(found.phrase)",
      help: help ?? (wants.first.flatMap { conversion(from: found, to: $0) } ?? "write \(wanted)"))
  }

  static func incompatible(
    _ op: String, _ left: ValueType, _ right: ValueType, columnOfText: String?
  ) -> CheckerProblem {
    var help =
      op == "+" && (left == .text || right == .text)
      ? "put texts together in a string: `\"{a}{b}\"`" : "compare values of one kind"
    if let columnOfText {
      help = "say the column's type at the source: `columns [\(columnOfText):float]`"
    } else if let conversion = conversion(from: left, to: right) {
      help = conversion
    }
    return CheckerProblem(
      id: .incompatibleOperands,
      message: "`\(op)` cannot take \(left.phrase) and \(right.phrase)",
      label: "\(left.phrase) on the left, \(right.phrase) on the right", help: help)
  }

  private static func conversion(from: ValueType, to: ValueType) -> String? {
    switch (from, to) {
    case (.number, .duration): "multiply by a unit: `x * 1s`"
    case (.duration, .number): "divide by a unit: `x / 1s`"
    case (.number, .size): "multiply by a unit: `x * 1KiB`"
    case (.size, .number): "divide by a unit: `x / 1KiB`"
    case (.text, .duration): "say the column's type and its unit: `columns [x:float]`, `x * 1s`"
    case (.text, .time): "say how to read it: `time(x, 'iso')`"
    case (.number, .time): "say how to read it: `time(x, 's')`"
    case (.time, .duration): "ask for its age: `age(x)`"
    case (.text, .number), (.number, .text):
      "a text and a number: read a column as one (`columns [salary:float]`), or write the other in quotes"
    case (.boolean, _), (_, .boolean): nil
    default: nil
    }
  }

  static func wrongArgumentCount(_ name: String, signature: String, found: Int) -> CheckerProblem {
    CheckerProblem(
      id: .wrongArgumentCount,
      message: "`\(name)` is called with \(found) argument\(found == 1 ? "" : "s")",
      label: "it takes \(signature)", help: "write `\(name)(\(signature))`")
  }

  static func wrongFilterArguments(_ name: String, example: String, found: Int) -> CheckerProblem {
    CheckerProblem(
      id: .wrongArgumentCount,
      message: "the filter `\(name)` has \(found) argument\(found == 1 ? "" : "s")",
      label: "not as many as it takes", help: "write `\(example)`")
  }

  static func needsFilter(_ type: ValueType) -> CheckerProblem {
    let help =
      switch type {
      case .duration: "say the unit: `| s` or `| ms`"
      case .time: "say the form: `| s`, `| ms` or `| date '%F'`"
      case .rate: "make it a number: `x / 1/s`"
      case .percent: "make it a number: `x * 100`"
      default: "write a value of text, number or truth"
      }
    return CheckerProblem(
      id: .needsFilter, message: "\(type.phrase) has no text of its own",
      label: "in which unit?", help: help)
  }

  static func notConstant(_ what: String) -> CheckerProblem {
    CheckerProblem(
      id: .notConstant, message: "`\(what)` must be known before the run",
      label: "this depends on what is found in the run",
      help: "write a constant, or a `param`, `let` or `each` name")
  }

  static func badTimeFormat(_ found: String) -> CheckerProblem {
    CheckerProblem(
      id: .badArgument, message: "`time` does not know the form '\(found)'",
      label: "'s', 'ms' or 'iso'", help: "write `'s'` for seconds since 1970")
  }

  static func badDirective(_ directive: String) -> CheckerProblem {
    CheckerProblem(
      id: .badArgument, message: "`date` does not know `\(directive)`",
      label: "known are %Y %m %d %H %M %S %L %j %y %u %V %G %F %T %s %z",
      help: "write `%%` for a percent sign itself")
  }

  static func badSetting(_ name: String, value: String, type: ValueType, example: String)
    -> CheckerProblem
  {
    CheckerProblem(
      id: .badSetting, message: "`--set \(name)=\(value)`: the parameter is \(type.phrase)",
      help: "write it as in the recipe: `--set \(name)=\(example)`")
  }

  static func listInText(_ name: String) -> CheckerProblem {
    CheckerProblem(
      id: .misplacedList, message: "a list has no text of its own", label: "several values",
      help: "write `{*\(name)}` as an argument of its own in a command, or use `each`")
  }

  static func spreadInText() -> CheckerProblem {
    CheckerProblem(
      id: .misplacedList, message: "`{*…}` makes several arguments, and a text is one",
      label: "only in a command or in SQL", help: "write `{…}`, or use `each`")
  }

  static func spreadOfScalar(_ type: ValueType) -> CheckerProblem {
    CheckerProblem(
      id: .misplacedList, message: "`{*…}` needs a list, found \(type.phrase)",
      label: "one value", help: "write `{…}`")
  }

  static func outOfRange(_ what: String, found: String, label: String, help: String)
    -> CheckerProblem
  {
    CheckerProblem(
      id: .outOfRange, message: "`\(what)` cannot be \(found)", label: label, help: help)
  }

  static func fractionOfAMillisecond(_ what: String, found: String) -> CheckerProblem {
    outOfRange(
      what, found: found, label: "whole milliseconds",
      help: "write `1ms`; microseconds are for what is compared with a latency: `p99(get) < 800us`")
  }

  static func reversedRange(_ what: String) -> CheckerProblem {
    CheckerProblem(
      id: .outOfRange, message: "`\(what)`: the range ends before it begins",
      label: "the smaller end comes first", help: "swap its ends")
  }
}
