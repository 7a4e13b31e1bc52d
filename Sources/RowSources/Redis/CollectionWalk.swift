import Bytes
import RESP
import Recipe

/// The way through a structure of Redis, or through the names of its keys, page by page. Pure: it says what to ask, and makes rows
/// of the answer.
///
/// What is asked is bounded by how many there were at the beginning, so that a structure that grows while it is read has an end.
/// Pages are of at most a thousand elements, and of fewer where these are large.
struct CollectionWalk: ~Copyable {
  /// Elements asked for at most. Beyond it a page keeps the server busy longer than others should wait.
  static let largestPage = 1000
  /// What a page should hold at most, in bytes; a single element may be larger.
  static let pageBytes = 256 << 10
  /// Elements of the first page: how large they are is not known yet.
  private static let firstPage = 4

  private let collection: RedisCollection
  /// Of a stream: the fields that are wanted.
  private let fields: [PinnedBytes]
  private var pageSize = firstPage
  private var asked = 0
  private(set) var isAtEnd = false

  /// Of SCAN and its like; and what it repeats.
  private var cursor = Array("0".utf8)
  private var recent: RecentKeys?
  /// Of a rank or an index: the next one, and how many there are.
  private var next = 0
  private var end = Int.max
  /// Of a stream: what was read last, and the last there was.
  private var after: [UInt8]?
  private var last = Array("+".utf8)

  init(_ collection: RedisCollection, columns: [Column]) {
    self.collection = collection
    fields = columns.map { PinnedBytes($0.name.utf8) }
    if isScanned { recent = RecentKeys() }
    if let top = collection.top { end = top }
  }

  /// Whether it goes by a cursor, which is worth nothing to another process of the server.
  var isScanned: Bool {
    switch collection.kind {
    case .set, .hash, .names: true
    case .zset, .list, .stream: false
    }
  }

  // MARK: Where it ends

  /// What tells how much there is; nil where nothing needs to be known.
  var sizeRequest: [[UInt8]]? {
    switch collection.kind {
    case .zset: request("ZCARD")
    case .list: request("LLEN")
    case .stream: request("XREVRANGE", "+", "-", "COUNT", "1")
    case .set, .hash, .names: nil
    }
  }

  mutating func take(size reply: Reply) {
    switch reply {
    case .integer(let count):
      end = min(end, count)
      isAtEnd = count == 0
    case .array(let entries):
      if let id = entries.first?.elements?.first?.bytes { last = id } else { isAtEnd = true }
    default: break
    }
  }

  // MARK: Pages

  /// What to ask next.
  mutating func request() -> [[UInt8]] {
    asked = min(pageSize, end - next)
    let count = String(asked)
    switch collection.kind {
    case .set: return request("SSCAN", cursor, "COUNT", count)
    case .hash: return request("HSCAN", cursor, "COUNT", count)
    case .names:
      return [Array("SCAN".utf8), cursor, Array("MATCH".utf8), collection.name]
        + ["COUNT", count].map { Array($0.utf8) }
    case .zset: return request("ZREVRANGE", String(next), String(next + asked - 1), "WITHSCORES")
    case .list: return request("LRANGE", String(next), String(next + asked - 1))
    case .stream:
      let start = after.map { Array("(".utf8) + $0 } ?? Array("-".utf8)
      return [Array("XRANGE".utf8), collection.name, start, last]
        + ["COUNT", count].map { Array($0.utf8) }
    }
  }

  private func request(_ name: String, _ arguments: String...) -> [[UInt8]] {
    [Array(name.utf8), collection.name] + arguments.map { Array($0.utf8) }
  }

  private func request(_ name: String, _ cursor: [UInt8], _ arguments: String...) -> [[UInt8]] {
    [Array(name.utf8), collection.name, cursor] + arguments.map { Array($0.utf8) }
  }

  /// Makes rows of an answer, numbered from `row`. False: it has not the form that it should have.
  mutating func take(_ reply: ReplyView, into page: inout RowBatch, row: Int) -> Bool {
    guard reply.kind == .array else { return false }
    var bytes = 0
    let isSound =
      switch collection.kind {
      case .set, .names: takeScanned(reply, width: 1, &page, row, &bytes)
      case .hash: takeScanned(reply, width: 2, &page, row, &bytes)
      case .zset: takeRanked(reply, width: 2, &page, row, &bytes)
      case .list: takeRanked(reply, width: 1, &page, row, &bytes)
      case .stream: takeEntries(reply, &page, row, &bytes)
      }
    if !page.isEmpty { adapt(bytesPerRow: bytes / page.count) }
    return isSound
  }

  private mutating func adapt(bytesPerRow: Int) {
    let fitting = Self.pageBytes / max(bytesPerRow, 1)
    pageSize = min(max(fitting, 1), Self.largestPage, pageSize * 4)
  }

  /// `[cursor, [element…]]`.
  private mutating func takeScanned(
    _ reply: ReplyView, width: Int, _ page: inout RowBatch, _ row: Int, _ bytes: inout Int
  ) -> Bool {
    var parts = reply.elements
    guard let cursor = parts.next(), cursor.kind == .bulk, let elements = parts.next(),
      elements.kind == .array, elements.count % width == 0
    else { return false }
    self.cursor = Array(cursor.bytes)
    isAtEnd = self.cursor == Array("0".utf8)
    var rest = elements.elements
    while let element = rest.next() {
      let value = width == 2 ? rest.next()?.bytes : nil
      guard recent?.isNew(element.bytes) != false else { continue }
      page.appendField(element.bytes)
      if let value { page.appendField(value) }
      bytes += element.bytes.count + (value?.count ?? 0)
      end(row, &page)
    }
    return true
  }

  /// `[element…]`, of a sorted set each with its score, of a list each behind its index.
  private mutating func takeRanked(
    _ reply: ReplyView, width: Int, _ page: inout RowBatch, _ row: Int, _ bytes: inout Int
  ) -> Bool {
    guard reply.count % width == 0 else { return false }
    var rest = reply.elements
    var index = next
    while let element = rest.next() {
      if collection.kind == .list { page.append(number: index) }
      page.appendField(element.bytes)
      bytes += element.bytes.count
      if width == 2, let score = rest.next() { page.appendField(score.bytes) }
      end(row, &page)
      index += 1
    }
    next += reply.count / width
    isAtEnd = next >= end || reply.count / width < asked
    return true
  }

  /// `[[id, [field, value…]]…]`.
  private mutating func takeEntries(
    _ reply: ReplyView, _ page: inout RowBatch, _ row: Int, _ bytes: inout Int
  ) -> Bool {
    for entry in reply.elements {
      var parts = entry.elements
      guard let id = parts.next(), id.kind == .bulk, let pairs = parts.next() else { return false }
      bytes += append(id.bytes, pairs, &page)
      end(row, &page)
      after = Array(id.bytes)
    }
    isAtEnd = reply.count < asked || after == last
    return true
  }

  /// The fields of an entry that are wanted; where one stands twice, the last. Gives how many bytes the entry has.
  private func append(_ id: ByteSlice, _ pairs: ReplyView, _ page: inout RowBatch) -> Int {
    var bytes = id.count
    for index in fields.indices {
      guard fields[index].slice != Self.idName.slice else {
        page.appendField(id)
        continue
      }
      var found: ByteSlice?
      bytes = id.count
      var rest = pairs.elements
      while let field = rest.next(), let value = rest.next() {
        if field.bytes == fields[index].slice { found = value.bytes }
        bytes += field.bytes.count + value.bytes.count
      }
      if let found { page.appendField(found) } else { page.appendNull() }
    }
    return bytes
  }

  private func end(_ first: Int, _ page: inout RowBatch) {
    page.endRow(at: RowBatch.Position(line: first + page.count, byteOffset: 0))
  }

  private static let idName = PinnedBytes("id".utf8)
}

extension RowBatch {
  fileprivate mutating func append(number: Int) {
    withUnsafeTemporaryAllocation(byteCount: 32, alignment: 1) { space in
      guard let base = space.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return }
      let count = DecimalDigits.write(UInt(number), to: base)
      appendField(ByteSlice(base: base, count: count))
    }
  }
}
