import Bytes
import Console
import Engine
import Platform

/// `\e`: the last input in the editor of the person's choice; what comes back is put into the line, not run.
extension Repl {
  func edit() {
    let text = last.map(\.text) ?? ""
    do throws(SystemError) {
      let folder = try TemporaryFolder(prefix: "cachectl-edit")
      let path = "\(folder.path)/statement.recipe"
      try Files.replace(path, with: Array((text + "\n").utf8), mode: 0o600)
      let program = ["VISUAL", "EDITOR"].lazy.compactMap(Environment.value(of:))
        .first { !$0.isEmpty }
      var launch = Launch("/bin/sh", ["-c", "\(program ?? "vi") \"$1\"", "sh", path])
      launch.input = .inherited
      var editor = try ChildProcess(launch)
      guard try editor.wait() == .exited(0) else {
        complain("the editor did not end well; the input is as it was")
        return
      }
      let edited = String(decoding: try Files.read(path, limit: 4 << 20), as: UTF8.self)
      putBack = edited.trimmingSuffix { $0.isWhitespace }
    } catch {
      complain("the input cannot be edited: \(error)")
    }
  }
}

extension String {
  fileprivate func trimmingSuffix(while drops: (Character) -> Bool) -> String {
    var text = self[...]
    while let last = text.last, drops(last) { text.removeLast() }
    return String(text)
  }
}
