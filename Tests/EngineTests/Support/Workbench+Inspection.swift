import Foundation
import TestSupport

extension Workbench {
  /// How often each command was called, in lower case, our own inspection included.
  func commandCounts() throws -> [String: Int] {
    let text = try client.call("INFO", "commandstats").text ?? ""
    var counts: [String: Int] = [:]
    for line in text.split(whereSeparator: \.isNewline) where line.hasPrefix("cmdstat_") {
      let parts = line.dropFirst("cmdstat_".count).split(separator: ":")
      let calls = parts[1].split(separator: ",")[0].dropFirst("calls=".count)
      counts[String(parts[0]), default: 0] += Int(calls) ?? 0
    }
    return counts
  }

  /// The commands called since the server started, or since CONFIG RESETSTAT, that the server itself flags as writing.
  func writeCommands() throws -> [String] {
    try commandCounts().keys.sorted().filter { name in
      let parent = name.split(separator: "|")[0]
      let info = try client.call("COMMAND", "INFO", String(parent)).elements.first
      let flags = info?.elements.dropFirst(2).first?.elements.compactMap(\.text) ?? []
      return flags.contains("write")
    }
  }

  /// Every key with its value and its absolute expiry.
  func contents() throws -> [String: String] {
    var contents: [String: String] = [:]
    for key in try keys() {
      let value = try client.call("DUMP", key)
      let expiry = try client.call("PEXPIRETIME", key).integer ?? 0
      contents[key] = "\(value) \(expiry)"
    }
    return contents
  }

  func keys(_ pattern: String = "*") throws -> [String] {
    try client.call("KEYS", pattern).elements.compactMap(\.text).sorted()
  }

  /// `SET` of many keys, with a TTL in milliseconds where one is given.
  func fill(_ keys: some Sequence<String>, value: String = "v", ttl: Int? = nil) throws {
    if let ttl {
      try client.pipeline(keys.map { ["SET", $0, value, "PX", String(ttl)] })
      return
    }
    let keys = Array(keys)
    try client.pipeline(
      stride(from: 0, to: keys.count, by: 500).map { start in
        ["MSET"] + keys[start..<min(start + 500, keys.count)].flatMap { [$0, value] }
      })
  }
}
