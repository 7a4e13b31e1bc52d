import Bytes
import RowSources

/// One part of a scan under way: its cursor, whether a SCAN is in flight, how much the next one asks for, and the keys it gave
/// lately.
struct ScanLane {
  enum State {
    /// The next SCAN can be sent.
    case ready
    case scanning
    case done
  }

  var partition: ScanPartition
  var state = State.ready
  var page: ScanPage
  private let recent = Recent()

  /// - Parameter pageSize: what each SCAN asks for; nil where that is found while it goes.
  init(_ partition: ScanPartition, pageSize: Int?) {
    self.partition = partition
    page = pageSize.map { ScanPage(of: $0) } ?? ScanPage(parts: 1 << partition.bits)
  }

  /// Goes on at a place.
  init(_ part: WalkPlace.Part, index: Int, bits: Int, pageSize: Int?) {
    self.init(
      ScanPartition(index: UInt64(index), bits: bits, cursor: part.cursor), pageSize: pageSize)
    if part.isDone { state = .done }
  }

  var place: WalkPlace.Part {
    WalkPlace.Part(cursor: partition.cursor, isDone: state == .done, passed: 0)
  }

  func isNew(_ key: ByteSlice) -> Bool { recent.keys.isNew(key) }

  /// A home for a value that cannot be copied in an array's element.
  private final class Recent {
    var keys = RecentKeys()
  }
}

/// Keys given by name, a page at a time.
struct NamedKeys {
  private let keys: [[UInt8]]
  private var position = 0

  init(_ keys: [[UInt8]]) { self.keys = keys }

  var isAtEnd: Bool { position == keys.count }

  mutating func next(_ limit: Int) -> ArraySlice<[UInt8]>? {
    guard !isAtEnd else { return nil }
    let end = min(position + limit, keys.count)
    defer { position = end }
    return keys[position..<end]
  }
}
