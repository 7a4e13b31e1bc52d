import Planner

/// How many entries of its table a server is asked to look at by one SCAN (its COUNT).
///
/// Where most keys match, small pages cost the server least, because what is done to a page follows it at once. Where few match, a
/// page is a round trip for hardly anything: it grows. A server does all that one client has sent before it turns to the next,
/// so what all parts of a walk have in flight together stays below what the most parts have with the smallest pages.
struct ScanPage {
  static let smallest = Explanation.pageSize
  private static let inFlight = smallest << ScanPartition.maximumBits

  /// The next page's.
  private(set) var size = ScanPage.smallest
  private var least = ScanPage.smallest
  /// What it may grow to.
  let largest: Int

  /// - Parameter parts: how many of a walk have a SCAN in flight.
  init(parts: Int) { largest = min(Self.inFlight / parts, 8 * Self.smallest) }

  /// Always this: a statement or the server's profile says so.
  init(of size: Int) { (self.size, least, largest) = (size, size, size) }

  /// A page of this size held so many keys: twice as large where less than an eighth matched, half where more than half did.
  mutating func found(_ keys: Int) {
    if keys < size / 8 {
      size = min(size * 2, largest)
    } else if keys > size / 2 {
      size = max(size / 2, least)
    }
  }
}
