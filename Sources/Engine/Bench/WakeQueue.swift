/// Operations that wait for a moment, the earliest first: a binary heap. One a worker, on its thread.
struct WakeQueue {
  private struct Entry {
    let time: Int64
    let place: Int
  }

  private var heap: [Entry] = []

  /// The earliest moment, in nanoseconds of the phase's clock.
  var next: Int64? { heap.first?.time }

  mutating func add(_ place: Int, at time: Int64) {
    heap.append(Entry(time: time, place: place))
    var child = heap.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard heap[child].time < heap[parent].time else { return }
      heap.swapAt(child, parent)
      child = parent
    }
  }

  /// The place of the earliest, when its moment has come.
  mutating func pop(by now: Int64) -> Int? {
    guard let first = heap.first, first.time <= now else { return nil }
    let last = heap.removeLast()
    guard !heap.isEmpty else { return first.place }
    heap[0] = last
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2]
      where child < heap.count && heap[child].time < heap[least].time {
        least = child
      }
      guard least != parent else { return first.place }
      heap.swapAt(parent, least)
      parent = least
    }
  }

  mutating func removeAll() { heap.removeAll(keepingCapacity: true) }
}
