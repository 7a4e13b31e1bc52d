import Bytes
import Engine
import Planner
import Recipe

extension ReportJSON {
  /// `"ops":[{"name","sent","ok","errors","rate","p50","p90","p99","p999","max"}]`, latencies in milliseconds, and what makes two
  /// results comparable.
  static func append(_ bench: BenchReport, to writer: inout JSONObjectWriter) {
    writer.beginArray("ops")
    for operation in bench.operations { append(operation, of: bench, to: &writer) }
    writer.endArray()
    if let origin = bench.origin { append(origin, to: &writer) }
    if !bench.events.isEmpty { append(bench.events, to: &writer) }
    writer.field("rate", bench.rateInterval?.value)
    append(bench.rateInterval, as: "rate_interval95", to: &writer)
    writer.field("measured_seconds", bench.seconds)
    writer.field("sent_share", bench.sentShare)
    writer.field("connections", bench.connections)
    writer.field("depth", bench.depth)
    writer.field("seed", String(bench.seed))
    writer.field("loop", bench.pace == nil ? "closed" : "open")
    if bench.filled > 0 { writer.field("filled", bench.filled) }
    if let cleaned = bench.cleaned { writer.field("cleaned", cleaned) }
    writer.field("connections_lost", bench.losses)
    append(bench.generator, of: bench, to: &writer)
    writer.beginObject("server")
    writer.field("cpu_seconds", bench.server.cpuSeconds)
    writer.field("memory_before", bench.server.memoryBefore)
    writer.field("memory_after", bench.server.memoryAfter)
    writer.field("evicted", bench.server.evicted)
    writer.endObject()
    append(bench.environment, to: &writer)
  }

  private static func append(
    _ operation: BenchReport.Operation, of bench: BenchReport, to writer: inout JSONObjectWriter
  ) {
    writer.beginObject()
    writer.field("name", operation.name)
    writer.field("sent", operation.sent)
    writer.field("ok", operation.ok)
    writer.field("errors", operation.failed)
    writer.field("unknown", operation.unknown)
    writer.field("rate", bench.rate(of: operation))
    for (name, fraction) in [
      ("p50", 0.5), ("p90", 0.9), ("p95", 0.95), ("p99", 0.99), ("p999", 0.999),
    ] {
      field(name, operation.latency.percentile(fraction), to: &writer)
    }
    field("max", operation.ok > 0 ? operation.latency.max : nil, to: &writer)
    writer.beginObject("interval95")
    for (name, fraction) in [("p50", 0.5), ("p99", 0.99)] {
      append(operation.latency.interval(fraction), as: name, to: &writer)
    }
    writer.endObject()
    if let cache = operation.cache { append(cache, to: &writer) }
    if !operation.codes.isEmpty {
      writer.beginObject("errors_by")
      for entry in operation.codes { writer.field(entry.code, entry.count) }
      writer.endObject()
    }
    writer.endObject()
  }

  /// How many of the operations each end stands for; together with those that a server refused, all of them.
  private static func append(_ cache: CacheTally, to writer: inout JSONObjectWriter) {
    writer.beginObject("cache")
    for (name, count) in cache.fields { writer.field(name, count) }
    if let rate = cache.hitRate { writer.field("hit_rate", rate) }
    writer.endObject()
  }

  private static func append(_ origin: BenchReport.Origin, to writer: inout JSONObjectWriter) {
    writer.beginObject("origin")
    writer.field("loads", origin.tally.loads)
    writer.field("peak", origin.tally.peak)
    writer.field("rate", origin.rate)
    writer.field("concurrent", origin.tally.atOnce)
    writer.field("errors", origin.tally.failed)
    writer.field("writes", origin.writes)
    writer.field("lost", origin.lost)
    writer.endObject()
  }

  private static func append(_ events: [BenchReport.Event], to writer: inout JSONObjectWriter) {
    writer.beginArray("events")
    for event in events {
      writer.beginObject()
      writer.field("at", event.at)
      writer.field("event", event.kind.text)
      if let keys = event.keys { writer.field("keys", keys) }
      writer.endObject()
    }
    writer.endArray()
  }

  private static func append(
    _ generator: BenchReport.Generator, of bench: BenchReport, to writer: inout JSONObjectWriter
  ) {
    writer.beginObject("generator")
    writer.field("threads", generator.threads)
    writer.field("cpu_seconds", generator.cpuSeconds)
    writer.field("cpu_us_per_op", bench.cpuPerOperation)
    if let scheduled = generator.scheduled {
      writer.field("scheduled", scheduled)
      field("lag_p99", generator.lag.percentile(0.99), to: &writer)
      field("lag_max", generator.lag.count > 0 ? generator.lag.max : nil, to: &writer)
    }
    writer.endObject()
  }

  /// `[low, high]`; nothing where it is unknown.
  private static func append(
    _ interval: Interval?, as name: String, to writer: inout JSONObjectWriter
  ) {
    guard let interval else { return }
    writer.beginArray(name)
    writer.value(interval.low)
    writer.value(interval.high)
    writer.endArray()
  }

  /// `--compare`: each figure that both results have.
  static func append(_ changes: [BenchChange], to writer: inout JSONObjectWriter) {
    writer.beginArray("comparison")
    for change in changes {
      writer.beginObject()
      writer.field("name", change.figure.bench)
      writer.field("op", change.figure.operation)
      writer.field("figure", change.figure.name)
      writer.field("before", change.before.value)
      writer.field("now", change.now.value)
      writer.field("change", change.change)
      writer.field("certain", change.isCertain)
      writer.field("worse", change.isWorse)
      writer.endObject()
    }
    writer.endArray()
  }

  private static func append(_ environment: BenchEnvironment, to writer: inout JSONObjectWriter) {
    writer.beginObject("environment")
    writer.field("server", environment.server)
    writer.beginObject("config")
    for setting in environment.configuration { writer.field(setting.name, setting.value) }
    writer.endObject()
    writer.field("processor", environment.processor)
    writer.field("processors", environment.processors)
    writer.field("kernel", environment.kernel)
    writer.endObject()
  }

  /// Nanoseconds as milliseconds; null where nothing was measured.
  private static func field(
    _ name: String, _ nanoseconds: Int64?, to writer: inout JSONObjectWriter
  ) {
    if let nanoseconds {
      writer.field(name, Double(nanoseconds) / 1e6)
    } else {
      writer.key(name)
      writer.null()
    }
  }
}
