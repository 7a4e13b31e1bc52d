import Bytes

/// Walks the entries of a page that `PageWriter` built. Borrows the page, and so do its entries.
package struct PageReader {
  /// A length takes at most ten bytes.
  package static let maximumPrefix = 10

  private let page: ByteSlice
  private var position = 0

  package init(_ page: ByteSlice) { self.page = page }

  /// The next entry; nil at the end. A page that ends inside an entry is not ours: a bug.
  package mutating func next() -> ByteSlice? {
    if position == page.count { return nil }
    var length: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      precondition(position < page.count && shift < 63, "a page ends inside a length")
      let byte = page.base[position]
      position += 1
      length |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { break }
      shift += 7
    }
    let start = position
    precondition(length <= UInt64(page.count - start), "a page ends inside an entry")
    position += Int(length)
    return ByteSlice(base: page.base + start, count: Int(length))
  }
}
