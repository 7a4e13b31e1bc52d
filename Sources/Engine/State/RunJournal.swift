import Platform
import Recipe
import RedisClient
import RowSources

/// The diary of one run: opens the store when the first statement is about to change something, and writes down what a later
/// run, or a person at night, needs to know.
///
/// Owns the run's lock, by which others see that it is alive. On the thread of the run.
package final class RunJournal {
  package let run: RunDescription
  /// The run that this one goes on.
  package let resumed: RunRecord?
  /// Nil where there is no place for one: then nothing can be changed.
  private let folder: String?
  private var store: RunStore?
  private var lock: FileLock?
  private var servers: [String] = []
  /// By the server that the job changes.
  private var jobLocks: [String: MachineLock] = [:]

  package init(_ run: RunDescription, folder: String?, resuming resumed: RunRecord? = nil) {
    self.run = run
    self.folder = folder
    self.resumed = resumed
  }

  /// The store, with this run in it.
  package func opened() throws(RunFailure) -> RunStore {
    if let store { return store }
    guard let folder else {
      throw .storage(
        "the run's state has no place: neither XDG_STATE_HOME nor HOME is set, or they are relative"
      )
    }
    let opened = try RunStore(folder: folder)
    let path = RunStore.lockPath(of: run.id, in: folder)
    do throws(SystemError) {
      try Files.makeFolder("\(folder)/runs")
      lock = try FileLock.take(path)
    } catch {
      throw RunStore.failure(error.description, folder)
    }
    try opened.begin(run, resumes: resumed?.run.id)
    store = opened
    return opened
  }

  /// Whether something was written down: the run can be shown, and gone on with.
  package var isOpen: Bool { store != nil }

  /// The diary of a statement.
  func statement(_ number: Int) -> StatementJournal {
    StatementJournal(
      self, number: number, earlier: resumed?.statements.first { $0.number == number })
  }

  /// One run of a job goes at a time on a machine: the same recipe with the same names and parameters, on the same server, whatever
  /// that is called. Statements that were typed are nobody's job.
  func lockJob(on session: ServerSession, _ patience: LockPatience) throws(RunFailure) {
    guard let file = run.file, run.command == "run" || run.command == "apply" else { return }
    let address = session.connection.address
    let place = ServerAddress(address.transport, database: address.database).description
    let process = session.info.runID.map { "\($0)/\(address.database)" }
    for server in [place, process].compactMap({ $0 }) where jobLocks[server] == nil {
      let job = [run.command, file, server] + run.names + run.settings.sorted() + run.texts
      jobLocks[server] = try MachineLock.take(
        "job:" + SHA1.hexDigest(of: job.joined(separator: "\0")),
        what: "this job, \(file) on \(session.name),",
        in: folder, LockHolder(run: run.id), patience)
    }
  }

  func note(server: String) {
    if !servers.contains(server) { servers.append(server) }
  }

  /// The run is over. Nothing is written where nothing was changed.
  func end(exit: ExitCode) throws(RunFailure) {
    defer {
      for lock in jobLocks.values { lock.release() }
      jobLocks = [:]
    }
    guard let store else { return }
    try store.end(run, exit: Int(exit.rawValue), servers: servers)
    lock?.remove()
    lock = nil
  }
}
