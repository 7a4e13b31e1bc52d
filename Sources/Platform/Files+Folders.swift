/// What is in a folder.
extension Files {
  /// Makes a folder that only we may enter, and those above it where they are missing. One that is there stays as it is.
  package static func makeFolder(_ path: String) throws(SystemError) {
    if mkdir(path, 0o700) == 0 || errno == EEXIST { return }
    guard errno == ENOENT, path != "/", path != "." else { throw SystemError("create", path) }
    try makeFolder(folder(of: path))
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw SystemError("create", path) }
  }

  /// The names of a folder's entries, in no order; nil when the path is none, or a link to one.
  package static func names(in path: String) -> [String]? {
    var status = stat()
    guard lstat(path, &status) == 0, isFolder(status) else { return nil }
    return list(path)
  }

  /// The entries of a folder, or of what a link leads to; none when it cannot be read.
  package static func entries(of path: String) -> [(name: String, isFolder: Bool)] {
    (list(path) ?? []).map { name in
      var status = stat()
      return (name, stat("\(path)/\(name)", &status) == 0 && isFolder(status))
    }
  }

  private static func isFolder(_ status: stat) -> Bool { status.st_mode & S_IFMT == S_IFDIR }

  private static func list(_ path: String) -> [String]? {
    guard let folder = opendir(path) else { return nil }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names
  }
}
