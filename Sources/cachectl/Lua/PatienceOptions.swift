import ArgumentParser
import Engine

/// How long scripts may take.
struct PatienceOptions: ParsableArguments {
  @Flag(
    help: "End a script that takes longer than --timeout, as long as it has written nothing.")
  var kill = false

  /// - Parameter isPrivate: a sandbox: nobody else is held up, and it ends with us.
  func patience(_ invocation: Invocation, isPrivate: Bool) -> ScriptCaller.Patience {
    ScriptCaller.Patience(
      limit: invocation.options.timeout?.duration ?? .seconds(5), kills: kill || isPrivate)
  }
}
