/// A half-open range of byte offsets within one source file.
package struct Span: Hashable, Sendable {
  package var start: Int
  package var end: Int

  package init(_ start: Int, _ end: Int) {
    precondition(start >= 0 && start <= end)
    self.start = start
    self.end = end
  }

  package var count: Int { end - start }
  package var range: Range<Int> { start..<end }

  /// The smallest span that covers both.
  package func joined(with other: Span) -> Span {
    Span(min(start, other.start), max(end, other.end))
  }
}
