import CHiredis
import CSQLite

/// What this build calls itself, and what it is made of.
enum Version {
  static let number = "0.1.0"

  static var facts: [(name: String, value: String)] {
    [
      ("cachectl", number),
      ("swift", swift),
      ("hiredis", "\(HIREDIS_MAJOR).\(HIREDIS_MINOR).\(HIREDIS_PATCH)"),
      ("sqlite", String(cString: sqlite3_libversion())),
      ("platform", "\(system)-\(machine)"),
    ]
  }

  private static var swift: String {
    #if compiler(>=6.4)
      "6.4 or later"
    #elseif compiler(>=6.3)
      "6.3"
    #else
      "6.2"
    #endif
  }

  private static var system: String {
    #if os(macOS)
      "macos"
    #else
      "linux"
    #endif
  }

  private static var machine: String {
    #if arch(x86_64)
      "x86_64"
    #else
      "arm64"
    #endif
  }
}
