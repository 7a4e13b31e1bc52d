#if canImport(Darwin)
  import MachO
#endif

/// Where and as whom this process runs: for lock owners and the audit trail.
package enum Host {
  /// The machine's name; `localhost` where it has none.
  package static var name: String {
    var buffer = [CChar](repeating: 0, count: 256)
    // One byte less than the buffer: a name cut short need not be terminated.
    guard gethostname(&buffer, buffer.count - 1) == 0, buffer[0] != 0 else { return "localhost" }
    return text(buffer)
  }

  /// The login name as the environment tells it, else as /etc/passwd does, else `uid 1000`. Not by the name service: that loads
  /// libraries, and this is not used to grant anything.
  package static var userName: String {
    Environment.value(of: "LOGNAME") ?? Environment.value(of: "USER") ?? listedName
      ?? "uid \(getuid())"
  }

  private static var listedName: String? {
    guard let bytes = try? Files.read("/etc/passwd", limit: 1 << 20) else { return nil }
    let id = String(getuid())
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      let fields = String(decoding: line, as: UTF8.self).split(
        separator: ":", omittingEmptySubsequences: false)
      if fields.count > 2, fields[2] == id, !fields[0].isEmpty { return String(fields[0]) }
    }
    return nil
  }

  /// The file that this program was started from; nil where the system will not say.
  package static var executablePath: String? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    #if canImport(Darwin)
      var size = UInt32(buffer.count)
      guard _NSGetExecutablePath(&buffer, &size) == 0 else { return nil }
    #else
      guard readlink("/proc/self/exe", &buffer, buffer.count - 1) > 0 else { return nil }
    #endif
    return text(buffer)
  }

  private static func text(_ buffer: [CChar]) -> String {
    String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
