import Bytes

/// Numbers in the entries of a spool: 64 bits, little-endian.
extension ByteBuffer {
  mutating func append(fixed value: Int64) {
    reserve(8).withMemoryRebound(to: UInt8.self, capacity: 8) { target in
      UnsafeMutableRawPointer(target).storeBytes(of: value.littleEndian, as: Int64.self)
    }
    commit(8)
  }
}

extension ByteSlice {
  func fixed(at offset: Int) -> Int64 {
    precondition(offset + 8 <= count, "a spool's entry ends inside its header")
    return Int64(
      littleEndian: UnsafeRawPointer(base + offset).loadUnaligned(as: Int64.self))
  }
}
