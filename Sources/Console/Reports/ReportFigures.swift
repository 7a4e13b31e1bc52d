import Bytes
import Engine
import RESP

/// What a statement found, a figure a line, for output in rows: the fields of the statement's JSON by their paths.
///
///     ttl.p99                          86400000
///     reports[ttl].counts[1m–1h]       3312
///     ops[read].p99                    0.412
///     asserts[cliff(60s) < 3%].pass    true
struct ReportFigures {
  private(set) var figures: [(name: String, value: String)] = []

  init(_ statement: StatementReport) {
    guard statement.hasFindings else { return }
    var writer = JSONObjectWriter()
    writer.beginObject()
    if statement.status == .planned, let plan = statement.plan {
      ReportJSON.append(plan, to: &writer)
    }
    ReportJSON.append(findingsOf: statement, to: &writer)
    if let verification = statement.verification { ReportJSON.append(verification, to: &writer) }
    ReportJSON.append("asserts", statement.assertions, to: &writer)
    writer.beginArray("notes")
    for note in statement.notes { writer.value(note) }
    writer.endArray()
    writer.endObject()
    writer.endLine()
    // What was written a line above is JSON.
    guard let tree = try? JSONTree(Array(writer.text.utf8)) else { return }
    append(tree, at: "", buckets: nil)
    // A reply that holds nothing is a reply all the same.
    switch statement.reply {
    case .null?: figures.insert(("reply", "(nil)"), at: 0)
    case .array(let elements)? where elements.isEmpty: figures.insert(("reply", "(empty)"), at: 0)
    default: break
    }
  }

  /// - Parameter buckets: what the counts of a report are of.
  private mutating func append(_ tree: JSONTree, at path: String, buckets: [String]?) {
    switch tree {
    case .null: break
    case .boolean(let flag): figures.append((path, flag ? "true" : "false"))
    case .integer(let number): figures.append((path, String(number)))
    case .number(let number): figures.append((path, String(number)))
    case .text(let text): figures.append((path, text))
    case .array(let elements):
      for (index, element) in elements.enumerated() {
        let name = buckets?[index] ?? Self.name(of: element)
        append(element, at: "\(path)[\(name ?? String(index))]", buckets: nil)
      }
    case .object(let members):
      let buckets = Self.buckets(of: tree)
      // What stands in the path already is no figure.
      let names = Self.name(of: tree) == nil ? [] : Self.names
      for member in members
      where !names.contains(member.name) && (buckets == nil || member.name != "bounds") {
        let place = path.isEmpty ? member.name : "\(path).\(member.name)"
        append(member.value, at: place, buckets: member.name == "counts" ? buckets : nil)
      }
    }
  }

  private static let names = ["name", "by", "text", "group"]

  /// What tells an element from its neighbours.
  private static func name(of element: JSONTree) -> String? {
    if let name = element["name"]?.text {
      return element["by"]?.text.map { "\(name) by \($0)" } ?? name
    }
    return element["text"]?.text ?? element["group"]?.text
  }

  /// `< 1m`, `≥ 1m` of a report in buckets.
  private static func buckets(of report: JSONTree) -> [String]? {
    guard let bounds = report["bounds"]?.elements.compactMap(\.text), !bounds.isEmpty,
      report["counts"]?.elements.count == bounds.count + 1
    else { return nil }
    return AuditText.labels(between: bounds)
  }
}

extension StatementReport {
  /// Whether there is more to say than its counts.
  fileprivate var hasFindings: Bool {
    audit != nil || bench != nil || deploy != nil || reply != nil || !assertions.isEmpty
      || (status == .planned && plan != nil) || verification.map { $0.missing > 0 } ?? false
      || !notes.isEmpty
  }
}
