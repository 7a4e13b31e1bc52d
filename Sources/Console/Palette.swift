/// Colours by what they mean. Meaning never rests on colour alone: the words say it too.
package struct Palette: Sendable {
  package enum Role: Sendable, CaseIterable {
    case heading
    case success
    case warning
    case error
    /// Where to look: the span of a diagnostic, a production server's name.
    case emphasis
    /// What can be passed over: rules, units, line numbers.
    case muted
  }

  package let isColored: Bool

  package init(isColored: Bool) { self.isColored = isColored }

  /// The text in the role's style, or as it is where there is no colour.
  package func paint(_ text: String, _ role: Role) -> String {
    guard isColored && !text.isEmpty else { return text }
    return "\u{1B}[\(Self.code(role))m\(text)\u{1B}[0m"
  }

  /// Only the eight colours that every scheme, dark or light, makes readable.
  private static func code(_ role: Role) -> String {
    switch role {
    case .heading: "1"
    case .success: "32"
    case .warning: "33"
    case .error: "1;31"
    case .emphasis: "1;36"
    case .muted: "2"
    }
  }
}
