import Console

/// One thing that `doctor` looked at.
struct Finding {
  enum Status: String {
    case ok, warn, fail
  }

  let area: String
  let check: String
  let status: Status
  let text: String
  /// What to do; empty where nothing has to be done.
  let advice: String

  static func ok(_ area: String, _ check: String, _ text: String) -> Finding {
    Finding(area: area, check: check, status: .ok, text: text, advice: "")
  }

  static func warn(_ area: String, _ check: String, _ text: String, _ advice: String) -> Finding {
    Finding(area: area, check: check, status: .warn, text: text, advice: advice)
  }

  static func fail(_ area: String, _ check: String, _ text: String, _ advice: String) -> Finding {
    Finding(area: area, check: check, status: .fail, text: text, advice: advice)
  }

  var row: [String] { [area, check, status.rawValue, text, advice] }

  static let columns: [TextTable.Column] = [
    .text("area"), .text("check"), .text("status"), .text("finding"), .text("advice"),
  ]
}
