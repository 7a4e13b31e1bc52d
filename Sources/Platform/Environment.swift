/// The process's environment, which nothing here changes: reading it is safe on any thread.
package enum Environment {
  /// The value of a variable, nil when it is not set. An empty value is a value.
  package static func value(of name: String) -> String? {
    guard let value = getenv(name) else { return nil }
    return String(cString: value)
  }
}
