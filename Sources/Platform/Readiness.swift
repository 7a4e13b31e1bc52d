import CPlatform

/// Which of many sockets can be read or written, at the cost of those that can: epoll on Linux, kqueue on macOS.
///
/// Owns its descriptor. Lives on one thread. A socket that is closed leaves by itself.
package struct Readiness: ~Copyable {
  /// So many are told at once; the others the next time.
  package static let capacity = 64

  private let queue: Int32
  private let ready: UnsafeMutablePointer<UInt32>

  package init() throws(SystemError) {
    queue = cachectl_readiness_open()
    guard queue >= 0 else { throw SystemError("watch sockets") }
    ready = .allocate(capacity: Self.capacity)
    ready.initialize(repeating: 0, count: Self.capacity)
  }

  deinit {
    close(queue)
    ready.deallocate()
  }

  /// Watches a descriptor for something to read and, where asked, for room to write.
  /// - Parameter isNew: it is not watched yet.
  /// - Parameter index: what `wait` calls it.
  package func watch(_ descriptor: Int32, as index: Int, writing: Bool, isNew: Bool) {
    let status = cachectl_readiness_watch(
      queue, descriptor, UInt32(index), writing ? 1 : 0, isNew ? 1 : 0)
    // A descriptor number that is used again was closed before, and left; or it was not, and stays under its new name.
    if status != 0, isNew, errno == EEXIST {
      _ = cachectl_readiness_watch(queue, descriptor, UInt32(index), writing ? 1 : 0, 0)
    }
  }

  /// Waits until some are ready, at most so long; fewer or none when the time is up or a signal came.
  package func wait(nanoseconds: Int64, _ body: (Int) -> Void) {
    let count = cachectl_readiness_wait(
      queue, max(nanoseconds, 0), ready, Int32(Self.capacity))
    guard count > 0 else { return }
    for place in 0..<Int(count) { body(Int(ready[place])) }
  }
}
