import SourceText

/// What a `bench` draws for each operation: its variables by name, and a draw of its own for each `blob(…)`.
final class DrawTable {
  private(set) var draws: [BenchDraw] = []
  private(set) var names: [(name: String, index: Int)] = []

  func index(of name: String) -> Int? { names.first { $0.name == name }?.index }

  /// False: the name is taken.
  func add(_ name: String, _ distribution: PickDistribution) -> Bool {
    guard index(of: name) == nil else { return false }
    names.append((name, add(.number(distribution))))
    return true
  }

  func add(_ draw: BenchDraw) -> Int {
    draws.append(draw)
    return draws.count - 1
  }
}

/// What the operations of a `bench` and its assertions may name.
struct BenchScope {
  let draws: DrawTable
  /// The `key` clause, which `{key}` stands for.
  var key: TextFormula?
  /// The names of its operations; nil where there is nothing measured to speak of.
  var operations: [String]?
}
