import Bytes
import Planner
import RESP
import Recipe
import RedisClient

/// Keeps the keys of a sweep before it removes them: asks for the value and the life of each, writes them down, and hands a page
/// on when that is on disk.
///
/// The removal compares each value with the one that was kept (`KeyPage.copies`): a key that was changed in between stays.
/// Stands between the spool and the remover; on the thread of the run.
final class UndoKeeper {
  /// Why nothing more can be kept: then nothing more is removed.
  private(set) var failure: RunFailure?
  private(set) var kept = 0
  var path: String { writer.path }

  private let writer: UndoWriter
  private let session: ServerSession
  private let remover: Remover
  /// What was answered of the pages that are under way, by their place in the pool.
  private var answers: [Int: Answers] = [:]

  private struct Answers {
    /// As PTTL gives it.
    var lives: [Int64]
    /// Digests of the values; empty where none was kept.
    var copies: [[UInt8]]
  }

  init(_ writer: UndoWriter, session: ServerSession, remover: Remover) {
    self.writer = writer
    self.session = session
    self.remover = remover
    remover.whenLeft = { [unowned self] key in leave(key) }
  }

  var isIdle: Bool { answers.isEmpty }

  /// Asks for all selected keys of a page.
  func add(_ page: KeyPage, on stream: CommandStream) {
    answers[page.index] = Answers(
      lives: Array(repeating: -1, count: page.selected.count),
      copies: Array(repeating: [], count: page.selected.count))
    let before = session.connection.inFlightBytes
    for position in page.selected.indices {
      for (number, name) in ["PTTL", "DUMP"].enumerated() {
        session.connection.encoder.beginCommand(argumentCount: 2)
        session.connection.encoder.append(argument: Array(name.utf8))
        session.connection.encoder.append(argument: page.selectedKey(position))
        stream.enqueue(
          tag: WalkTag(.keep, page: page.index, key: position, extra: number).bits)
      }
    }
    page.pending += 2 * page.selected.count
    stream.count(bytes: max(session.connection.inFlightBytes - before, 0))
  }

  /// True when the page has nothing left to wait for, and nothing to remove.
  func received(_ reply: ReplyView, tag: WalkTag, page: KeyPage) -> Bool {
    page.pending -= 1
    if tag.extra == 0 {
      answers[page.index]?.lives[tag.key] = reply.isError ? -1 : Int64(reply.integer ?? -1)
    } else if reply.isError {
      remover.fail(unasked: page.selectedKey(tag.key), ServerError(reply.bytes))
    } else if reply.kind != .bulk {
      remover.skipGone()
    } else {
      keep(reply.bytes, page, tag.key)
    }
    return page.pending == 0 && handOn(page)
  }

  /// True when the page has nothing left to wait for.
  func lost(page: KeyPage) -> Bool {
    page.pending -= 1
    guard page.pending == 0 else { return false }
    answers[page.index] = nil
    return true
  }

  private func keep(_ value: ByteSlice, _ page: KeyPage, _ position: Int) {
    guard failure == nil, let life = answers[page.index]?.lives[position] else { return }
    do throws(RunFailure) {
      try writer.keep(
        page.selectedKey(position), expiry: life < 0 ? nil : session.clock.now + life, value: value)
      answers[page.index]?.copies[position] = Array(SHA1.hexDigest(of: Array(value)).utf8)
    } catch {
      failure = error
    }
  }

  /// The page goes to the remover with the keys that were kept; true where there are none.
  private func handOn(_ page: KeyPage) -> Bool {
    guard let found = answers.removeValue(forKey: page.index), failure == nil else { return true }
    do throws(RunFailure) { try writer.sync() } catch { failure = error }
    guard failure == nil else { return true }
    var (selected, copies): ([Int32], [[UInt8]]) = ([], [])
    for (position, copy) in zip(page.selected, found.copies) where !copy.isEmpty {
      selected.append(position)
      copies.append(copy)
    }
    kept += copies.count
    (page.selected, page.copies) = (selected, copies)
    guard !selected.isEmpty else { return true }
    remover.add(page)
    return false
  }

  private func leave(_ key: ByteSlice) {
    do throws(RunFailure) { try writer.leave(key) } catch { failure = failure ?? error }
  }

  /// Everything is written; throws where it is not on disk.
  func finish() throws(RunFailure) { try writer.sync() }
}
