import Bytes
import Console
import Engine
import Planner
import Platform
import Recipe
import SourceText

/// What `run`, `plan`, `exec` and the shorthand verbs share: load, choose, run, report.
struct RecipeCommand {
  let invocation: Invocation
  let source: RecipeSource
  let names: [String]
  /// The run that is gone on with.
  private let resumed: RunRecord?
  /// The plan that is applied, and how old it may be, in milliseconds.
  let saved: SavedPlan?
  private let maxAge: Int64
  /// How long to wait for a lock, whatever the recipe says.
  private let wait: Duration?

  init(
    _ invocation: Invocation, _ source: RecipeSource, names: [String] = [],
    resuming resumed: RunRecord? = nil, applying saved: SavedPlan? = nil, maxAge: Int64 = 0,
    wait: Duration? = nil
  ) {
    self.wait = wait
    self.saved = saved
    self.maxAge = maxAge
    self.invocation = invocation
    self.source = source
    self.names = names
    self.resumed = resumed
  }

  /// - Parameter changesExit: a plan that would change something ends with 2.
  /// - Parameter out: where the plan is written.
  func run(planOnly: Bool, changesExit: Bool = false, out: String? = nil) throws {
    if out != nil, source.path == nil {
      throw CommandFailure(.usage, "--out wants a recipe that is a file: `apply` reads it again")
    }
    if source.isStandardInput, invocation.options.passwordFd == 0 {
      throw CommandFailure(
        .usage, "--password-fd 0 is stdin, which holds the statements: use another, as in 3<FILE")
    }
    try OutputFiles(invocation.options, plan: out).check(
      besides: [source.path, invocation.options.config].compactMap { $0 })
    do {
      try load(planOnly: planOnly, changesExit: changesExit, out: out)
    } catch {
      if !invocation.losses.hasMetrics { try? writeMetrics(ReportMetrics.failed(job: job)) }
      throw error
    }
  }

  private func load(planOnly: Bool, changesExit: Bool, out: String?) throws {
    let recipe = try checked()
    if let saved { try refuse(saved, recipe) }
    if let resumed { try ResumedRun.refuseChanges(since: resumed, recipe) }
    let actions = try StatementSelection(names).choose(from: recipe.actions)
    if actions.isEmpty {
      invocation.note("nothing to do: no statement in \(recipe.file.path)")
    }
    try carryOut(recipe, actions, planOnly: planOnly, changesExit: changesExit, out: out)
  }

  /// Runs actions of a recipe, and reports in every way that was asked for.
  func carryOut(
    _ recipe: CheckedRecipe, _ actions: [Action], planOnly: Bool, changesExit: Bool = false,
    out: String? = nil
  ) throws {
    try refuseSharedStandardInput(actions)
    let servers = ServerPool(recipe.servers, invocation.options)
    let targets = try actions.map { try servers.target(for: $0).name }
    try refuseOverwriting(recipe, actions)

    let baseline = try invocation.options.compare.map(baseline)

    let start = Clocks.monotonicNanoseconds()
    var report: RunReport
    do {
      defer { servers.stop() }
      report = try perform(
        recipe, actions, planOnly: planOnly, out: out, servers: servers.ofRun)
    }
    let elapsed = Clocks.monotonicNanoseconds() - start
    if let baseline { compare(&report, with: baseline) }
    report.endsWithChanges = changesExit && report.wouldChange
    let seconds = Double(elapsed) / 1e9
    let failure = attempt([
      { try show(report, seconds: seconds) }, { try writeMetrics(report, seconds: seconds) },
      { try writeFix(report) }, { try writeHistograms(report) },
      { try writePage(report, servers: targets, seconds: seconds) },
    ])

    if let failure, report.exit == .done || report.exit == .changes { throw failure }
    guard report.exit == .done else {
      failure?.report()
      throw CommandFailure(report.exit)
    }
  }

  /// What a recipe is made of, and the files that rows come from, are known only when it has been read.
  private func refuseOverwriting(_ recipe: CheckedRecipe, _ actions: [Action]) throws {
    do {
      try OutputFiles(invocation.options, plan: nil).check(
        besides: recipe.parts + [saved?.path].compactMap { $0 } + actions.compactMap(\.input))
    } catch {
      // That it failed is not written over them, either.
      invocation.losses.hasMetrics = true
      throw error
    }
  }

  /// The run is over: what can be written of it is written, whatever became of the rest. Gives the first failure, also of
  /// what was to be written on the way.
  private func attempt(_ writings: [() throws -> Void]) -> CommandFailure? {
    for write in writings {
      do { try write() } catch let failure as CommandFailure {
        invocation.losses.note(failure)
      } catch {
        invocation.losses.note(CommandFailure(.ioError, "\(error)"))
      }
    }
    return invocation.losses.first
  }

  /// The checked recipe; its problems are reported, and end the command with 65.
  func checked() throws -> CheckedRecipe {
    let (recipe, diagnostics) = try RecipeLoader(invocation).load(source)
    guard let recipe else {
      if invocation.format == .json {
        try invocation.print(ReportJSON.refused(diagnostics))
      } else {
        invocation.report(diagnostics)
      }
      throw CommandFailure(.recipeError)
    }
    invocation.report(diagnostics)
    return recipe
  }

  /// Runs the actions, and says on stderr how it goes.
  func perform(
    _ recipe: CheckedRecipe, _ actions: [Action], planOnly: Bool, out: String? = nil,
    servers: RunServers
  ) throws -> RunReport {
    try Interrupts.install()
    let log = try invocation.options.logFile.map { path throws(CommandFailure) in
      try RunLog(path, invocation.options.logFormat)
    }
    let spool: TemporaryFolder
    do throws(SystemError) {
      spool = try TemporaryFolder(prefix: "cachectl-spool")
    } catch {
      throw CommandFailure(.ioError, "no place for a spool: \(error)")
    }
    var options = RunOptions(spoolFolder: spool.path)
    options.planOnly = planOnly
    options.assumeYes = invocation.options.yes
    options.confirmedName = invocation.options.confirm
    options.canAsk = invocation.canAsk
    options.lockFolder = StateFolder.path
    options.lockWait = wait
    let description = description(recipe)
    let journal =
      planOnly ? nil : RunJournal(description, folder: StateFolder.path, resuming: resumed)
    options.journal = journal
    options.savesTo = try out.map { path throws(CommandFailure) in
      try CommandFailure.asking { () throws(RunFailure) in
        try PlanFile(Files.absolute(path), description)
      }
    }
    if let saved {
      options.applies = saved
      options.maxPlanAge = maxAge
      options.assumeYes = true
    }
    options.wantsSizes = invocation.options.report != nil
    options.wantsCurves = invocation.options.report != nil
    let terminal = TerminalObserver(invocation, showsPlans: !planOnly)
    if invocation.isForPeople, invocation.wantsResult {
      let nameWidth = actions.map { DisplayWidth.of(Escaping.escaped($0.label)) }.max() ?? 0
      terminal.whenEnded = { [invocation, text] report in
        let paragraph = text.paragraph(report, nameWidth: nameWidth)
        // Neither a reader that has gone nor one who reads on keeps the next statement from running.
        try? actions.count == 1 ? invocation.page(paragraph) : invocation.print(paragraph)
      }
    }
    var observers: [EventObserver] = []
    if invocation.format == .ndjson {
      observers.append(
        EventObserver(JSONEvents(), before: terminal) { [invocation] in try? invocation.print($0) })
    }
    if let log {
      observers.append(
        EventObserver(log.format, before: observers.last ?? terminal) { log.append($0) })
    }
    var report = RecipeRun(
      options: options, observer: observers.last ?? terminal, interrupts: SignalInterrupts(),
      servers: servers
    ).run(actions)
    report.recipeDigest = recipe.digest
    if let file = options.savesTo, report.exit == .done, let out {
      report.planDigest = try CommandFailure.asking { () throws(RunFailure) in try file.finish() }
      invocation.note(
        "\(Units.counted(file.items, "item")) planned; apply them with: cachectl apply \(out)"
      )
    }
    if let journal, journal.isOpen { report.resumeCommand = resumeCommand(report) }
    for observer in observers { observer.done(report) }
    if log?.hasFailed == true { invocation.losses.note(CommandFailure(.ioError)) }
    return report
  }

  private var text: ReportText {
    ReportText(
      ReportText.Style(
        palette: invocation.output.palette, width: invocation.output.width,
        isVerbose: invocation.options.verbose))
  }

  /// Writes what the run did to stdout, and to stderr what is not its result.
  func show(_ report: RunReport, seconds: Double) throws {
    for statement in report.statements { invocation.report(statement.diagnostics) }
    let outcome = Result { try showResult(report, seconds: seconds) }
    if !invocation.isForPeople || !invocation.wantsResult { explainFailures(report) }
    if let failure = report.failure { invocation.complain(failure.message) }
    if let command = report.resumeCommand { invocation.complain("go on with: \(command)") }
    let isInRows = invocation.format == .tsv || invocation.format == .csv
    if isInRows || invocation.losses.isReaderGone, !invocation.options.quiet {
      try? Descriptors.writeAll(ReportRows.summary(report, seconds: seconds), to: 2)
    }
    try outcome.get()
  }

  private func showResult(_ report: RunReport, seconds: Double) throws {
    let isWanted = invocation.wantsResult
    switch invocation.format {
    case .json: try invocation.print(ReportJSON.text(report))
    case .ndjson: break
    case .csv where isWanted: try invocation.print(ReportRows(.csv).text(report))
    case .tsv where isWanted: try invocation.print(ReportRows(.tsv).text(report))
    case .table where isWanted, .auto where isWanted:
      try invocation.print(
        text.comparisons(report) + text.changes(report.changes)
          + text.closing(report, seconds: seconds))
    case .table, .auto, .csv, .tsv: break
    }
  }

  /// Why statements did not end well, for a reader that gets no table.
  private func explainFailures(_ report: RunReport) {
    for statement in report.statements {
      let limit = invocation.options.verbose ? 1000 : 20
      let name = Escaping.escaped("\(statement.verb) \(statement.name)")
      for line in ReportText.broken(statement) + ReportText.failures(of: statement, limit: limit)
        + ReportText.remarks(on: statement, includingNotes: !invocation.options.quiet)
      {
        try? Descriptors.writeAll("cachectl: \(name): \(line)\n", to: 2)
      }
    }
  }

  private var job: String { invocation.options.job ?? source.jobName }

  private func writeMetrics(_ report: RunReport, seconds: Double) throws {
    try writeMetrics(
      ReportMetrics.text(
        report, job: job, seconds: seconds, at: Int(Clocks.wallMilliseconds() / 1000)))
  }

  private func writeMetrics(_ text: String) throws {
    guard let path = invocation.options.metricsFile else { return }
    invocation.losses.hasMetrics = true
    do throws(SystemError) {
      // node_exporter runs as another user.
      try Files.replace(path, with: Array(text.utf8), mode: 0o644)
    } catch {
      throw CommandFailure(.ioError, "the metrics cannot be written: \(error)")
    }
  }

  private func writeFix(_ report: RunReport) throws {
    guard let path = invocation.options.fix else { return }
    var mending = Mending()
    for statement in report.statements {
      mending.mends += statement.mending.mends
      mending.remarks += statement.mending.remarks
    }
    let audits = report.statements.filter { $0.audit != nil }.map { "audit \($0.name)" }
    let looked = audits.isEmpty ? "no audit" : "`\(audits.joined(separator: "`, `"))`"
    let title = "\(looked) at \(Clocks.timestamp())"
    do throws(SystemError) {
      try Files.replace(path, with: MendingRecipe.text(mending, title: title), mode: 0o644)
    } catch {
      throw CommandFailure(.ioError, "\(path) cannot be written: \(error)")
    }
  }

  /// Read before anything runs: a file that is no result is said at once.
  private func baseline(_ path: String) throws -> BenchBaseline {
    let bytes: [UInt8]
    do throws(SystemError) {
      bytes = try Files.read(path)
    } catch {
      throw CommandFailure(.inputMissing, "\(path) cannot be read: \(error)")
    }
    let document: JSONTree
    do throws(JSONTree.Defect) {
      document = try JSONTree(bytes)
    } catch {
      throw CommandFailure(
        .recipeError, "\(path) is no JSON: byte \(error.offset + 1) does not fit")
    }
    guard let baseline = BenchBaseline(document) else {
      throw CommandFailure(
        .recipeError, "\(path) holds no result of a bench; write one with `--json > \(path)`")
    }
    return baseline
  }

  private func compare(_ report: inout RunReport, with before: BenchBaseline) {
    let now = BenchBaseline(report)
    report.changes = BenchChange.all(
      from: before, to: now, tolerance: invocation.options.tolerance / 100)
    for move in BenchChange.moves(from: before, to: now) {
      invocation.note("compared with a result from elsewhere: \(move)")
    }
    if report.changes.isEmpty {
      invocation.note(
        "nothing to compare: the earlier result has none of these benches and operations")
    }
  }

  /// One file for the only operation that was measured; else one each, with its name before the file's ending.
  private func writeHistograms(_ report: RunReport) throws {
    guard let path = invocation.options.hgrm else { return }
    let files = HistogramFiles(report, path: path).files
    // What went wrong says more than an empty file.
    if files.isEmpty, report.exit != .done { return }
    guard !files.isEmpty else {
      throw CommandFailure(.usage, "nothing was measured that --hgrm could write: only a bench is")
    }
    for file in files {
      do throws(SystemError) {
        try Files.replace(file.path, with: Array(file.text.utf8), mode: 0o644)
      } catch {
        throw CommandFailure(.ioError, "\(file.path) cannot be written: \(error)")
      }
    }
  }

  private func writePage(_ report: RunReport, servers: [String], seconds: Double) throws {
    guard let path = invocation.options.report else { return }
    let page = ReportPage(
      ReportPage.Head(
        title: job, servers: Set(servers).sorted(),
        time: Clocks.timestamp(), version: "cachectl \(Version.number)"))
    do throws(SystemError) {
      try Files.replace(path, with: Array(page.text(report, seconds: seconds).utf8), mode: 0o644)
    } catch {
      throw CommandFailure(.ioError, "\(path) cannot be written: \(error)")
    }
  }

  /// Stdin has one content: statements or rows.
  private func refuseSharedStandardInput(_ actions: [Action]) throws {
    guard source.isStandardInput else { return }
    for action in actions {
      if let rows = action.body.origin?.source, rows.readsStandardInput {
        throw CommandFailure(
          .usage, "source `\(rows.name)` reads stdin, which holds the statements already")
      }
    }
  }
}

extension RunReport {
  /// Whether applying what was planned would write anything.
  fileprivate var wouldChange: Bool {
    statements.contains { ($0.plan?.matched ?? 0) > 0 }
  }
}

extension Action {
  /// The file that it reads.
  fileprivate var input: String? {
    if case .restore(let restoration) = body { restoration.path } else { body.origin?.source.path }
  }
}
