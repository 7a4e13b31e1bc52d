import Bytes
enum DecimalText {
  static func int64(_ s: ByteSlice) -> Int64? { Int64(s.description) }
  static func double(_ s: ByteSlice) -> Double? { Double(s.description) }
  static func isJSONNumber(_ s: ByteSlice) -> Bool { Double(s.description) != nil }
}
enum GlobPattern {
  static func matches(_ g: ByteSlice, _ s: ByteSlice) -> Bool { g == s }
}
enum JSONWriter {
  static func appendString(_ s: ByteSlice, to b: inout ByteBuffer) { b.append(s) }
}
extension GlobPattern {
  static func escape(_ bytes: [UInt8]) -> [UInt8] {
    bytes.flatMap { "*?[]\\".utf8.contains($0) ? [UInt8(ascii: "\\"), $0] : [$0] }
  }
}
