import Bytes
import Engine
import Recipe

/// What nodes hold of the scripts of a deploy, a line a script: nodes that hold the same are named together.
///
///     take_token  sha1:2f9c0b7e    loaded on 3 nodes
///     ratelimit   sha256:91ab7c3d  loaded on 127.0.0.1:7000, 127.0.0.1:7001   unknown on 127.0.0.1:7002
struct DeployText {
  let lines: [String]

  init(_ report: DeployReport) {
    guard let first = report.nodes.first else {
      lines = []
      return
    }
    let width = first.items.map { DisplayWidth.of(Escaping.escaped($0.script)) }.max() ?? 0
    lines = first.items.indices.map { index in
      let item = first.items[index]
      var groups: [(word: String, nodes: [String])] = []
      for node in report.nodes {
        let word = Self.word(node.items[index])
        if let place = groups.firstIndex(where: { $0.word == word }) {
          groups[place].nodes.append(node.name)
        } else {
          groups.append((word, [node.name]))
        }
      }
      let states = groups.map { group in
        groups.count == 1
          ? "\(group.word) on \(Self.count(group.nodes.count))"
          : "\(group.word) on \(group.nodes.map { Escaping.escaped($0) }.joined(separator: ", "))"
      }
      return [
        DisplayWidth.pad(Escaping.escaped(item.script), to: width),
        DisplayWidth.pad(item.isRemoval ? "none" : item.digest.short, to: 15),
        states.joined(separator: "   "),
      ].joined(separator: "  ")
    }
  }

  private static func count(_ nodes: Int) -> String {
    nodes == 1 ? "the one node" : "\(nodes) nodes"
  }

  private static func word(_ item: DeployReport.Item) -> String {
    guard let after = item.after else {
      switch item.before {
      case .absent: return item.isRemoval ? "absent" : "to load"
      case .present, .unknown: return item.before.text
      case .other: return "holds \(item.before.text)"
      }
    }
    switch (item.before, after) {
    case (.present, .present): return "present"
    case (_, .present): return "loaded"
    case (let before, after) where before == after && before != .absent:
      return "still \(after.text)"
    default: return after.text
    }
  }
}
