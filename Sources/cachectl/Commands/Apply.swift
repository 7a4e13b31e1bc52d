import ArgumentParser
import Engine
import Platform

/// `apply P.plan`: exactly that plan, without a question.
struct Apply: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "apply", abstract: "Apply a saved plan, without a question.",
    discussion: """
      Acts on no key outside the plan, and on none whose condition does not hold any more. Ends with 4, and changes nothing, where \
      the recipe, the input, the server or the size of the database is not as it was planned for.
      """
  ).ofCachectl

  @OptionGroup var global: GlobalOptions
  @ArgumentParser.Argument(help: "A plan of `plan --out`.", completion: .file(extensions: ["plan"]))
  var plan: String
  @Option(
    help: ArgumentHelp("How old the plan may be; 24h where it is not said.", valueName: "duration"))
  var maxAge: DurationArgument?

  @OptionGroup var patience: WaitOption

  func run() throws {
    try Self.apply(
      plan, global, maxAge: maxAge.map { Int64($0.duration / .milliseconds(1)) } ?? 86_400_000,
      wait: patience.wait?.duration)
  }

  /// - Parameter resumed: the run of this plan that is gone on with.
  static func apply(
    _ path: String, _ given: GlobalOptions, maxAge: Int64, resuming resumed: RunRecord? = nil,
    wait: Duration? = nil
  ) throws {
    let saved = try CommandFailure.asking { () throws(RunFailure) in
      try SavedPlan(Files.absolute(path))
    }
    let run = saved.run
    guard let file = run.file else {
      throw CommandFailure(.recipeError, "\(path): a plan without a recipe")
    }
    if resumed == nil { try refuseASecondTime(saved) }
    var options = given.withAbsolutePaths
    guard given.set.isEmpty || given.set == run.settings else {
      throw CommandFailure(
        .usage, "--set means nothing here: \(path) holds what was planned; plan again with it")
    }
    options.set = run.settings
    options.config = try ResumedRun.same(options.config, run.config, "-c", path)
    options.server = try ResumedRun.same(given.server, run.server, "-s", path)
    // What the paths of the recipe are relative to.
    guard chdir(run.folder) == 0 else {
      throw CommandFailure(.inputMissing, "\(SystemError("enter", run.folder))")
    }
    try RecipeCommand(
      Invocation(options), .file(file), names: run.names, resuming: resumed, applying: saved,
      maxAge: maxAge, wait: wait
    ).run(planOnly: false)
  }

  /// A plan of writes that add to what is there is applied once.
  private static func refuseASecondTime(_ plan: SavedPlan) throws {
    guard plan.statements.contains(where: \.isUnsafe), let digest = plan.run.planDigest else {
      return
    }
    let before = try ResumedRun.state { store throws(RunFailure) in
      try store.latestRun(ofPlan: digest)
    }
    guard let record = before ?? nil else { return }
    throw CommandFailure(
      .guardRefused,
      "\(record.run.id) applied this plan, and its writes add to what is there: plan again"
        + (record.isResumable ? ", or go on with: cachectl job resume \(record.run.id)" : ""))
  }
}
