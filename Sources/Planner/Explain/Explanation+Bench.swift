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
    for phase in bench.phases { add("phase", Self.text(phase)) }
    if let fill = bench.fill {
      add("fill", fill.template.arguments.map(text).joined(separator: " "))
    }
    add("seed", "\(load.seed): the same commands every time")
    if let clean = bench.clean { add("clean", "UNLINK of \(Escaping.escaped(clean))") }
    add("resend", "never: a lost reply is `unknown`")
  }

  private func text(_ body: BenchProgram.Operation.Body) -> String {
    switch body {
    case .command(let template): template.arguments.map(text).joined(separator: " ")
    case .read(let strategy, _): "read \(strategy.rawValue)"
    case .write(let strategy, _): "write \(strategy.rawValue)"
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
