import Bytes

extension CommandEncoder {
  /// The largest argument that servers take, in bytes, where nobody changed their `proto-max-bulk-len`. One byte more, and they
  /// answer with an error and close the connection, whatever else is on its way.
  package static let largestArgument = 512 << 20

  /// Whether an argument of what was encoded behind `start` is larger than `limit` bytes. One comparison for what is not: whoever
  /// is that large is seen in the whole.
  package func holdsTooLarge(from start: Int, limit: Int = largestArgument) -> Bool {
    guard bytes.count - start > limit else { return false }
    let slice = bytes.slice
    var place = start
    while place < slice.count {
      guard let end = (place..<slice.count).first(where: { slice[$0] == 0x0A }) else {
        return false
      }
      // `*3\r\n` begins a command, `$5\r\nhello\r\n` is an argument.
      guard slice[place] == UInt8(ascii: "$") else {
        place = end + 1
        continue
      }
      var length = 0
      for digit in (place + 1)..<(end - 1) { length = length * 10 + Int(slice[digit] & 0x0F) }
      if length > limit { return true }
      place = end + 1 + length + 2
    }
    return false
  }
}
