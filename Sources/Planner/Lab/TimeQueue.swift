/// Things that are due at a time, the earliest first: a binary heap. Of two with one time, either comes first.
package struct TimeQueue: Sendable {
  private struct Entry {
    let time: Int64
    let item: Int
  }

  private var heap: [Entry] = []

  package init() {}

  package var count: Int { heap.count }

  /// The earliest time.
  package var next: Int64? { heap.first?.time }

  package mutating func add(_ item: Int, at time: Int64) {
    heap.append(Entry(time: time, item: item))
    var child = heap.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard heap[child].time < heap[parent].time else { return }
      heap.swapAt(child, parent)
      child = parent
    }
  }

  /// The earliest item, when its time has come.
  package mutating func pop(by now: Int64) -> Int? {
    guard let first = heap.first, first.time <= now, let last = heap.popLast() else { return nil }
    guard !heap.isEmpty else { return first.item }
    heap[0] = last
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2]
      where child < heap.count && heap[child].time < heap[least].time {
        least = child
      }
      guard least != parent else { return first.item }
      heap.swapAt(parent, least)
      parent = least
    }
  }

  package mutating func removeAll() { heap.removeAll(keepingCapacity: true) }
}
