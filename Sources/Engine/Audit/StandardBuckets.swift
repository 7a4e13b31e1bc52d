import Planner
import Recipe

/// The steps in which every audit shows lifetimes and sizes: round numbers that a person knows, without empty ends.
enum StandardBuckets {
  private static let seconds: [Int64] = [
    1, 5, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 28_800, 43_200, 86_400, 172_800,
    345_600, 604_800, 1_209_600, 2_592_000, 7_776_000, 31_536_000,
  ]

  static func lifetimes(_ values: Distribution) -> AuditReport.Buckets? {
    buckets("ttl", values, seconds.map { $0 * 1000 }, .duration)
  }

  /// From 64 B by twos to 512 MiB, the largest string.
  static func sizes(_ values: Distribution) -> AuditReport.Buckets? {
    buckets("bytes", values, (6...29).map { 1 << $0 }, .size)
  }

  private static func buckets(
    _ name: String, _ values: Distribution, _ bounds: [Int64], _ type: ValueType
  ) -> AuditReport.Buckets? {
    let counts = values.counts(between: bounds)
    guard let first = counts.firstIndex(where: { $0 > 0 }),
      let last = counts.lastIndex(where: { $0 > 0 })
    else { return nil }
    // With an empty one at each end, which says that nothing lies beyond.
    let kept = max(first - 1, 0)...min(last + 1, bounds.count)
    return AuditReport.Buckets(
      name: name,
      bounds: kept.dropLast().map { UnitText.text(bounds[$0], type) },
      counts: Array(counts[kept]))
  }
}
