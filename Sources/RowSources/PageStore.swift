import Bytes

/// Pages of entries on disk, written in order and then read in that order: a spool that vanishes, or a part of a saved plan.
package protocol PageStore: AnyObject {
  /// Adds a page at the end. Not while pages are being read.
  func append(page: ByteSlice, items: Int) throws(SpoolError)

  /// The next page; nil behind the last one, and then from the first again. Its bytes are valid until the next call.
  func nextPage() throws(SpoolError) -> Spool.Page?
}

extension Spool: PageStore {}
