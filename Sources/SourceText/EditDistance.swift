/// "Did you mean": the distance in single-letter slips between two words.
///
/// Damerau-Levenshtein in its optimal-alignment form: an insertion, a deletion, a replacement or a swap of two
/// neighbours counts one. Distances above two are of no interest, so each comparison gives up early.
package enum EditDistance {
  package static let limit = 2

  /// The distance, or nil when it is above `limit`.
  package static func between(_ left: String, _ right: String) -> Int? {
    let left = Array(left.utf8)
    let right = Array(right.utf8)
    guard abs(left.count - right.count) <= limit, left.count <= 256 else { return nil }
    var before = [Int](repeating: 0, count: right.count + 1)
    var above = Array(0...right.count)
    var current = above
    for row in 0..<left.count {
      current[0] = row + 1
      var least = current[0]
      for column in 0..<right.count {
        let cost = left[row] == right[column] ? 0 : 1
        var best = min(above[column + 1] + 1, current[column] + 1, above[column] + cost)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          best = min(best, before[column - 1] + 1)
        }
        current[column + 1] = best
        least = min(least, best)
      }
      if least > limit { return nil }
      (before, above, current) = (above, current, before)
    }
    return above[right.count] <= limit ? above[right.count] : nil
  }

  /// The nearest of some words, the first of equals; nil when none is near, or when a slip would be all of the word.
  package static func closest(to word: String, among candidates: some Sequence<String>) -> String? {
    var best: (word: String, distance: Int)?
    for candidate in candidates where candidate != word {
      guard let distance = between(word, candidate),
        distance < min(word.utf8.count, candidate.utf8.count),
        distance < best?.distance ?? Int.max
      else { continue }
      best = (candidate, distance)
    }
    return best?.word
  }
}
