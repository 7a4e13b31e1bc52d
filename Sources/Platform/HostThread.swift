/// A thread of our own, for the little that must go on while everything else waits (docs/decisions/0041). It hears no signal:
/// those are for the thread of the run.
package final class HostThread {
  #if canImport(Darwin)
    private var thread: pthread_t?
  #else
    private var thread = pthread_t()
  #endif
  private var isJoined = false

  private final class Body: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  /// Begins at once.
  package init(_ body: @escaping @Sendable () -> Void) throws(SystemError) {
    let passed = Unmanaged.passRetained(Body(body))
    // A thread begins with the mask of the one that made it.
    var (all, before) = (sigset_t(), sigset_t())
    sigfillset(&all)
    pthread_sigmask(SIG_BLOCK, &all, &before)
    let code = pthread_create(&thread, nil, Self.start, passed.toOpaque())
    pthread_sigmask(SIG_SETMASK, &before, nil)
    guard code == 0 else {
      passed.release()
      throw SystemError("start a thread", code: code)
    }
  }

  #if canImport(Darwin)
    private static let start: @convention(c) (UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? =
      { passed in
        Unmanaged<Body>.fromOpaque(passed).takeRetainedValue().run()
        return nil
      }
  #else
    private static let start:
      @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? =
        { passed in
          if let passed { Unmanaged<Body>.fromOpaque(passed).takeRetainedValue().run() }
          return nil
        }
  #endif

  /// Waits for its end.
  package func join() {
    guard !isJoined else { return }
    isJoined = true
    #if canImport(Darwin)
      if let thread { pthread_join(thread, nil) }
    #else
      pthread_join(thread, nil)
    #endif
  }
}
