import Bytes

extension Value {
  /// Appends the value as text and says whether it has one.
  ///
  /// Numbers as written or in their shortest form, booleans as `true` and `false`, JSON as it is. Null has no text, and neither
  /// have durations, rates, percentages and times: in which unit? A filter says (`| s`).
  package func append(to buffer: inout ByteBuffer) -> Bool {
    switch self {
    case .text(let slice), .json(let slice), .decimal(let slice): buffer.append(slice)
    case .integer(let value): buffer.append(decimal: Int(value))
    case .real(let value): return buffer.append(double: value)
    case .boolean(true): buffer.append("true" as StaticString)
    case .boolean(false): buffer.append("false" as StaticString)
    case .size(let bytes): buffer.append(decimal: Int(bytes))
    case .null, .never, .duration, .latency, .rate, .percent, .time: return false
    }
    return true
  }

  /// The value as text in the scope's scratch memory.
  func rendered(in scope: Scope) -> ByteSlice? {
    if let bytes { return bytes }
    if case .decimal(let digits) = self { return digits }
    let start = scope.assembly.count
    defer { scope.assembly.truncate(to: start) }
    guard append(to: &scope.assembly) else { return nil }
    return scope.scratch.copy(scope.assembly.slice(start..<scope.assembly.count))
  }
}
