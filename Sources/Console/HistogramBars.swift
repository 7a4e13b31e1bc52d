/// Counts as bars, one line a bucket: `1m–10m  ███████▍     1,234  12.3 %`.
package struct HistogramBars: Sendable {
  package struct Bucket: Sendable {
    package let label: String
    package let count: Int

    package init(_ label: String, _ count: Int) {
      self.label = label
      self.count = count
    }
  }

  package let buckets: [Bucket]

  /// Blocks from an eighth of a cell to a whole one.
  private static let blocks: [Character] = ["▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"]
  private static let widestBar = 40
  private static let narrowestBar = 5

  package init(_ buckets: [Bucket]) { self.buckets = buckets }

  /// The lines, no wider than `width` where the labels leave room for a bar at all. Without
  /// `isUnicode`, bars are of `#`.
  package func lines(width: Int?, isUnicode: Bool = true) -> [String] {
    let total = buckets.reduce(0) { $0 + $1.count }
    let largest = buckets.reduce(0) { max($0, $1.count) }
    let counts = buckets.map { Units.count($0.count) }
    let shares = buckets.map {
      Units.percent(total == 0 ? 0 : Double($0.count) / Double(total))
    }
    let labelWidth = buckets.map { DisplayWidth.of($0.label) }.max() ?? 0
    let countWidth = counts.map(\.count).max() ?? 0
    let shareWidth = shares.map(\.count).max() ?? 0
    let room = (width ?? .max) - labelWidth - countWidth - shareWidth - 6
    let barWidth = min(Self.widestBar, max(Self.narrowestBar, room))
    return buckets.indices.map { index in
      let length = largest == 0 ? 0 : Double(buckets[index].count) / Double(largest)
      return [
        DisplayWidth.pad(buckets[index].label, to: labelWidth),
        DisplayWidth.pad(
          Self.bar(length * Double(barWidth), isUnicode: isUnicode), to: barWidth),
        DisplayWidth.pad(counts[index], to: countWidth, alignedRight: true),
        DisplayWidth.pad(shares[index], to: shareWidth, alignedRight: true),
      ].joined(separator: "  ")
    }
  }

  /// A bar of so many cells. What is not nothing shows at least the thinnest sliver.
  private static func bar(_ length: Double, isUnicode: Bool) -> String {
    guard length > 0 else { return "" }
    guard isUnicode else {
      return String(repeating: "#", count: max(1, Int(length.rounded())))
    }
    let eighths = max(1, Int((length * 8).rounded()))
    let whole = String(repeating: blocks[7], count: eighths / 8)
    return eighths % 8 == 0 ? whole : whole + String(blocks[eighths % 8 - 1])
  }
}
