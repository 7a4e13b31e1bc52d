import Bytes

/// The key of a lock on a server, and what is done to it. A sweep leaves such keys alone.
package enum LockKey {
  static let prefix = "cachectl:lock:"

  package static func of(_ name: String) -> String { prefix + name }

  /// KEYS: the lock. ARGV: its value, its length in milliseconds. 1: it is ours, and lives on.
  package static let renewal = """
    if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
    return 0
    """

  /// KEYS: the lock. ARGV: its value. 1: it was ours, and is gone.
  package static let release = """
    if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
    return 0
    """

  /// What protects the locks from a sweep over `glob`; nil where it cannot find them.
  static func protection(from glob: [UInt8]) -> GlobPattern? {
    let literal = glob.prefix { !"*?[\\".utf8.contains($0) }
    let name = Array(prefix.utf8)
    guard
      literal.starts(with: name.prefix(literal.count))
        || name.starts(with: literal.prefix(name.count))
    else { return nil }
    return GlobPattern(Array("\(prefix)*".utf8))
  }
}
