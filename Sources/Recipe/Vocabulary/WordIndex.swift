/// A word of at most sixteen bytes, packed, so that looking one up neither allocates nor compares strings.
///
/// Names hold no NUL, so padding with zeros keeps different words different. Every word of the vocabulary fits (a test
/// says so); a longer name simply is no word of it.
package struct WordKey: Hashable, Sendable {
  private let low: UInt64
  private let high: UInt64

  package init?(_ bytes: some Collection<UInt8>) {
    guard bytes.count <= 16 else { return nil }
    var low: UInt64 = 0
    var high: UInt64 = 0
    var shift: UInt64 = 0
    for byte in bytes {
      if shift < 64 {
        low |= UInt64(byte) &<< shift
      } else {
        high |= UInt64(byte) &<< (shift - 64)
      }
      shift += 8
    }
    self.low = low
    self.high = high
  }

  package init?(_ word: String) { self.init(Array(word.utf8)) }

  /// The key of no word at all.
  fileprivate static let none = WordKey(low: .max, high: .max)

  private init(low: UInt64, high: UInt64) {
    self.low = low
    self.high = high
  }
}

/// Where each word of a short table stands.
///
/// The tables have at most some thirty rows, so a linear pass over packed keys beats hashing.
package struct WordIndex: Sendable {
  private let keys: [WordKey]

  package init(_ words: some Sequence<String>) { keys = words.map { WordKey($0) ?? .none } }

  package func find(_ key: WordKey?) -> Int? {
    guard let key else { return nil }
    return keys.firstIndex { $0 == key }
  }
}
