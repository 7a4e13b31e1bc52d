import Bytes
import Engine

extension ReportText {
  /// `--compare`: a line for each figure; empty where nothing was compared.
  ///
  ///     compared    op   figure  before      now   change
  ///     reads       get  p99     1.92 ms  2.41 ms  +25.5 %  WORSE
  ///     reads       all  rate      61k/s    60k/s   -1.6 %  within chance
  package func changes(_ changes: [BenchChange]) -> String {
    guard !changes.isEmpty else { return "" }
    var table = TextTable([
      .text("compared"), .text("op"), .text("figure"), .number("before"), .number("now"),
      .number("change"), .text(""),
    ])
    for change in changes {
      table.append([
        Escaping.escaped(change.figure.bench), Escaping.escaped(change.figure.operation),
        change.figure.name, Self.text(change.before.value, change.figure),
        Self.text(change.now.value, change.figure), Self.signed(change.change),
        change.isWorse ? "WORSE" : change.isCertain ? "" : "within chance",
      ])
    }
    return table.lines(width: style.width, palette: style.palette).joined(separator: "\n") + "\n"
  }

  static func text(_ value: Double, _ figure: BenchBaseline.Figure) -> String {
    figure.isLatency
      ? Units.elapsed(nanoseconds: Int(value * 1e6)) : Units.rate(perSecond: value)
  }

  private static func signed(_ fraction: Double) -> String {
    (fraction < 0 ? "-" : "+") + Units.decimal(abs(fraction) * 100, places: 1) + " %"
  }
}
