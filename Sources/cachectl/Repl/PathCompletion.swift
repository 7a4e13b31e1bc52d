import Console
import Platform

/// Paths of files that begin so.
enum PathCompletion {
  static func complete(_ begun: String) -> Completion {
    let folder = begun.lastIndex(of: "/").map { String(begun[...$0]) } ?? ""
    let name = begun.dropFirst(folder.count)
    let entries = Files.entries(of: folder.isEmpty ? "." : folder)
      .filter { $0.name.hasPrefix(name) && (name.hasPrefix(".") || !$0.name.hasPrefix(".")) }
      .sorted { $0.name < $1.name }
    return Completion(
      word: begun,
      candidates: entries.map { entry in
        Completion.Candidate(folder + entry.name + (entry.isFolder ? "/" : ""), ending: "")
      })
  }
}
