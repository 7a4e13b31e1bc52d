import Bytes
import Platform
import RESP
import Recipe
import RedisClient

/// Rows from a structure of a Redis server, or from the names of its keys: one page of them in memory.
///
/// Owns its connection, which nobody else reads. A key that is not there has no rows. A connection that is lost is made again, once a
/// page; a walk by cursor goes on only in the same process of the server. Blocks in poll, so it belongs to a thread.
package final class RedisReader: RowSource {
  package let columns: [Column]
  private let collection: RedisCollection
  private let connection: Connection
  private let runID: String?
  /// For messages: `hot (redis://127.0.0.1:6379)`.
  private let name: String
  private var walk: CollectionWalk
  private var page: RowBatch
  private var next = 0
  private var row = 0

  /// Asks what the key holds, and how much of it.
  /// - Parameter columns: those of the structure; of a stream the fields that are wanted.
  /// - Parameter connection: connected, and nothing is in flight.
  /// - Parameter runID: of the server's process, where it says so.
  package init(
    _ collection: RedisCollection, columns: [Column], connection: Connection, runID: String?,
    name: String
  ) throws(RowSourceError) {
    self.columns = columns
    self.collection = collection
    self.connection = connection
    self.runID = runID
    self.name = name
    walk = CollectionWalk(collection, columns: columns)
    page = RowBatch(columns: columns.count)
    try refuseOtherTypes()
    if let request = walk.sizeRequest {
      var size = Reply.null
      try ask(request) { size = Reply($0) }
      walk.take(size: size)
    }
  }

  package func nextBatch(
    into batch: inout RowBatch, limit rows: Int
  ) throws(RowSourceError) -> Bool {
    batch.removeAll(columns: columns.count)
    var isEmpty = false
    while next == page.count {
      // A page of SCAN may hold nothing, and a million of them in a row.
      if walk.isAtEnd { return false }
      if isEmpty, let signal = Interrupts.signal {
        throw RowSourceError(stoppedBy: signal, file: name)
      }
      try readPage()
      isEmpty = page.count == 0
    }
    while batch.count < rows, batch.byteCount < RowBatch.fullBytes, next < page.count {
      for column in columns.indices {
        if let field = page.field(row: next, column: column) {
          batch.appendField(field)
        } else {
          batch.appendNull()
        }
      }
      batch.endRow(at: page.position(row: next))
      next += 1
    }
    return true
  }

  private func readPage() throws(RowSourceError) {
    page.removeAll()
    next = 0
    let request = walk.request()
    var isSound = true
    try ask(request) { isSound = walk.take($0, into: &page, row: row) }
    guard isSound else {
      throw error(
        .server(exitStatus: 69), "the server's answer to \(Self.command(request)) is none")
    }
    row += page.count
  }

  private func refuseOtherTypes() throws(RowSourceError) {
    guard let wanted = collection.kind.type else { return }
    var type = ""
    try ask([Array("TYPE".utf8), collection.name]) { type = Reply($0).text ?? "" }
    guard type != wanted.rawValue, type != "none" else { return }
    throw wrongType(type, help: "write `\(type) \"…\"` if that is what is meant")
  }

  private func wrongType(_ type: String, help: String?) -> RowSourceError {
    error(.badQuery, "the key holds a \(type), not a \(collection.kind.rawValue)", help: help)
  }

  // MARK: Asking

  /// One read and its reply, which is no error.
  private func ask(
    _ arguments: [[UInt8]], _ take: (ReplyView) -> Void
  ) throws(RowSourceError) {
    do throws(ConnectionError) {
      try call(arguments, take)
    } catch {
      try reconnect(after: error)
      do throws(ConnectionError) { try call(arguments, take) } catch { throw lost(error) }
    }
    if let refused {
      self.refused = nil
      throw self.error(refused, to: arguments)
    }
  }

  /// What the server answered to the last request, where that was an error.
  private var refused: ServerError?

  private func call(
    _ arguments: [[UInt8]], _ take: (ReplyView) -> Void
  ) throws(ConnectionError) {
    try connection.call(arguments, isRepeatable: true) { reply in
      if reply.isError { refused = ServerError(reply.bytes) } else { take(reply) }
    }
  }

  private func reconnect(after loss: ConnectionError) throws(RowSourceError) {
    guard loss.kind == .closedHalfway || loss.kind == .timedOut else { throw lost(loss) }
    do throws(ConnectionError) {
      try connection.reconnect { _ in false }
      guard walk.isScanned, row > 0 else { return }
      let now = try ServerInfo.fetch(over: connection).runID
      if now != nil, now == runID { return }
    } catch {
      throw lost(error)
    }
    throw error(
      .server(exitStatus: 69),
      "the connection was lost, and the server was started again: its cursor is worth nothing now",
      help: "run again")
  }

  // MARK: Errors

  private func lost(_ failure: ConnectionError) -> RowSourceError {
    error(.server(exitStatus: failure.exitCode), failure.detail)
  }

  private func error(_ refusal: ServerError, to arguments: [[UInt8]]) -> RowSourceError {
    switch refusal.kind {
    case .wrongType: wrongType("value of another type", help: nil)
    case .noPermission, .noAuthentication, .wrongPassword, .denied:
      error(
        .server(exitStatus: 77), refusal.description,
        help: "`cachectl check --acl` prints what a recipe needs on each server")
    default:
      error(
        .server(exitStatus: 69), "\(Self.command(arguments)): \(refusal.description)", help: nil)
    }
  }

  private func error(
    _ kind: RowSourceError.Kind, _ reason: String, help: String? = nil
  ) -> RowSourceError {
    let what = "\(collection.kind.rawValue) \"\(Escaping.escaped(collection.name))\""
    return RowSourceError(
      kind, file: "\(name), \(what)", line: row > 0 ? row + 1 : nil, reason: reason, help: help)
  }

  private static func command(_ arguments: [[UInt8]]) -> String {
    arguments.first.map { String(decoding: $0, as: UTF8.self) } ?? ""
  }
}
