import Bytes

extension Value {
  /// The value as a column of this type: what `:int` at the place of use does to a column of text.
  func converted(to type: ColumnType, in scope: Scope) -> Value {
    switch (type, self) {
    case (_, .null): self
    case (.text, _):
      if let text = rendered(in: scope) { .text(text) } else { scope.fail(.typeMismatch) }
    case (.int, .integer), (.float, .integer), (.float, .real), (.float, .decimal),
      (.bool, .boolean),
      (.json, .json):
      self
    case (.int, .text(let digits)), (.int, .decimal(let digits)):
      if DecimalText.int64(digits) != nil, DecimalText.isJSONNumber(digits) {
        .decimal(digits)
      } else if let whole = DecimalText.int64(digits) {
        .integer(whole)
      } else {
        scope.fail(.typeMismatch)
      }
    case (.int, .real(let value)):
      Int64(exactly: value).map { .integer($0) } ?? scope.fail(.typeMismatch)
    case (.float, .text(let digits)):
      if DecimalText.isJSONNumber(digits) {
        .decimal(digits)
      } else if let real = DecimalText.double(digits) {
        .real(real)
      } else {
        scope.fail(.typeMismatch)
      }
    case (.bool, .text(let word)):
      switch word.count {
      case 4 where word.buffer.elementsEqual("true".utf8): .boolean(true)
      case 5 where word.buffer.elementsEqual("false".utf8): .boolean(false)
      case 1 where word[0] == UInt8(ascii: "1"): .boolean(true)
      case 1 where word[0] == UInt8(ascii: "0"): .boolean(false)
      default: scope.fail(.typeMismatch)
      }
    case (.json, .text(let document)): .json(document)
    default: scope.fail(.typeMismatch)
    }
  }
}
