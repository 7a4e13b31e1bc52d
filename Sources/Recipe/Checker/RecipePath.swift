/// Paths as text: no file system is asked.
enum RecipePath {
  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "" }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Absolute, or `-` for stdin.
  static func absolute(_ path: String, in folder: String) -> String {
    path == "-" || path.hasPrefix("/") || folder.isEmpty ? path : joined(folder, path)
  }

  /// The file below `folder` that a `use` names, or nil when it lies outside.
  static func inside(_ path: String, of folder: String) -> String? {
    guard !path.hasPrefix("/"), !path.isEmpty else { return nil }
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == ".." {
        if parts.popLast() == nil { return nil }
      } else {
        parts.append(part)
      }
    }
    let inner = parts.joined(separator: "/")
    return inner.isEmpty ? nil : folder.isEmpty ? inner : joined(folder, inner)
  }

  private static func joined(_ folder: String, _ path: String) -> String {
    var rest = Substring(path)
    while rest.hasPrefix("./") { rest = rest.dropFirst(2) }
    return folder.hasSuffix("/") ? folder + rest : folder + "/" + rest
  }
}
