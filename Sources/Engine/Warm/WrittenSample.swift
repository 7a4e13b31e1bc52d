import Bytes
import Planner
import Platform
import RESP
import RedisClient

/// A uniform sample of the keys that were written, to be read again when the run is over.
///
/// Algorithm L (K.-H. Li, 1994): it draws how many keys to pass over, not whether to take each, so a million keys cost some
/// ten thousand random numbers and the rest one subtraction each.
///
/// 1,000 keys find a loss of 0.5 % with a probability of 99 %: 1 − 0.995^1000.
struct WrittenSample {
  struct Entry {
    let key: [UInt8]
    /// Milliseconds since 1970; nil for a key that never expires.
    let expiry: Int64?
  }

  private(set) var entries: [Entry] = []
  /// How many keys to pass over before the next is taken.
  private var skip = 0
  /// The largest of as many uniform random numbers as the sample has entries.
  private var weight = 1.0
  /// Not the system's numbers: asking for one is a call of the kernel.
  private var random = DrawRandom(seed: .random(in: .min ... .max))
  private static let size = 1000

  private let keyArgument: Int
  private let expires: Bool

  /// - Parameter keyArgument: where the key stands in a command.
  /// - Parameter expires: the last argument is the expiry.
  init(keyArgument: Int = 1, expires: Bool = true) {
    self.keyArgument = keyArgument
    self.expires = expires
  }

  /// Takes the key of a command that wrote it.
  @inline(__always)
  mutating func consider(_ command: ByteSlice) {
    if skip > 0 {
      skip -= 1
    } else {
      take(command)
    }
  }

  /// Takes keys of a run, and passes over the others without a look.
  mutating func consider(_ run: CommandRun) {
    var index = 0
    while index < run.count {
      let passed = min(skip, run.count - index)
      skip -= passed
      index += passed
      guard index < run.count else { return }
      take(run.command(index))
      index += 1
    }
  }

  private mutating func take(_ command: ByteSlice) {
    if entries.count < Self.size {
      entries.append(entry(command))
      if entries.count == Self.size { draw() }
    } else {
      entries[Int(random.below(UInt64(Self.size)))] = entry(command)
      draw()
    }
  }

  private mutating func draw() {
    weight *= exp(log(random.positiveUnit()) / Double(Self.size))
    skip = Int(min(log(random.positiveUnit()) / log1p(-weight), 1e15))
  }

  private func entry(_ command: ByteSlice) -> Entry {
    let arguments = RESPCommand.arguments(of: command)
    return Entry(
      key: Array(arguments[keyArgument]),
      expiry: expires ? DecimalText.int64(arguments[arguments.count - 1]) : nil)
  }
}
