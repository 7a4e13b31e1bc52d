import Synchronization

/// The process's environment, which nothing here changes: reading it is safe on any thread.
package enum Environment {
  /// The value of a variable, nil when it is not set. An empty value is a value.
  package static func value(of name: String) -> String? {
    guard let value = getenv(name) else { return nil }
    return String(cString: value)
  }

  /// Keeps a variable that holds a secret from the programs that we start.
  package static func withhold(_ name: String) {
    withheld.withLock { _ = $0.insert(name) }
  }

  /// What programs that we start get: `NAME=VALUE`, without what is withheld.
  static var forChildren: [String] {
    let withheld = withheld.withLock { $0 }
    var variables: [String] = []
    var next = environ
    while let variable = next.pointee {
      let text = String(cString: variable)
      if !withheld.contains(String(text.prefix { $0 != "=" })) { variables.append(text) }
      next += 1
    }
    return variables
  }

  private static let withheld = Mutex<Set<String>>(["REDISCLI_AUTH", "CREDENTIALS_DIRECTORY"])
}
