import CPlatform
import Synchronization

/// Threads that run to their end: a bench's workers. Started together, joined together.
package final class WorkerThreads {
  private final class Start {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  private final class Running: Sendable {
    let count = Atomic<Int>(0)
  }

  private var threads: [pthread_t] = []
  private let running = Running()

  package init() {}

  /// Starts one more. Its waits are as precise as the system can.
  package func start(_ body: @escaping @Sendable () -> Void) throws(SystemError) {
    let running = running
    let start = Start {
      cachectl_precise_timers()
      body()
      running.count.subtract(1, ordering: .releasing)
    }
    let context = Unmanaged.passRetained(start).toOpaque()
    running.count.add(1, ordering: .relaxed)
    #if canImport(Darwin)
      var thread: pthread_t?
      let code = pthread_create(&thread, nil, Self.run, context)
    #else
      var thread = pthread_t()
      let code = pthread_create(&thread, nil, Self.run, context)
    #endif
    guard code == 0 else {
      running.count.subtract(1, ordering: .relaxed)
      Unmanaged<Start>.fromOpaque(context).release()
      throw SystemError("start a thread", code: code)
    }
    #if canImport(Darwin)
      if let thread { threads.append(thread) }
    #else
      threads.append(thread)
    #endif
  }

  /// Whether all have come to their end.
  package var areDone: Bool { running.count.load(ordering: .acquiring) == 0 }

  /// Waits for all of them.
  package func join() {
    for thread in threads { pthread_join(thread, nil) }
    threads = []
  }

  #if canImport(Darwin)
    private static let run: @convention(c) (UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? = {
      Unmanaged<Start>.fromOpaque($0).takeRetainedValue().body()
      return nil
    }
  #else
    private static let run: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? =
      {
        if let context = $0 { Unmanaged<Start>.fromOpaque(context).takeRetainedValue().body() }
        return nil
      }
  #endif
}
