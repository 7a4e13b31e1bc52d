/// Counts in one line: `▁▁▂█▁▁`. Nothing is a blank; what is not nothing shows at least the lowest block.
package struct Sparkline: Sendable {
  private static let blocks: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// One block a column.
  package let text: String

  /// - Parameter width: columns at most; neighbours are added up where there are more counts.
  package init(_ counts: [Int], width: Int) {
    let columns = max(min(width, counts.count), 1)
    var sums = Array(repeating: 0, count: columns)
    for (index, count) in counts.enumerated() { sums[index * columns / counts.count] += count }
    let largest = sums.max() ?? 0
    text = String(
      sums.map { sum in
        guard sum > 0 else { return " " }
        let height = (Double(sum) / Double(largest) * Double(Self.blocks.count)).rounded(.up)
        return Self.blocks[Int(height) - 1]
      })
  }
}
