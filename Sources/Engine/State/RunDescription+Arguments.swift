/// How a run was asked for, as rows: the store and plans keep it so.
extension RunDescription {
  /// A row for each text.
  var arguments: [(kind: String, texts: [String])] {
    [
      ("text", texts), ("folder", [folder]), ("name", names), ("set", settings),
      ("server", server.map { [$0] } ?? []),
      ("config", config.map { [$0] } ?? []), ("parameter", parameters),
    ]
  }

  /// The reverse.
  mutating func read(_ arguments: [(kind: String, text: String)]) {
    func texts(_ kind: String) -> [String] { arguments.filter { $0.kind == kind }.map(\.text) }
    (self.texts, folder) = (texts("text"), texts("folder").first ?? ".")
    (names, settings) = (texts("name"), texts("set"))
    (server, config) = (texts("server").first, texts("config").first)
    parameters = texts("parameter")
  }
}
