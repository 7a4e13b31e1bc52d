/// Counts as bars, a line each: a histogram in the order of its buckets, or a ranking.
package struct BarChart: Sendable {
  package struct Bar: Sendable {
    let label: [UInt8]
    let amount: Double
    let values: [String]

    /// - Parameter values: what stands behind the bar, as it is to be shown.
    package init(_ label: String, _ amount: Double, values: [String]) {
      self.init(Array(label.utf8), amount, values: values)
    }

    /// With a label that need not be text.
    package init(_ label: [UInt8], _ amount: Double, values: [String]) {
      self.label = label
      self.amount = amount
      self.values = values
    }
  }

  private let title: String
  private let bars: [Bar]

  package init(title: String, _ bars: [Bar]) {
    self.title = title
    self.bars = bars
  }

  /// Counts with their shares of all.
  package init(title: String, counts: [(label: String, count: Int)]) {
    let total = counts.reduce(0) { $0 + $1.count }
    self.init(
      title: title,
      counts.map { label, count in
        Bar(
          label, Double(count),
          values: [
            Units.count(count), Units.percent(total == 0 ? 0 : Double(count) / Double(total)),
          ])
      })
  }

  func write(to html: inout HTML) {
    let largest = bars.map(\.amount).max() ?? 0
    html.element("figure", ["class": "chart"]) { html in
      html.element("figcaption", text: title)
      html.element("table", ["class": "bars"]) { html in
        for bar in bars {
          html.element("tr") { html in
            // A name that is too long for the page is cut there, and whole for a pointer that rests on it.
            let title = String(decoding: bar.label, as: UTF8.self)
            html.element("th", ["scope": "row", "title": title]) { $0.text(bar.label) }
            html.element("td", ["class": "bar"]) { html in
              // What is not nothing shows at least a sliver.
              guard bar.amount > 0 else { return }
              let width = max(bar.amount / largest * 100, 0.2)
              html.element("i", ["style": "width:\(Units.decimal(width, places: 2))%"]) { _ in }
            }
            for value in bar.values { html.element("td", ["class": "number"], text: value) }
          }
        }
      }
    }
  }
}

extension HTML {
  package mutating func add(_ chart: BarChart) { chart.write(to: &self) }
}
