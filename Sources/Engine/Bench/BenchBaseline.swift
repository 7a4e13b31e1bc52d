import Bytes

/// An earlier result of benches, as `--json` wrote it: what a new one is compared with.
package struct BenchBaseline: Sendable {
  /// Which number of which operation of which bench.
  package struct Figure: Hashable, Sendable {
    package let bench: String
    /// `all` for the whole bench.
    package let operation: String
    /// `rate`, `p50`, `p99`; latencies in milliseconds.
    package let name: String

    package var isLatency: Bool { name != "rate" }
  }

  package private(set) var figures: [Figure: Interval] = [:]
  /// By bench: server and processor, which make results comparable or not.
  private(set) var places: [String: String] = [:]

  static let percentiles: [(name: String, fraction: Double)] = [("p50", 0.5), ("p99", 0.99)]

  package init(_ report: RunReport) {
    for statement in report.statements {
      guard let bench = statement.bench, bench.seconds > 0 else { continue }
      places[statement.name] = Self.place(bench.environment.server, bench.environment.processor)
      figures[Figure(bench: statement.name, operation: "all", name: "rate")] = bench.rateInterval
      for operation in bench.operations {
        for (name, fraction) in Self.percentiles {
          let figure = Figure(bench: statement.name, operation: operation.name, name: name)
          figures[figure] = operation.latency.interval(fraction)
        }
      }
    }
  }

  /// Nil where the document holds no bench.
  package init?(_ document: JSONTree) {
    for statement in document["statements"]?.elements ?? [] {
      guard let name = statement["name"]?.text, statement["verb"]?.text == "bench" else { continue }
      let environment = statement["environment"]
      places[name] = Self.place(
        environment?["server"]?.text ?? "", environment?["processor"]?.text ?? "")
      figures[Figure(bench: name, operation: "all", name: "rate")] = Self.interval(
        statement["rate"], statement["rate_interval95"])
      for operation in statement["ops"]?.elements ?? [] {
        guard let operationName = operation["name"]?.text else { continue }
        for (percentile, _) in Self.percentiles {
          let figure = Figure(bench: name, operation: operationName, name: percentile)
          figures[figure] = Self.interval(
            operation[percentile], operation["interval95"]?[percentile])
        }
      }
    }
    if figures.isEmpty { return nil }
  }

  private static func place(_ server: String, _ processor: String) -> String {
    "\(server) on \(processor)"
  }

  private static func interval(_ value: JSONTree?, _ ends: JSONTree?) -> Interval? {
    guard let value = value?.number, let ends = ends?.elements.compactMap(\.number),
      ends.count == 2
    else { return nil }
    return Interval(value, low: ends[0], high: ends[1])
  }
}
