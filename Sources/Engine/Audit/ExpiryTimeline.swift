/// When keys will expire, in sparse buckets of at most a 64th of a window: finds the window in which most of them do.
///
/// Memory is bounded: past `bucketLimit` buckets neighbours are merged, which makes the answer coarser (`resolution`), never
/// smaller than what a finer one would find by more than one bucket at each end.
struct ExpiryTimeline {
  struct Peak: Sendable {
    /// Where the window begins: milliseconds since 1970.
    let at: Int64
    let keys: Int
  }

  /// Milliseconds.
  let window: Int64
  private(set) var resolution: Int64
  private var buckets: [Int64: Int] = [:]
  private static let bucketLimit = 1 << 18
  /// Milliseconds.
  private static let round: [Int64] = [
    1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 15_000, 30_000, 60_000,
  ]

  init(window: Int64) {
    self.window = window
    // A round number where one divides the window, so that a bucket is not of two seconds and a window is whole buckets.
    resolution =
      Self.round.last { $0 <= window / 64 && window % $0 == 0 } ?? max(window / 64, 1)
  }

  /// - Parameter expiry: milliseconds since 1970.
  mutating func record(_ expiry: Int64) {
    buckets[expiry / resolution, default: 0] += 1
    if buckets.count > Self.bucketLimit { coarsen() }
  }

  private mutating func coarsen() {
    resolution *= 2
    var merged: [Int64: Int] = [:]
    merged.reserveCapacity(buckets.count / 2)
    for (bucket, count) in buckets { merged[bucket / 2, default: 0] += count }
    buckets = merged
  }

  /// The window with the most expiries; nil without any.
  var peak: Peak? { peak(among: buckets.keys.sorted()) }

  /// The windows with more expiries than so many, the highest first; none within another, and no more than twenty.
  func peaks(above count: Int) -> [Peak] {
    var order = buckets.keys.sorted()
    var peaks: [Peak] = []
    while peaks.count < 20, let next = peak(among: order), next.keys > count {
      peaks.append(next)
      order.removeAll { (next.at..<next.at + window).contains($0 * resolution) }
    }
    return peaks
  }

  private func peak(among order: [Int64]) -> Peak? {
    let width = max(window / resolution, 1)
    var best: Peak?
    var first = 0
    var sum = 0
    for bucket in order {
      sum += buckets[bucket] ?? 0
      while bucket - order[first] >= width {
        sum -= buckets[order[first]] ?? 0
        first += 1
      }
      if sum > best?.keys ?? 0 { best = Peak(at: order[first] * resolution, keys: sum) }
    }
    return best
  }

  /// How many keys expire when, in at most so many steps; nil without any.
  ///
  /// It ends at the last expiry, or at the 99th percentile where what comes after that takes more room than all before.
  func profile(steps: Int) -> AuditReport.Timeline? {
    let order = buckets.keys.sorted()
    guard let first = order.first, let last = order.last else { return nil }
    let total = buckets.values.reduce(0, +)
    var seen = 0
    let ninetyNinth = order.first { bucket in
      seen += buckets[bucket] ?? 0
      return seen * 100 >= total * 99
    }
    let body = (ninetyNinth ?? last) - first + 1
    let width = last - first + 1 <= 2 * body ? last - first + 1 : body + body / 50 + 1
    let stride = (width + Int64(steps) - 1) / Int64(steps)
    var counts = Array(repeating: 0, count: Int((width + stride - 1) / stride))
    var later = 0
    for bucket in order {
      let step = Int((bucket - first) / stride)
      if step < counts.count {
        counts[step] += buckets[bucket] ?? 0
      } else {
        later += buckets[bucket] ?? 0
      }
    }
    return AuditReport.Timeline(
      start: first * resolution, step: stride * resolution, counts: counts, later: later)
  }
}
