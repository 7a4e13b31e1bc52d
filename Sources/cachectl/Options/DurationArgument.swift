import ArgumentParser

/// A duration as a recipe writes it, on the command line: `500ms`, `5s`, `1m30s`.
struct DurationArgument: ExpressibleByArgument {
  let duration: Duration

  init?(argument: String) {
    let units: [(suffix: String, milliseconds: Int64)] = [
      ("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000),
    ]
    var total: Int64 = 0
    var rest = Substring(argument)
    repeat {
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      rest = rest.dropFirst(digits.count)
      let letters = rest.prefix { $0.isASCII && $0.isLetter }
      rest = rest.dropFirst(letters.count)
      guard digits.count < 10, let number = Int64(digits),
        let unit = units.first(where: { $0.suffix == letters })
      else { return nil }
      total += number * unit.milliseconds
    } while !rest.isEmpty
    guard total > 0 else { return nil }
    duration = .milliseconds(total)
  }

  var defaultValueDescription: String { "\(duration)" }
}
