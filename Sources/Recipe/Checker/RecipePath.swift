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
    inside(path, from: folder, of: folder)
  }

  /// The same for a path that starts at another folder, which lies below `folder`.
  static func inside(_ path: String, from start: String, of folder: String) -> String? {
    guard !path.hasPrefix("/"), !path.isEmpty, isBelow(start, folder) else { return nil }
    let way = start.dropFirst(folder.count)
    var parts: [Substring] = []
    for part in (way + "/" + path).split(separator: "/") where part != "." {
      if part == ".." {
        if parts.popLast() == nil { return nil }
      } else {
        parts.append(part)
      }
    }
    let inner = parts.joined(separator: "/")
    return inner.isEmpty ? nil : folder.isEmpty ? inner : joined(folder, inner)
  }

  /// Whether a folder is another one, or lies in it.
  static func isBelow(_ folder: String, _ other: String) -> Bool {
    other.isEmpty
      ? !folder.hasPrefix("/")
      : folder == other || folder.hasPrefix(other.hasSuffix("/") ? other : other + "/")
  }

  private static func joined(_ folder: String, _ path: String) -> String {
    var rest = Substring(path)
    while rest.hasPrefix("./") { rest = rest.dropFirst(2) }
    return folder.hasSuffix("/") ? folder + rest : folder + "/" + rest
  }
}
