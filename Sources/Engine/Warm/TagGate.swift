import Bytes
import RESP
import RedisClient

/// Where writes wait until their tags are written: a key that no tag lists would outlive its invalidation.
///
/// The keys of a batch that share a tag share a call. A batch goes on when all its calls were answered; writes whose tag was refused
/// fail with it. A bounded number of batches waits at once.
final class TagGate {
  /// A batch on its way, and to which of its tags each write belongs.
  final class Batch {
    var writes = WriteBatch()
    /// The server's time when the calls were made, which all expiries count from.
    fileprivate(set) var now: Int64 = 0
    fileprivate(set) var pending = 0
    fileprivate var heads: [Int] = []
    fileprivate var sizes: [Int] = []
    /// Of each write: the next with the same tag, or -1, and the number of that tag.
    fileprivate var next: [Int] = []
    private var tags: [Int] = []
    private var numbers: [UInt64: Int] = [:]
    private var failures: [Int: ServerError] = [:]

    var hasFailures: Bool { !failures.isEmpty }

    /// Why the tag of a write was refused.
    func failure(of write: Int) -> ServerError? { failures.isEmpty ? nil : failures[tags[write]] }

    fileprivate func fail(_ tag: Int, _ error: ServerError) { failures[tag] = error }

    /// Sorts the writes by tag.
    fileprivate func group() {
      heads.removeAll(keepingCapacity: true)
      sizes.removeAll(keepingCapacity: true)
      next.removeAll(keepingCapacity: true)
      tags.removeAll(keepingCapacity: true)
      numbers.removeAll(keepingCapacity: true)
      failures.removeAll()
      for index in 0..<writes.count {
        let number = number(of: index)
        next.append(number == heads.count ? -1 : heads[number])
        if number == heads.count {
          heads.append(index)
          sizes.append(1)
        } else {
          heads[number] = index
          sizes[number] += 1
        }
        tags.append(number)
      }
    }

    /// The number of a write's tag; that of the next where it is new.
    private func number(of index: Int) -> Int {
      let tag = writes.tag(index)
      let hash = StableHash.hash(tag, seed: 0)
      if let known = numbers[hash] {
        // Two tags with one hash: the second gets a call for each of its keys.
        return writes.tag(heads[known]) == tag ? known : heads.count
      }
      numbers[hash] = heads.count
      return heads.count
    }
  }

  private var batches: [Batch] = []
  private var free: [Int] = []
  private let digest: [UInt8]

  private static let limit = 8

  init(digest: String) { self.digest = Array(digest.utf8) }

  var isFull: Bool { free.isEmpty && batches.count == Self.limit }

  var isEmpty: Bool { free.count == batches.count }

  /// A place for the next batch, whose writes are to be filled in.
  func take() -> Int {
    if let place = free.popLast() { return place }
    precondition(batches.count < Self.limit, "a batch was taken from a full gate")
    batches.append(Batch())
    return batches.count - 1
  }

  subscript(place: Int) -> Batch { batches[place] }

  func release(_ place: Int) { free.append(place) }

  /// Encodes the calls for all tags of a batch.
  func call(_ place: Int, now: Int64, keyArgument: Int, on stream: CommandStream) {
    let batch = batches[place]
    batch.now = now
    batch.group()
    batch.pending = batch.heads.count
    for tag in batch.heads.indices {
      let connection = stream.connection
      connection.encoder.beginCommand(argumentCount: 4 + 2 * batch.sizes[tag])
      connection.encoder.append(argument: "EVALSHA")
      connection.encoder.append(argument: digest)
      connection.encoder.append(argument: 1)
      connection.encoder.append(argument: batch.writes.tag(batch.heads[tag]))
      var write = batch.heads[tag]
      while write >= 0 {
        let life = batch.writes.records[write].life
        if life == WriteBatch.forever {
          connection.encoder.append(argument: "+inf")
        } else {
          connection.encoder.append(argument: Int(now + life))
        }
        connection.encoder.append(
          argument: RESPCommand.argument(keyArgument, of: batch.writes.command(write)))
        write = batch.next[write]
      }
      stream.enqueue(tag: WriteTag(tag: tag, of: place).bits)
    }
  }

  /// Takes the answer to a call; true when the batch can go on.
  func answered(_ tag: WriteTag, _ error: ServerError?) -> Bool {
    let batch = batches[tag.batch]
    if let error { batch.fail(tag.row, error) }
    batch.pending -= 1
    return batch.pending == 0
  }
}
