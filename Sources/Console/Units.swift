/// Numbers as a person reads them. Pure; always a point for decimals, whatever the locale, so that a
/// log reads the same everywhere.
package enum Units {
  /// `1,234,567`
  package static func count(_ value: Int) -> String {
    let digits = Array(String(value.magnitude))
    var text = value < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0 && (digits.count - index) % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return text
  }

  /// `412`, `38.1 k`, `4.81 M`: three digits, for a line where the size is what matters.
  /// `1 key`, `3,376 keys`.
  package static func counted(_ value: Int, _ one: String, _ many: String? = nil) -> String {
    "\(count(value)) \(value == 1 ? one : many ?? one + "s")"
  }

  package static func approximate(_ value: Int) -> String {
    let (number, suffix) = scaled(Double(value), by: 1000, suffixes: ["", " k", " M", " G", " T"])
    return (suffix.isEmpty ? String(value) : threeDigits(number)) + suffix
  }

  /// `412 B`, `1.4 KiB`, `61 MiB`
  package static func bytes(_ value: Int) -> String {
    let units = [" B", " KiB", " MiB", " GiB", " TiB"]
    let (number, unit) = scaled(Double(value), by: 1024, suffixes: units, roundedFrom: 1023.5)
    return decimal(number, places: unit == " B" || number >= 9.95 ? 0 : 1) + unit
  }

  /// `0.8 %` of a share from 0 to 1. Some is never shown as none, nor nearly all as all.
  package static func percent(_ share: Double) -> String {
    if share > 0 && share < 0.0005 { return "< 0.1 %" }
    if share < 1 && share >= 0.9995 { return "> 99.9 %" }
    return decimal(share * 100, places: 1) + " %"
  }

  /// How long something took: `0.4 ms`, `120 ms`, `7.9 s`, `2m5s`, `1h30m`.
  package static func elapsed(nanoseconds: Int) -> String {
    let milliseconds = Double(nanoseconds) / 1_000_000
    if milliseconds < 9.95 { return short(milliseconds) + " ms" }
    if milliseconds < 999.5 { return decimal(milliseconds, places: 0) + " ms" }
    if milliseconds < 99_950 { return short(milliseconds / 1000) + " s" }
    return duration(milliseconds: Int(milliseconds.rounded()))
  }

  /// A life or an age, as a recipe writes it, in its two largest units: `350ms`, `54m10s`, `9d2h`.
  package static func duration(milliseconds: Int) -> String {
    guard milliseconds.magnitude >= 1000 else { return "\(milliseconds)ms" }
    let sign = milliseconds < 0 ? "-" : ""
    var rest = Int(milliseconds.magnitude) / 1000
    var parts: [String] = []
    for (unit, seconds) in [("d", 86_400), ("h", 3600), ("m", 60), ("s", 1)] {
      let amount = rest / seconds
      rest %= seconds
      // The second unit is the one right below the first, or none.
      if amount > 0 { parts.append("\(amount)\(unit)") } else if !parts.isEmpty { break }
      if parts.count == 2 { break }
    }
    return sign + parts.joined()
  }

  /// `850/s`, `5k/s`, `12.3k/s`, `1.2M/s`: as a recipe writes a rate.
  package static func rate(perSecond: Double) -> String { compact(perSecond) + "/s" }

  /// `850`, `5k`, `12.3k`, `1.2M`: as a recipe writes a number, where its size is what matters.
  package static func compact(_ value: Double) -> String {
    let (number, suffix) = scaled(value, by: 1000, suffixes: ["", "k", "M", "G"])
    return (suffix.isEmpty ? decimal(number, places: 0) : short(number)) + suffix
  }

  /// A number with so many decimals, rounded half away from zero.
  package static func decimal(_ value: Double, places: Int) -> String {
    let power = (0..<places).reduce(1) { factor, _ in factor * 10 }
    // Beyond what an integer holds there are no decimals to speak of.
    guard let units = Int(exactly: (value * Double(power)).rounded()) else { return "\(value)" }
    let whole = "\(units < 0 ? "-" : "")\(units.magnitude / UInt(power))"
    guard places > 0 else { return whole }
    let fraction = String(units.magnitude % UInt(power))
    return "\(whole).\(String(repeating: "0", count: places - fraction.count))\(fraction)"
  }

  /// One decimal unless it is a zero: `7.9`, `8`.
  private static func short(_ value: Double) -> String {
    let text = decimal(value, places: 1)
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  private static func threeDigits(_ value: Double) -> String {
    decimal(value, places: value.magnitude < 9.995 ? 2 : value.magnitude < 99.95 ? 1 : 0)
  }

  /// The value in the largest unit it fills; from `roundedFrom` on it would print as the next one.
  private static func scaled(
    _ value: Double, by base: Double, suffixes: [String], roundedFrom bound: Double = 999.5
  ) -> (Double, String) {
    var value = value
    var index = 0
    while value.magnitude >= bound && index + 1 < suffixes.count {
      value /= base
      index += 1
    }
    return (value, suffixes[index])
  }
}
