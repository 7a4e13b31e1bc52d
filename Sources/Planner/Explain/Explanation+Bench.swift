import Bytes
import Recipe

extension Explanation {
  mutating func add(_ bench: BenchProgram) {
    for slot in bench.slots {
      guard case .draw(let draw) = slot.source, case .number(let distribution) = bench.draws[draw]
      else { continue }
      add("pick", "\(slot.name) = \(Self.text(distribution))")
    }
    for operation in bench.operations {
      add("op", "\(UnitText.percent(operation.share)) \(operation.name)  \(text(operation.body))")
    }
    let load = bench.load
    add(
      "load",
      "\(load.connections) connections, \(load.depth) in flight on each, \(load.threads) "
        + (load.threads == 1 ? "thread" : "threads"))
    if let pace = load.pace {
      let rate = "\(UnitText.number(pace.from))/s"
      add(
        "rate",
        (pace.over == 0
          ? rate
          : "\(rate) to \(UnitText.number(pace.to))/s in \(UnitText.duration(pace.over))")
          + "  open: latency counts from when a command was due")
    } else {
      add("rate", "closed loop: latency counts from when a command was sent")
    }
    if bench.hasStrategy {
      add("origin", bench.origin.map(Self.text) ?? "takes no time")
      add("protect", Self.text(bench.defence))
    }
    for phase in bench.phases { add("phase", Self.text(phase)) }
    for event in bench.events { add("at", "\(UnitText.duration(event.at)) \(event.kind.text)") }
    if let fill = bench.fill {
      let arguments = fill.template.arguments.map(text)
      add(
        "fill",
        fill.store == nil
          ? arguments.joined(separator: " ")
          : "\(arguments[0]) \(arguments[1]), a value and a TTL as the strategy's own")
    }
    add("seed", "\(load.seed): the same commands every time")
    if let clean = bench.clean { add("clean", "UNLINK of \(Escaping.escaped(clean))") }
    add("resend", "never: a lost reply is `unknown`")
  }

  private func text(_ body: BenchProgram.Operation.Body) -> String {
    switch body {
    case .command(let template): template.arguments.map(text).joined(separator: " ")
    case .read(let strategy, let options): "read \(strategy.rawValue)\(Self.text(options))"
    case .write(let strategy, let options): "write \(strategy.rawValue)\(Self.text(options))"
    }
  }

  /// ` ttl 1m jitter 10%, 200 to 2048 bytes`.
  private static func text(_ options: StoreOptions) -> String {
    let jitter =
      switch options.jitter {
      case nil: ""
      case .fraction(let share): " jitter \(UnitText.percent(share))"
      case .duration(let time): " jitter \(UnitText.duration(time))"
      }
    let (low, high) = (options.size.lowerBound, options.size.upperBound)
    return (options.ttl.map { " ttl \(UnitText.duration($0))\(jitter)" } ?? " ttl never")
      + ", \(low == high ? "\(low)" : "\(low) to \(high)") bytes"
  }

  private static func text(_ origin: BenchOrigin) -> String {
    func time(_ milliseconds: Double) -> String {
      Int64(exactly: milliseconds).map { UnitText.duration($0) } ?? UnitText.latency(milliseconds)
    }
    let latency =
      switch origin.latency {
      case .constant(let latency): time(latency)
      case .uniform(let range): "\(time(range.lowerBound)) to \(time(range.upperBound))"
      case .lognormal(let median, let sigma):
        "lognormal around \(time(median)), sigma \(UnitText.number(sigma))"
      }
    var parts = [latency]
    if let rate = origin.rateLimit { parts.append("at most \(UnitText.number(rate))/s") }
    if let count = origin.concurrencyLimit { parts.append("at most \(count) at once") }
    if origin.errors > 0 { parts.append("\(UnitText.percent(origin.errors)) fail") }
    return parts.joined(separator: ", ")
  }

  private static func text(_ defence: StampedeDefence) -> String {
    switch defence {
    case .none: "none: whoever misses loads"
    case .lock(let time):
      "lock(\(UnitText.duration(time))): one loads, the others ask again every 10ms"
    case .xfetch(let beta): "xfetch(\(UnitText.number(beta))): readers refresh early, by chance"
    case .stale(let time):
      "stale(\(UnitText.duration(time))): old values are served while one loads"
    case .lease(let time):
      "lease(\(UnitText.duration(time))): one loads and may store, the others ask again every 10ms"
    }
  }

  private static func text(_ phase: BenchPhase) -> String {
    switch phase {
    case .fill(let count): "fill \(UnitText.number(Double(count))) keys"
    case .warmup(let time): "warmup \(UnitText.duration(time)), not counted"
    case .measure(let time): "measure \(UnitText.duration(time))"
    }
  }

  /// As it was written: `zipf(1..1M, 0.99)`.
  private static func text(_ distribution: PickDistribution) -> String {
    func range(_ range: ClosedRange<Int64>) -> String {
      "\(UnitText.number(Double(range.lowerBound)))..\(UnitText.number(Double(range.upperBound)))"
    }
    return switch distribution {
    case .uniform(let ends): "uniform(\(range(ends)))"
    case .zipf(let ends, let exponent): "zipf(\(range(ends)), \(UnitText.number(exponent)))"
    case .gauss(let ends, let deviation): "gauss(\(range(ends)), \(UnitText.number(deviation)))"
    case .latest(let ends, let exponent): "latest(\(range(ends)), \(UnitText.number(exponent)))"
    case .sequence(let ends): "seq(\(range(ends)))"
    case .scrambled(let inner): "scramble(\(text(inner)))"
    }
  }
}
