import Bytes
import Planner
import RESP

/// Removes keys as a walk finds them: a sweep without a question and without a guard that counts first. Only where
/// keys go from under their names: a walk that must begin again would find the others a second time, and count them twice.
///
/// Where attributes decide, the walk does not probe: the script on the server decides and acts in one step.
final class RemovalSink: KeySink {
  let remover: Remover

  init(remover: Remover) { self.remover = remover }

  var wantsProbes: Bool { false }
  var isIdle: Bool { remover.isIdle }
  var pace: Int64? { remover.pace }
  var isCutShort: Bool { remover.isCutShort }

  func take(_ page: KeyPage, in walk: KeyWalk) { remover.add(page) }

  func proceed(_ walk: KeyWalk) {
    guard let stream = walk.stream else { return }
    if walk.isStopping || stream.stopSignal != nil || remover.isStopped {
      walk.stop()
      remover.dropWaiting(release: walk.release)
    }
    remover.proceed(on: stream, keys: walk.keys)
  }

  func received(_ reply: ReplyView, to command: ByteSlice, tag: WalkTag, in walk: KeyWalk) {
    guard let stream = walk.stream else { return }
    let page = walk.page(tag.page)
    if remover.received(reply, tag: tag, page: page, on: stream, keys: walk.keys) {
      walk.release(page)
    }
  }

  func lost(_ command: ByteSlice, tag: WalkTag, mayHaveRun: Bool, in walk: KeyWalk) {
    let page = walk.page(tag.page)
    if remover.lost(tag: tag, page: page, mayHaveRun: mayHaveRun) { walk.release(page) }
  }

  func willResend(_ tag: WalkTag) { remover.willResend(tag) }

  /// What was removed stays counted: the walk will not find it again.
  func restart() {}
}
