import Bytes

/// The names that TYPE answers, as small numbers: a module's types included.
final class TypeNames {
  /// The number of `none`: TYPE's answer for a key that is not there.
  static let none: Int64 = 0

  private(set) var names = [PinnedBytes("none".utf8)]

  /// The number of a name; a name not seen before gets the next.
  func number(of name: ByteSlice) -> Int64 {
    for (index, known) in names.enumerated() where known.slice == name { return Int64(index) }
    names.append(PinnedBytes(name.buffer))
    return Int64(names.count - 1)
  }

  func name(_ number: Int64) -> ByteSlice { names[Int(number)].slice }
}
