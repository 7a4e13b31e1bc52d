import Engine
import Platform
import Recipe

/// A run that was stopped, on its way to go on: found, compared with what is asked for now, and run again.
enum ResumedRun {
  /// Goes on with a run as it was asked for. What is given now must be what was given then, or nothing.
  static func goOn(
    with id: String, _ given: GlobalOptions, file: String? = nil, names: [String] = [],
    wait: Duration? = nil
  ) throws {
    let record = try find(id, of: file.map(Files.absolute))
    let run = record.run
    if let file, run.file != Files.absolute(file) {
      throw CommandFailure(
        .guardRefused, "\(run.id) was a run of \(run.file ?? run.command), not of \(file)")
    }
    guard !record.isRunning else {
      throw CommandFailure(
        .tryLater, "\(run.id) is still running: process \(record.pid) on \(record.host)")
    }
    let invocation = try Invocation(given)
    guard record.exit != 0 else {
      return invocation.note("\(run.id) is done: nothing to go on with")
    }
    if run.command == "apply", let plan = run.texts.first {
      // It was young enough when it began.
      return try Apply.apply(plan, given, maxAge: .max, resuming: record, wait: wait)
    }
    var options = given.withAbsolutePaths
    options.set = try same(given.set, run.settings, "--set", run.id)
    options.server = try same(given.server, run.server, "-s", run.id)
    options.config = try same(options.config, run.config, "-c", run.id)
    let names = try same(names, run.names, "the NAMEs", run.id)
    let source = try source(of: run)
    // What the paths of its statements are relative to.
    guard chdir(run.folder) == 0 else {
      throw CommandFailure(.inputMissing, "\(SystemError("enter", run.folder))")
    }
    try RecipeCommand(Invocation(options), source, names: names, resuming: record, wait: wait)
      .run(planOnly: false)
  }

  /// The run of an id; `last` is the latest, of a recipe where one is named.
  static func find(_ id: String, of file: String? = nil) throws -> RunRecord {
    let found = try state { store throws(RunFailure) in
      try id == "last" ? store.latestRun(of: file) : store.run(id)
    }
    guard let record = found ?? nil else {
      throw CommandFailure(
        .usage,
        id == "last"
          ? "no run\(file.map { " of \($0)" } ?? "") has left anything here: cachectl job list"
          : "no run is called \(id): cachectl job list")
    }
    return record
  }

  /// Asks the store; nil where there is none yet.
  static func state<Value>(
    _ body: (RunStore) throws(RunFailure) -> Value
  ) throws(CommandFailure) -> Value? {
    try CommandFailure.asking { () throws(RunFailure) in
      guard let folder = StateFolder.path, let store = try RunStore.existing(in: folder) else {
        return nil
      }
      return try body(store)
    }
  }

  /// A run goes on with the recipe and the parameters that it began with.
  static func refuseChanges(since record: RunRecord, _ recipe: CheckedRecipe) throws(CommandFailure)
  {
    guard record.run.recipeDigest == recipe.digest else {
      throw CommandFailure(
        .guardRefused,
        "the recipe, what it uses or the configuration has changed since \(record.run.id): run without --resume"
      )
    }
    let parameters = recipe.parameters.map { "\($0.name)=\($0.value)" }
    guard record.run.parameters == parameters else {
      throw CommandFailure(
        .guardRefused, "the parameters are not those of \(record.run.id): run without --resume")
    }
  }

  private static func source(of run: RunDescription) throws(CommandFailure) -> RecipeSource {
    switch (run.command, run.file) {
    case (_, let file?): return .file(file)
    case ("exec", nil): return .statements(run.texts)
    case ("run", nil), ("prompt", nil):
      throw CommandFailure(
        .usage,
        "\(run.id) had its statements from \(run.command == "run" ? "stdin" : "the prompt"):"
          + " give them again")
    case (Undo.command, nil):
      throw CommandFailure(.usage, "\(run.id) was an undo: say `cachectl undo` again")
    case (DeployRollback.command, nil):
      throw CommandFailure(.usage, "\(run.id) was a rollback: say `cachectl deploy rollback` again")
    default: return .shorthand(verb: run.command, arguments: run.texts)
    }
  }

  static func same<Value: Equatable>(
    _ given: Value?, _ before: Value?, _ what: String, _ run: String
  ) throws(CommandFailure) -> Value? {
    guard let given else { return before }
    if given == before { return given }
    throw CommandFailure(.guardRefused, "\(what) is not what \(run) was given; leave it out")
  }

  private static func same(
    _ given: [String], _ before: [String], _ what: String, _ run: String
  ) throws(CommandFailure) -> [String] {
    try same(given.isEmpty ? nil : given, before, what, run) ?? before
  }
}
