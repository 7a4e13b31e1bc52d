/// Numbers of a range, one after the other: what a `pick` of a bench draws its keys from.
///
///     var draw = Draw(.zipf(exponent: 0.99), over: 1...1_000_000, scrambled: true)
///     var random = DrawRandom(seed: 42)
///     let key = draw.next(using: &random)
///
/// A pure value of constant size, whatever the range: no table of weights, no allocation. A worker has its own.
package struct Draw: Sendable {
  package enum Shape: Equatable, Sendable {
    case uniform
    /// The number at place k of the range comes up in proportion to k^−exponent; exponent > 0.
    case zipf(exponent: Double)
    /// Around the middle of the range, cut at its ends; deviation > 0, in numbers of the range.
    case gauss(deviation: Double)
    /// Zipf from the other end: the highest number is the hottest, as the newest of an application's rows is.
    case latest(exponent: Double)
    /// One after the other, and from the beginning again.
    case seq
  }

  private enum Source {
    case uniform
    case zipf(ZipfDraw)
    case gauss(GaussDraw)
    case latest(ZipfDraw)
    case seq
  }

  private let source: Source
  private let first: Int64
  /// How many numbers the range has, less one: all 2^64 of them would not fit.
  private let last: UInt64
  private let scramble: Scramble?
  /// Where `seq` goes on, and how far it steps.
  private var position: UInt64 = 0
  private var step: UInt64 = 1

  /// - Parameter scrambled: each number of the range stands for another one, the same in every run: the hot numbers are no longer
  ///   neighbours.
  package init(_ shape: Shape, over range: ClosedRange<Int64>, scrambled: Bool = false) {
    first = range.lowerBound
    last = UInt64(bitPattern: range.upperBound &- range.lowerBound)
    let count = Double(last) + 1
    source =
      switch shape {
      case .uniform: .uniform
      case .zipf(let exponent): .zipf(ZipfDraw(count: count, exponent: exponent))
      case .gauss(let deviation): .gauss(GaussDraw(count: count, deviation: deviation))
      case .latest(let exponent): .latest(ZipfDraw(count: count, exponent: exponent))
      case .seq: .seq
      }
    scramble = scrambled ? Scramble(last: last) : nil
  }

  /// A worker's part: `seq` of all parts together goes once over the range before it begins again, part 0 of 2 with the first, third,
  /// fifth number. The other shapes are told apart by their random numbers alone.
  package func part(_ part: Int, of parts: Int) -> Draw {
    var draw = self
    draw.step = UInt64(max(parts, 1))
    draw.position = UInt64(max(part, 0))
    if draw.last != .max { draw.position %= draw.last + 1 }
    return draw
  }

  package mutating func next(using random: inout DrawRandom) -> Int64 {
    var offset: UInt64
    switch source {
    case .uniform: offset = last == .max ? random.next() : random.below(last + 1)
    case .zipf(let zipf): offset = min(zipf.next(using: &random), last)
    case .gauss(let gauss): offset = min(gauss.next(using: &random), last)
    case .latest(let zipf): offset = last - min(zipf.next(using: &random), last)
    case .seq:
      offset = position
      advance()
    }
    if let scramble { offset = scramble.other(offset) }
    return first &+ Int64(truncatingIfNeeded: offset)
  }

  /// The next of this worker's places in the one sequence of all workers.
  private mutating func advance() {
    let (sum, overflow) = position.addingReportingOverflow(step)
    guard last < .max, overflow || sum > last else {
      position = sum
      return
    }
    // At most twice the range: `position` and `rest` both lie inside.
    let rest = step % (last + 1)
    position = position > last - rest ? position - (last - rest) - 1 : position + rest
  }
}
