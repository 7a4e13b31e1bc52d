import Planner
import RESP
import Recipe
import RedisClient

/// A built-in operation of a bench, as a machine over one place for each operation that is under way: begin, then what a reply or
/// the time says next, until it is done. `read aside` is one: GET; on a miss wait for the origin; SET; done.
///
/// One object a worker and operation, on the worker's thread. Its state is an array indexed by `place`; what it must remember of
/// the draws (the key) it copies there, because the scope is the next operation's by then.
protocol OperationStrategy: AnyObject {
  /// What its operations got from the cache since `reset`.
  var cache: CacheTally { get }
  /// A phase begins: what was counted is forgotten.
  func reset()
  /// A new operation. The draws are made: `context.scope` has them.
  func begin(_ place: Int, _ context: StrategyContext) -> StrategyStep
  /// The reply to the command that was sent for this place. Valid until the return.
  func replied(_ place: Int, _ reply: ReplyView, _ context: StrategyContext) -> StrategyStep
  /// The time that was waited for has come.
  func woken(_ place: Int, _ context: StrategyContext) -> StrategyStep
  /// The connection was lost with its command in flight: the operation is counted as `unknown`, and over.
  func lost(_ place: Int)
}

/// What an operation does next.
enum StrategyStep {
  /// One command was appended to the encoder; `replied` is called with its reply.
  case sent
  /// Nothing, until then; nanoseconds of the phase's clock. No place on the connection is held meanwhile.
  case wait(until: Int64)
  case done(StrategyOutcome)
}

enum StrategyOutcome {
  /// - Parameter answered: nanoseconds of the phase's clock; nil: now. An operation may go on after it has answered, as one does that
  ///   serves an old value and loads a new one; its latency ends with the answer.
  case ok(answered: Int64?)
  /// Counted beside the latency, under this code.
  case failed(String, detail: String)
}

/// What a strategy works with. One a worker, on its thread.
final class StrategyContext {
  let generator: CommandGenerator
  /// Nanoseconds since the phase began.
  var now: Int64 = 0
  /// When it began, on the monotonic clock.
  var phaseStart: Int64 = 0
  /// The connection that the operation is bound to.
  var connection: Connection

  init(_ generator: CommandGenerator, _ connection: Connection) {
    self.generator = generator
    self.connection = connection
  }

  var scope: Scope { generator.scope }
}
