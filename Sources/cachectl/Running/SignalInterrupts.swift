import Engine
import Platform

/// The process's signals as a run asks for them.
final class SignalInterrupts: InterruptSource {
  var count: Int { Interrupts.count }
  var signal: Int32? { Interrupts.signal }
}
