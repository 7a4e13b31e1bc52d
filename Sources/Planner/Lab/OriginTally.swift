/// What an origin had to do: how many loads, how many in the worst second, how many at once.
///
/// A pure value. Loads are counted when they are asked for, also those that a limit lets wait: that is the load which a defence is to
/// keep away. Times are nanoseconds of any one clock.
package struct OriginTally: Sendable {
  /// One second of the run.
  package struct Second: Equatable, Sendable {
    package var loads = 0
    /// The most that were asked for and not ended.
    package var atOnce = 0
  }

  package private(set) var loads = 0
  package private(set) var failed = 0
  /// The most loads in any one second, in steps of a tenth.
  package private(set) var peak = 0
  /// The most that were asked for and not ended.
  package private(set) var atOnce = 0
  package private(set) var seconds: [Second] = []

  /// The loads of the last ten tenths of a second, in a ring, and their sum.
  private var tenths = Array(repeating: 0, count: 10)
  private var sum = 0
  private var tenth: Int64 = 0
  private var open = TimeQueue()
  private let start: Int64

  private static let tenthOfASecond: Int64 = 100_000_000

  /// - Parameter since: the beginning of the first second.
  package init(since start: Int64 = 0) { self.start = start }

  package mutating func count(_ load: OriginQueue.Load, at now: Int64) {
    let time = max(now - start, 0)
    advance(to: time / Self.tenthOfASecond)
    loads += 1
    if load.fails { failed += 1 }
    tenths[Int(tenth % 10)] += 1
    sum += 1
    peak = max(peak, sum)

    while open.pop(by: now) != nil {}
    open.add(0, at: load.end)
    atOnce = max(atOnce, open.count)
    // A bench of a week is a page of a second's numbers; a clock that jumps is not.
    let second = min(Int(time / 1_000_000_000), 1 << 20)
    while seconds.count <= second { seconds.append(Second()) }
    seconds[second].loads += 1
    seconds[second].atOnce = max(seconds[second].atOnce, open.count)
  }

  /// Empties the tenths that have passed. A time a little before the last counts with it.
  private mutating func advance(to now: Int64) {
    guard now > tenth else { return }
    for passed in 1...min(now - tenth, 10) {
      let place = Int((tenth + passed) % 10)
      sum -= tenths[place]
      tenths[place] = 0
    }
    tenth = now
  }
}
