import Bytes
import Planner
import Recipe
import RedisClient

/// Keys that are given by name, or by rows.
extension KeyWalk {
  /// That many are taken at once.
  private static let pageSize = Explanation.pageSize

  func readList(_ stream: CommandStream) {
    while failure == nil, !isStopping, !isListRead, stream.hasRoom, !pool.isExhausted {
      let page = pool.take()
      do throws(RunFailure) {
        if rowKeys == nil { takeNamed(to: page) } else { try takeRows(to: page) }
        try go(on: page)
      } catch {
        failure = error
        pool.release(page)
      }
    }
  }

  private func takeNamed(to page: KeyPage) {
    for key in named?.next(Self.pageSize) ?? [] {
      key.withUnsafeBytes { append(ByteSlice($0), to: page) }
    }
  }

  private func takeRows(to page: KeyPage) throws(RunFailure) {
    try rowKeys?.next(Self.pageSize) {
      append($0, to: page)
    } failed: { failure, line in
      seen += 1
      unjudged.fail(failure, key: nil, row: line)
      if program.action.failure == .stop { isStopping = true }
    }
  }
}
