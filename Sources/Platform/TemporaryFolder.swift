/// A fresh folder that only this user can enter, gone with its owner.
///
/// Its path is short, so that a Unix socket inside stays under the 100 bytes an address holds.
package final class TemporaryFolder: Sendable {
  package let path: String
  private let isRemovedAtEnd: Bool

  /// Makes `<TMPDIR>/<prefix>-XXXXXX`. With `isRemovedAtEnd` false somebody else removes it: a
  /// sandbox leaves that to its guardian.
  package init(prefix: String = "cachectl", isRemovedAtEnd: Bool = true) throws(SystemError) {
    let parent = Self.parent()
    var template = Array("\(parent)/\(prefix)-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw SystemError("create a folder in", parent) }
    path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    self.isRemovedAtEnd = isRemovedAtEnd
  }

  deinit {
    if isRemovedAtEnd { Self.removeTree(path) }
  }

  /// Where temporary folders go; a TMPDIR too long for a socket's address gives way to /tmp.
  private static func parent() -> String {
    guard var folder = Environment.value(of: "TMPDIR"), folder.hasPrefix("/") else { return "/tmp" }
    while folder.count > 1 && folder.hasSuffix("/") { folder.removeLast() }
    return folder.utf8.count <= 60 ? folder : "/tmp"
  }

  /// Removes a folder and all in it, following no symbolic link. What cannot be removed stays.
  package static func removeTree(_ path: String) {
    if let names = Files.names(in: path) {
      for name in names { removeTree("\(path)/\(name)") }
      rmdir(path)
    } else {
      unlink(path)
    }
  }
}
