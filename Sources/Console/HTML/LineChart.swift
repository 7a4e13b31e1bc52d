/// Lines over time, or over any other axis: latency, origin load, expiries.
///
/// The drawing stretches with the page and its texts do not: shapes are SVG in a box of 1,000 × 1,000, words are HTML placed in
/// per cent. Of a series longer than a screen is wide, each column keeps its lowest and its highest point, so no peak is lost.
package struct LineChart: Sendable {
  package struct Series: Sendable {
    package enum Shape: Sendable {
      case line
      /// Each value holds until the next point, and the area below is filled; the last point only ends the shape.
      case steps
    }

    let name: String
    let shape: Shape
    let points: [(x: Double, y: Double)]

    /// - Parameter points: in the order of x. A y that is not finite leaves a gap.
    package init(_ name: String, _ shape: Shape = .line, points: [(x: Double, y: Double)]) {
      self.name = name
      self.shape = shape
      self.points = points
    }
  }

  /// A place on the x axis that is worth a word.
  package struct Mark: Sendable {
    let x: Double
    let text: String

    package init(x: Double, _ text: String) {
      self.x = x
      self.text = text
    }
  }

  /// A height that is worth a word: what an assertion allows.
  package struct Limit: Sendable {
    let y: Double
    let text: String

    package init(y: Double, _ text: String) {
      self.y = y
      self.text = text
    }
  }

  private let title: String
  private let series: [Series]
  private let marks: [Mark]
  private let limits: [Limit]
  private let x: ChartAxis
  private let y: ChartAxis

  package init(
    title: String, x: ChartUnit, y: ChartUnit, scale: ChartAxis.Scale = .linear(startsAtZero: true),
    series: [Series], marks: [Mark] = [], limits: [Limit] = []
  ) {
    self.title = title
    self.series = series
    self.marks = marks
    self.limits = limits
    let points = series.flatMap(\.points)
    self.x = ChartAxis(x, .linear(startsAtZero: false), over: points.lazy.map(\.x), ticks: 6)
    self.y = ChartAxis(y, scale, over: points.map(\.y) + limits.map(\.y), ticks: 5)
  }

  /// What stands on the axes, and the shapes between them.
  func write(to html: inout HTML) {
    html.element("figure", ["class": "chart"]) { html in
      html.element("figcaption") { html in
        html.text(title)
        if series.count > 1 { legend(&html) }
      }
      html.element("div", ["class": "plot"]) { html in
        html.element("div", ["class": "y"]) { html in
          for tick in y.ticks {
            html.element(
              "span", ["style": "bottom:\(Self.percent(tick.position))"], text: tick.text)
          }
        }
        html.element("div", ["class": "area"]) { html in
          drawing(&html)
          for (index, mark) in marks.enumerated() { word(mark, line: index, &html) }
          for limit in limits {
            html.element(
              "span",
              ["class": "limit", "style": "bottom:\(Self.percent(y.position(of: limit.y)))"],
              text: limit.text)
          }
        }
        html.element("div", ["class": "x"]) { html in
          for tick in x.ticks {
            html.element("span", ["style": "left:\(Self.percent(tick.position))"], text: tick.text)
          }
        }
      }
    }
  }

  private func legend(_ html: inout HTML) {
    html.element("span", ["class": "legend"]) { html in
      for (index, series) in series.enumerated() {
        html.element("span", ["class": "c\(index % Self.colors)"], text: series.name)
      }
    }
  }

  /// One below the other: marks may stand at one place.
  private func word(_ mark: Mark, line: Int, _ html: inout HTML) {
    let position = x.position(of: mark.x)
    html.element(
      "span",
      [
        "class": position > 0.5 ? "note left" : "note",
        "style":
          "left:\(Self.percent(position));top:\(Units.decimal(Double(line) * 1.5, places: 1))em",
      ],
      text: mark.text)
  }

  // MARK: Shapes

  private func drawing(_ html: inout HTML) {
    html.element(
      "svg",
      [
        "viewBox": "0 0 1000 1000", "preserveAspectRatio": "none", "role": "img",
        "aria-label": title,
      ]
    ) { html in
      for tick in y.ticks {
        html.void("path", ["class": "grid", "d": "M0 \(Self.place(1 - tick.position))H1000"])
      }
      for (index, series) in series.enumerated() {
        let color = "c\(index % Self.colors)"
        switch series.shape {
        case .line:
          html.void("path", ["class": "line \(color)", "d": line(series.points)])
        case .steps:
          html.void("path", ["class": "steps \(color)", "d": steps(series.points)])
          tooltips(series, &html)
        }
      }
      for limit in limits {
        html.void(
          "path", ["class": "limit", "d": "M0 \(Self.place(1 - y.position(of: limit.y)))H1000"])
      }
      for mark in marks {
        html.void("path", ["class": "note", "d": "M\(Self.place(x.position(of: mark.x))) 0V1000"])
      }
    }
  }

  private func line(_ points: [(x: Double, y: Double)]) -> String {
    var path = ""
    var isBroken = true
    for point in Self.thinned(points) {
      guard point.x.isFinite, point.y.isFinite else {
        isBroken = true
        continue
      }
      path += "\(isBroken ? "M" : "L")\(place(point))"
      isBroken = false
    }
    return path
  }

  private func steps(_ points: [(x: Double, y: Double)]) -> String {
    guard let first = points.first else { return "" }
    var path = "M\(Self.place(x.position(of: first.x))) 1000"
    for (point, next) in zip(points, points.dropFirst()) {
      let height = point.y.isFinite ? y.position(of: point.y) : 0
      path += "V\(Self.place(1 - height))H\(Self.place(x.position(of: next.x)))"
    }
    return path + "V1000Z"
  }

  /// The value of each step, for a pointer that rests on it.
  private func tooltips(_ series: Series, _ html: inout HTML) {
    guard series.points.count <= Self.columns else { return }
    for (point, next) in zip(series.points, series.points.dropFirst()) where point.y > 0 {
      let start = x.position(of: point.x)
      html.element(
        "rect",
        [
          "class": "hit", "x": Self.place(start), "y": "0", "height": "1000",
          "width": Self.place(x.position(of: next.x) - start),
        ]
      ) {
        $0.element("title", text: "\(x.text(point.x)): \(y.text(point.y))")
      }
    }
  }

  /// At most two points a column: the lowest and the highest, in the order in which they come.
  private static func thinned(_ points: [(x: Double, y: Double)]) -> [(x: Double, y: Double)] {
    guard points.count > 2 * columns else { return points }
    let width = (points.count + columns - 1) / columns
    return stride(from: 0, to: points.count, by: width).flatMap { start in
      let column = points[start..<min(start + width, points.count)]
      // A gap stays one.
      guard column.allSatisfy({ $0.y.isFinite }) else { return Array(column) }
      let ends = column.indices.sorted { points[$0].y < points[$1].y }
      return [ends[0], ends[ends.count - 1]].sorted().map { points[$0] }
    }
  }

  private func place(_ point: (x: Double, y: Double)) -> String {
    "\(Self.place(x.position(of: point.x))) \(Self.place(1 - y.position(of: point.y)))"
  }

  private static func place(_ position: Double) -> String {
    Units.decimal(position * 1000, places: 1)
  }

  private static func percent(_ position: Double) -> String {
    "\(Units.decimal(position * 100, places: 2))%"
  }

  /// As many as the style has.
  private static let colors = 6
  /// What a wide screen can show.
  private static let columns = 600
}

extension HTML {
  package mutating func add(_ chart: LineChart) { chart.write(to: &self) }
}
