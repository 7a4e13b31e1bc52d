import Foundation
import Testing

/// Files that say what is expected, below `Tests/Golden`.
enum Golden {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Golden").path

  static func contents(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(filePath: "\(folder)/\(name)")))
  }

  /// The names of the files of a folder that end so, without the end.
  static func names(in subfolder: String, endingWith end: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(subfolder)")
      .filter { $0.hasSuffix(end) }.map { String($0.dropLast(end.count)) }.sorted()
  }

  /// Compares; with RECORD_GOLDENS=1 rewrites, and fails so that nobody records by accident.
  static func expect(_ text: String, _ name: String) {
    if ProcessInfo.processInfo.environment["RECORD_GOLDENS"] == "1" {
      try? Data(text.utf8).write(to: URL(filePath: "\(folder)/\(name)"))
      Issue.record("recorded \(name)")
      return
    }
    let golden = try? String(decoding: contents(name), as: UTF8.self)
    #expect(golden == text, "\(name) differs; RECORD_GOLDENS=1 rewrites it")
  }
}
