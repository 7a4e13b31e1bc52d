/// One self-contained page: no script, nothing fetched, light and dark, readable on a telephone and on paper.
///
///     var page = HTMLPage(title: "product_reads", mark: .good("exit 0"), facts: ["2026-11-25 10:20 UTC", "staging"])
///     page.section("read", mark: nil) { html in
///       html.tiles([("p99", "4.1 ms"), ("sent", "14,400,000")])
///       html.add(LineChart(title: "Latency", x: …, y: …, series: […]))
///       html.table([.text("op"), .number("p99")], [["read", "4.1 ms"]])
///     }
///     try Files.replace(path, with: Array(page.text.utf8))
///
/// The parts are `LineChart` (several series over time or any other axis, linear or logarithmic, with marks and limits),
/// `BarChart` (histograms and rankings), `HTML.table`, `HTML.tiles` and `HTML.verdicts`. Every text given to them is raw.
package struct HTMLPage {
  /// How something ended, as a coloured word.
  package enum Mark: Sendable {
    case good(String), warning(String), bad(String), neutral(String)
  }

  private let title: String
  private let mark: Mark?
  private let facts: [String]
  private var sections: [(name: String, mark: Mark?, body: HTML)] = []

  /// - Parameter facts: when, where, how long: a line below the title.
  package init(title: String, mark: Mark?, facts: [String]) {
    self.title = title
    self.mark = mark
    self.facts = facts
  }

  package mutating func section(
    _ name: String, mark: Mark?, _ content: (inout HTML) -> Void
  ) {
    var body = HTML()
    content(&body)
    sections.append((name, mark, body))
  }

  /// The whole document.
  package var text: String {
    var html = HTML()
    html.literal("<!doctype html>\n")
    html.element("html", ["lang": "en"]) { html in
      html.element("head") { html in
        html.void("meta", ["charset": "utf-8"])
        html.void("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
        html.void("meta", ["name": "color-scheme", "content": "light dark"])
        html.void("meta", ["name": "generator", "content": "cachectl"])
        html.element("title", text: "\(title) – cachectl")
        html.element("style") { $0.literal(PageStyle.css) }
      }
      html.element("body") { body(&$0) }
    }
    return html.markup + "\n"
  }

  private func body(_ html: inout HTML) {
    html.element("header") { html in
      html.element("h1") { html in
        html.text(title)
        if let mark { html.mark(mark) }
      }
      html.element("p", ["class": "facts"]) { html in
        for fact in facts { html.element("span", text: fact) }
      }
    }
    html.element("main") { html in
      for (index, section) in sections.enumerated() {
        html.element("section", ["id": "s\(index + 1)"]) { html in
          html.element("h2") { html in
            html.text(section.name)
            if let mark = section.mark { html.mark(mark) }
          }
          html.add(section.body)
        }
      }
    }
  }
}

extension HTML {
  /// A coloured word.
  package mutating func mark(_ mark: HTMLPage.Mark) {
    switch mark {
    case .good(let text): element("span", ["class": "mark good"], text: text)
    case .warning(let text): element("span", ["class": "mark warning"], text: text)
    case .bad(let text): element("span", ["class": "mark bad"], text: text)
    case .neutral(let text): element("span", ["class": "mark"], text: text)
    }
  }

  /// The few numbers that matter most, large.
  package mutating func tiles(_ facts: [(name: String, value: String)]) {
    element("dl", ["class": "tiles"]) { html in
      for fact in facts {
        html.element("div") { html in
          html.element("dt", text: fact.name)
          html.element("dd", text: fact.value)
        }
      }
    }
  }

  /// What was promised and what came of it: a line each.
  package mutating func verdicts(
    _ verdicts: [(mark: HTMLPage.Mark, text: String, value: String, say: String?)]
  ) {
    element("ul", ["class": "verdicts"]) { html in
      for verdict in verdicts {
        html.element("li") { html in
          html.mark(verdict.mark)
          html.element("code", text: verdict.text)
          html.element("span", ["class": "value"], text: verdict.value)
          if let say = verdict.say { html.element("span", ["class": "say"], text: say) }
        }
      }
    }
  }
}
