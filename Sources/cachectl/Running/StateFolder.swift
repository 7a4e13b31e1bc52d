import Platform

/// Where runs leave what they must remember, and the prompt its history.
enum StateFolder {
  /// `$XDG_STATE_HOME/cachectl`, else `~/.local/state/cachectl`; nil without a home.
  static var path: String? {
    // The specification wants a relative path ignored.
    let state = Environment.value(of: "XDG_STATE_HOME").flatMap { $0.hasPrefix("/") ? $0 : nil }
    let home = Environment.value(of: "HOME").flatMap { $0.isEmpty ? nil : "\($0)/.local/state" }
    return (state ?? home).map { "\($0)/cachectl" }
  }
}
