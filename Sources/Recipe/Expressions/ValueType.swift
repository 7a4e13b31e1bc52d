/// The static type of an expression.
///
/// `unknown` is the type of a column whose source says its types only row by row; operators accept it and check the value
/// when it is there. Null belongs to every type, `never` to `duration`.
package indirect enum ValueType: Hashable, Sendable {
  case unknown
  case boolean
  /// Whole or fractional: 100k, 0.5.
  case number
  case text
  /// Milliseconds, or `never`.
  case duration
  /// Bytes.
  case size
  /// Per second: of things, or of bytes.
  case rate
  /// A fraction: 20 % is 0.2.
  case percent
  /// A point in time, UTC, in milliseconds since 1970.
  case time
  /// A JSON document, as text.
  case json
  case list(ValueType)
  case range(ValueType)

  /// What people call a value of this type, with its article: "a rate".
  package var phrase: String {
    switch self {
    case .unknown: "a value"
    case .boolean: "a condition"
    case .number: "a number"
    case .text: "text"
    case .duration: "a duration"
    case .size: "a size"
    case .rate: "a rate"
    case .percent: "a percentage"
    case .time: "a time"
    case .json: "a JSON value"
    case .list(let element): element == .unknown ? "a list" : "a list of \(element.plural)"
    case .range(let bound): bound == .unknown ? "a range" : "a range of \(bound.plural)"
    }
  }

  private var plural: String {
    switch self {
    case .text: "texts"
    case .json: "JSON values"
    case .percent: "percentages"
    default: String(phrase.drop { $0 != " " }.dropFirst()) + "s"
    }
  }
}

extension ValueType {
  /// "rate": as in "found the rate 5k/s".
  var noun: String { phrase.hasPrefix("a ") ? String(phrase.dropFirst(2)) : phrase }

  /// The unit of its values, for what can be counted.
  var unit: Unit? {
    switch self {
    case .number: .number
    case .duration: .duration
    case .size: .size
    case .rate: .rate
    case .percent: .percent
    case .time: .time
    case .unknown, .boolean, .text, .json, .list, .range: nil
    }
  }

  init(_ unit: Unit) {
    self =
      switch unit {
      case .number: .number
      case .duration: .duration
      case .size: .size
      case .rate: .rate
      case .percent: .percent
      case .time: .time
      }
  }
}
