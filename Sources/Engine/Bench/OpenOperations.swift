/// The built-in operations that a worker has under way: which operation each place holds, on which lane, and since when. Places are
/// used again, so that they can index a strategy's own state.
struct OpenOperations {
  struct Record {
    var operation = 0
    var lane = 0
    /// When it was due, or sent.
    var start: Int64 = 0
  }

  private(set) var records: [Record] = []
  private var free: [Int] = []

  /// How many are under way.
  var count: Int { records.count - free.count }

  mutating func add(_ record: Record) -> Int {
    if let place = free.popLast() {
      records[place] = record
      return place
    }
    records.append(record)
    return records.count - 1
  }

  /// Binds an operation to another lane.
  mutating func move(_ place: Int, to lane: Int) { records[place].lane = lane }

  mutating func remove(_ place: Int) { free.append(place) }

  mutating func removeAll() {
    records.removeAll(keepingCapacity: true)
    free.removeAll(keepingCapacity: true)
  }
}
