import Bytes
import Planner
import RESP
import Recipe

/// The commands of a cached read on the wire. The lock of a key stands beside it: `bench:product:7:lock`.
///
/// One a worker and operation, on its thread.
struct LabCommands {
  /// A script and what EVALSHA calls it.
  struct Script {
    let source: [UInt8]
    let digest: [UInt8]

    init(_ source: String) {
      self.source = Array(source.utf8)
      digest = Array(SHA1.hexDigest(of: source).utf8)
    }
  }

  private let pool: BlobPool
  private let buffer = HexToken()

  /// - Parameter size: of a value, its stamp included; shorter ones than a stamp are as long as that.
  init(size: ClosedRange<Int64>, seed: UInt64) {
    let stamp = Int64(CacheStamp.size)
    pool = BlobPool(
      max(size.lowerBound - stamp, 0)...max(size.upperBound - stamp, 0), compressible: 0, seed: seed
    )
  }

  /// - Parameter whole: scripts by their text, for a server that does not know them.
  func append(
    _ command: CachedRead.Command, key: ByteSlice, token: UInt64, whole: Bool = false,
    random: inout DrawRandom, to encoder: inout CommandEncoder
  ) {
    switch command {
    case .get:
      encoder.beginCommand(argumentCount: 2)
      encoder.append(argument: "GET")
      encoder.append(argument: key)
    case .lock(let time):
      encoder.beginCommand(argumentCount: 6)
      encoder.append(argument: "SET")
      Self.appendLock(of: key, to: &encoder)
      buffer.append(token, to: &encoder)
      encoder.append(argument: "NX")
      encoder.append(argument: "PX")
      encoder.append(argument: Int(time))
    case .unlock:
      begin(Self.unlock, keys: 1, arguments: 1, whole, &encoder)
      Self.appendLock(of: key, to: &encoder)
      buffer.append(token, to: &encoder)
    case .store(let stamp, let keep):
      store(stamp, keep: keep, key: key, random: &random, to: &encoder)
    case .lease(let time):
      begin(Self.lease, keys: 2, arguments: 2, whole, &encoder)
      encoder.append(argument: key)
      Self.appendLock(of: key, to: &encoder)
      buffer.append(token, to: &encoder)
      encoder.append(argument: Int(time))
    case .storeLeased(let stamp, let keep):
      begin(Self.storeLeased, keys: 2, arguments: keep == nil ? 2 : 3, whole, &encoder)
      encoder.append(argument: key)
      Self.appendLock(of: key, to: &encoder)
      buffer.append(token, to: &encoder)
      value(stamp, random: &random, to: &encoder)
      if let keep { encoder.append(argument: Int(keep)) }
    }
  }

  func store(
    _ stamp: CacheStamp, keep: Int64?, key: ByteSlice, random: inout DrawRandom,
    to encoder: inout CommandEncoder
  ) {
    encoder.beginCommand(argumentCount: keep == nil ? 3 : 5)
    encoder.append(argument: "SET")
    encoder.append(argument: key)
    value(stamp, random: &random, to: &encoder)
    guard let keep else { return }
    encoder.append(argument: "PX")
    encoder.append(argument: Int(keep))
  }

  /// - Parameter dirty: the set that names what only the cache has; nil: it need not be marked.
  func store(
    _ stamp: CacheStamp, keep: Int64?, key: ByteSlice, marking dirty: [UInt8]?, whole: Bool,
    random: inout DrawRandom, to encoder: inout CommandEncoder
  ) {
    guard let dirty else {
      return store(stamp, keep: keep, key: key, random: &random, to: &encoder)
    }
    begin(Self.storeMarked, keys: 2, arguments: keep == nil ? 1 : 2, whole, &encoder)
    encoder.append(argument: key)
    encoder.append(argument: dirty)
    value(stamp, random: &random, to: &encoder)
    if let keep { encoder.append(argument: Int(keep)) }
  }

  private func value(
    _ stamp: CacheStamp, random: inout DrawRandom, to encoder: inout CommandEncoder
  ) {
    encoder.beginArgument()
    stamp.append(to: &encoder.bytes)
    encoder.bytes.append(pool.next(using: &random))
    encoder.endArgument()
  }

  private func begin(
    _ script: Script, keys: Int, arguments: Int, _ whole: Bool, _ encoder: inout CommandEncoder
  ) {
    encoder.beginCommand(argumentCount: 3 + keys + arguments)
    if whole { encoder.append(argument: "EVAL") } else { encoder.append(argument: "EVALSHA") }
    encoder.append(argument: whole ? script.source : script.digest)
    encoder.append(argument: keys)
  }

  private static func appendLock(of key: ByteSlice, to encoder: inout CommandEncoder) {
    encoder.beginArgument()
    encoder.bytes.append(key)
    encoder.bytes.append(":lock")
    encoder.endArgument()
  }

  // MARK: Scripts

  /// Gives a lock or lease back that is still ours.
  static let unlock = Script(
    "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0")

  /// The value; or 1: you hold the lease, load it; or 0: somebody else does.
  static let lease = Script(
    """
    local value = redis.call('GET', KEYS[1])
    if value then return value end
    if redis.call('SET', KEYS[2], ARGV[1], 'NX', 'PX', ARGV[2]) then return 1 end
    return 0
    """)

  /// Stores, and marks the key as one that the origin does not have yet: both or neither.
  static let storeMarked = Script(
    """
    if ARGV[2] then redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2]) else redis.call('SET', KEYS[1], ARGV[1]) end
    redis.call('SADD', KEYS[2], KEYS[1])
    return 1
    """)

  /// Stores while the lease holds, and gives it back.
  static let storeLeased = Script(
    """
    if redis.call('GET', KEYS[2]) ~= ARGV[1] then return 0 end
    if ARGV[3] then redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3]) else redis.call('SET', KEYS[1], ARGV[2]) end
    redis.call('DEL', KEYS[2])
    return 1
    """)
}

/// A number as sixteen hexadecimal digits.
private struct HexToken {
  func append(_ token: UInt64, to encoder: inout CommandEncoder) {
    encoder.beginArgument()
    for digit in (0..<16).reversed() {
      let value = UInt8(token >> UInt64(4 * digit) & 15)
      encoder.bytes.append(
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10)
    }
    encoder.endArgument()
  }
}
