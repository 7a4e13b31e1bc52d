import Bytes
import Engine
import Planner
import Recipe

/// What a bench measured, as a person reads it: an operation a line, then what one must know to believe it.
///
///     op      rate     p50     p90     p99   p99.9     max  errors
///     read    61k/s  0.31 ms  0.44 ms  0.92 ms  2.10 ms  9.41 ms  0
struct BenchText {
  let lines: [String]

  init(_ report: BenchReport, _ style: ReportText.Style) {
    guard report.seconds > 0 else {
      lines = Self.about(report)
      return
    }
    var table = TextTable(
      [.text("op")]
        + ["rate", "ok", "p50", "p90", "p99", "p99.9", "max", "errors", "unknown"].map {
          .number($0)
        })
    for operation in report.operations { table.append(Self.row(operation, report)) }
    if report.operations.count > 1 { table.append(Self.row(report.all, report)) }
    lines = table.lines(width: style.width, palette: style.palette) + Self.about(report)
  }

  private static func row(_ operation: BenchReport.Operation, _ report: BenchReport) -> [String] {
    func time(_ fraction: Double) -> String {
      operation.latency.percentile(fraction).map { Units.elapsed(nanoseconds: Int($0)) } ?? "–"
    }
    return [
      Escaping.escaped(operation.name), Units.rate(perSecond: report.rate(of: operation)),
      Units.count(operation.ok), time(0.5), time(0.9), time(0.99), time(0.999),
      operation.ok > 0 ? Units.elapsed(nanoseconds: Int(operation.latency.max)) : "–",
      Units.count(operation.failed), Units.count(operation.unknown),
    ]
  }

  private static func about(_ report: BenchReport) -> [String] {
    var lines: [String] = []
    if report.filled > 0 { lines.append("filled \(Units.counted(report.filled, "key"))") }
    if report.seconds > 0 {
      for operation in report.operations {
        if let cache = operation.cache { lines.append(text(cache, of: operation)) }
      }
      if let origin = report.origin { lines.append(text(origin)) }
      lines += report.events.map(text)
      lines.append(loop(report))
      lines.append(generator(report))
      lines.append(server(report))
    }
    if let cleaned = report.cleaned {
      lines.append("clean  \(Units.counted(cleaned, "key")) removed")
    }
    return lines
  }

  /// `cache  read: 98.2 % without waiting; 53,120 hits, 880 waited, 12 loaded`.
  private static func text(_ cache: CacheTally, of operation: BenchReport.Operation) -> String {
    let parts = cache.fields.filter { $0.count > 0 }.map { "\(Units.count($0.count)) \($0.name)" }
    return "cache  \(Escaping.escaped(operation.name)): "
      + "\(cache.hitRate.map(Units.percent) ?? "–") without waiting; \(parts.joined(separator: ", "))"
  }

  private static func text(_ origin: BenchReport.Origin) -> String {
    "origin \(Units.count(origin.tally.loads)) loads, \(Units.rate(perSecond: origin.rate)); "
      + "at most \(Units.count(origin.tally.peak)) in a second and \(Units.count(origin.tally.atOnce)) at once"
      + (origin.tally.failed > 0 ? "; \(Units.count(origin.tally.failed)) failed" : "")
      + (origin.writes > 0 ? "; \(Units.count(origin.writes)) writes" : "")
      + (origin.lost.map { "; \(Units.count($0)) writes lost" } ?? "")
  }

  private static func text(_ event: BenchReport.Event) -> String {
    "event  \(Units.elapsed(nanoseconds: Int(event.at * 1e9)))  \(event.kind.text)"
      + (event.keys.map { ", \(Units.counted($0, "key"))" } ?? "")
  }

  private static func loop(_ report: BenchReport) -> String {
    let shape =
      "\(Units.counted(report.connections, "connection")), \(Units.count(report.depth)) in flight, seed \(report.seed)"
    guard let pace = report.pace else {
      return
        "loop   closed, \(shape): latency counts from the send; a stall delays what would be sent"
    }
    let rate =
      pace.over == 0
      ? Units.rate(perSecond: pace.from)
      : "\(Units.rate(perSecond: pace.from)) to \(Units.rate(perSecond: pace.to))"
    return
      "loop   open, \(rate), \(Units.percent(report.sentShare)) sent, \(shape): latency counts from when it was due"
  }

  private static func generator(_ report: BenchReport) -> String {
    var parts = [
      "client \(Units.counted(report.generator.threads, "thread"))",
      "CPU \(Units.percent(report.generator.cpuSeconds / report.seconds))",
      "\(Units.decimal(report.cpuPerOperation, places: 2)) µs an operation",
    ]
    if let lag = report.generator.lag.percentile(0.99) {
      parts.append("begins late by \(Units.elapsed(nanoseconds: Int(lag))) (p99)")
    }
    return parts.joined(separator: ", ")
  }

  private static func server(_ report: BenchReport) -> String {
    let server = report.server
    var parts = ["server \(Escaping.escaped(report.environment.server))"]
    if server.cpuSeconds > 0 {
      parts.append("CPU \(Units.percent(server.cpuSeconds / report.seconds))")
    }
    if server.memoryAfter > 0 {
      parts.append(
        "memory \(Units.bytes(server.memoryBefore)) to \(Units.bytes(server.memoryAfter))")
    }
    return parts.joined(separator: ", ")
  }
}
