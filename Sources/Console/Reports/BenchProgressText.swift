import Engine
import Recipe

/// One line that says how a bench goes, with the rate and the latencies of the last second and what the origin was asked for:
///
///     bench reads  measure  12 s of 30 s  410k/s ▇█▇▂▇  p50 0.3 ms  p99 0.9 ms ▁▁▇▁▁  origin 30/s ▁▁█▁▁  3 errors
///
/// Behind a figure stand its last seconds, as many as there is room for.
package struct BenchProgressText {
  package let text: String

  /// Seconds of a curve, from wide terminals to narrow ones.
  private static let curves = [10, 6, 3, 0]

  /// - Parameter width: cells of the terminal.
  package init(_ title: String, _ progress: BenchProgress, width: Int) {
    let lines = Self.curves.lazy.map { Self.line([title], progress, curve: $0) }
    text =
      lines.first { DisplayWidth.of($0) < width } ?? Self.line([], progress, curve: 0)
  }

  private static func line(_ title: [String], _ progress: BenchProgress, curve width: Int)
    -> String
  {
    func curve(_ seconds: [Int]) -> String {
      let shown = Array(seconds.suffix(width))
      return shown.count > 1 ? " \(Sparkline(shown, width: shown.count).text)" : ""
    }
    let elapsed = Units.elapsed(nanoseconds: Int(progress.seconds * 1e9))
    let ended = progress.ok + progress.failed
    var parts = title
    switch progress.phase {
    case .fill(let count): parts.append("fill  \(Units.count(ended)) of \(Units.count(count))")
    case .warmup(let time), .measure(let time):
      parts.append(
        "\(progress.phaseWord)  \(elapsed) of \(Units.duration(milliseconds: Int(time)))")
    }
    if progress.seconds > 0 {
      let rate = progress.rates.last ?? Double(ended) / progress.seconds
      parts.append("\(Units.rate(perSecond: rate))\(curve(progress.rates.map { Int($0) }))")
    }
    if let last = progress.latencies.last, let p50 = last.p50, let p99 = last.p99 {
      parts.append("p50 \(Units.elapsed(nanoseconds: Int(p50)))")
      let curve = curve(progress.latencies.map { Int($0.p99 ?? 0) })
      parts.append("p99 \(Units.elapsed(nanoseconds: Int(p99)))\(curve)")
    }
    if let loads = progress.origin, let last = loads.last {
      parts.append("origin \(Units.count(last))/s\(curve(loads))")
    }
    if progress.failed > 0 { parts.append("\(Units.count(progress.failed)) errors") }
    return parts.joined(separator: "  ")
  }
}
