import Foundation
import RowSources
import TestSupport
import Testing

@testable import Engine

/// What runs leave behind: kept whole, by us alone, for ever where it must be, and readable by later versions.
@Suite struct RunStoreTests {
  private let folder: TemporaryFolder
  private var place: String { "\(folder.path)/state/cachectl" }

  init() throws { folder = try TemporaryFolder() }

  private func description(_ id: String, file: String? = "/srv/a.recipe") -> RunDescription {
    var run = RunDescription(command: "run", recipeDigest: "sha1:1")
    run.id = id
    run.file = file
    run.names = ["a", "sweep:b"]
    run.settings = ["since=2h", "odd=\u{1b}[31m\n"]
    run.server = "prod"
    run.parameters = ["since=2h"]
    return run
  }

  private func start(_ name: String) throws -> StatementStart {
    StatementStart(
      verb: "warm", name: name, server: "prod",
      identity: ServerIdentity(address: "redis://a:6379", runID: "f00"), serverTime: 17,
      input: "1:2 size=3", command: "SET")
  }

  @Test func aRunComesBackAsItWasWritten() throws {
    let store = try RunStore(folder: place)
    let run = description("r-1")
    try store.begin(run, resumes: nil)
    try store.begin(try start("a"), number: 0, of: run.id)
    let position = SourcePosition(line: 12, byteOffset: 340)
    let end = SourcePosition(line: 40, key: .text("k"))
    let counts = ItemCounts(ok: 10, failed: 1, skipped: 2, unknown: 0)
    let reject = Reject(key: [0, 255, 10], row: 7, code: "wrongtype", detail: "no\nstring")
    let checkpoint = Checkpoint(
      counts: counts, position: position, intent: Checkpoint.Intent(items: 28, end: end))
    try store.write(checkpoint, rejects: [reject], statement: 0, of: run.id)

    let record = try #require(try RunStore.existing(in: place)?.run("r-1"))
    #expect(record.run == run)
    #expect(record.state == "killed")
    #expect(record.isResumable)
    let statement = try #require(record.statements.first)
    #expect(statement.checkpoint == checkpoint)
    #expect(statement.counts == nil)
    #expect(statement.identity == "redis://a:6379 run_id=f00")
    #expect(statement.resumeLine == 40)
    var rejects: [Reject] = []
    try store.forEachReject(of: "r-1") { number, command, reject in
      #expect(number == 0 && command == "SET")
      rejects.append(reject)
      return true
    }
    #expect(rejects == [reject])

    var report = StatementReport(verb: "warm", name: "a")
    report.ledger.succeed(10)
    report.exit = .partial
    report.status = .partial
    try store.end(report, rejects: [], number: 0, of: run.id)
    try store.end(run, exit: 5, servers: ["prod"])
    let ended = try #require(try store.latestRun(of: "/srv/a.recipe"))
    #expect(ended.state == "partial" && ended.exit == 5)
    #expect(ended.statements.first?.counts == ItemCounts(ok: 10))
    // There it would go on, however it ended.
    #expect(ended.statements.first?.checkpoint == checkpoint)
    #expect(try store.latestRun(of: "/srv/other.recipe") == nil)
  }

  @Test func aRunThatGoesOnBeginsAsTheOtherEnded() throws {
    let store = try RunStore(folder: place)
    try store.begin(description("r-1"), resumes: nil)
    try store.begin(try start("a"), number: 0, of: "r-1")
    try store.end(StatementReport(verb: "warm", name: "a"), rejects: [], number: 0, of: "r-1")
    try store.begin(try start("b"), number: 1, of: "r-1")
    let checkpoint = Checkpoint(counts: ItemCounts(ok: 3), position: SourcePosition(line: 4))
    let reject = Reject(key: nil, row: 2, code: "csv", detail: "ragged")
    try store.write(checkpoint, rejects: [reject], statement: 1, of: "r-1")

    try store.begin(description("r-2"), resumes: "r-1")
    try store.begin(try start("b"), number: 1, of: "r-2")
    let record = try #require(try store.run("r-2"))
    #expect(record.resumes == "r-1")
    #expect(record.hasDone(0) && !record.hasDone(1))
    #expect(record.statements.last?.checkpoint == checkpoint)
    #expect(record.statements.last?.status == "running")
    #expect(try store.runs(limit: 9).map(\.run.id) == ["r-2", "r-1"])
  }

  @Test func artifactsAreKeptUntilTheRunIsForgotten() throws {
    let store = try RunStore(folder: place)
    let run = description("r-1")
    try store.begin(run, resumes: nil)
    try store.keep([1, 2, 0], kind: "script", name: "node-1", of: run.id)
    try store.keep([4], kind: "script", name: "node-1", of: run.id)
    try store.keep([5], kind: "script", name: "node-2", of: run.id)
    #expect(try store.artifact(kind: "script", name: "node-1", of: run.id) == [4])
    #expect(try store.artifactNames(kind: "script", of: run.id) == ["node-1", "node-2"])
    try store.discard(run)
    #expect(try store.run(run.id) == nil)
    #expect(try store.artifact(kind: "script", name: "node-1", of: run.id) == nil)
    #expect(try store.trail(limit: 9).map(\.event) == ["begin", "discard"])
  }

  @Test func theTrailOnlyGrows() throws {
    let store = try RunStore(folder: place)
    try store.begin(description("r-1"), resumes: nil)
    for change in ["DELETE FROM trail", "UPDATE trail SET user = 'nobody'"] {
      #expect(throws: DatabaseError.self) { try store.database.execute(change) }
    }
    #expect(try store.trail(limit: 9).count == 1)
  }

  @Test func onlyWeMayRead() throws {
    _ = try RunStore(folder: place)
    func mode(_ path: String) throws -> Int {
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      return attributes[.posixPermissions] as? Int ?? 0
    }
    #expect(try mode(place) == 0o700)
    for file in try FileManager.default.contentsOfDirectory(atPath: place) {
      #expect(try mode("\(place)/\(file)") == 0o600, "\(file)")
    }
  }

  @Test func anOlderStoreIsBroughtUpToDate() throws {
    for version in 0..<RunStore.version {
      let folder = "\(place)-\(version)"
      do {
        let old = try RunStore(folder: folder, version: version)
        if version > 0 { try old.begin(description("r-old"), resumes: nil) }
      }
      let store = try RunStore(folder: folder)
      #expect(try store.run("r-old") != nil || version == 0)
      try store.begin(description("r-new"), resumes: nil)
      #expect(try store.runs(limit: 9).first?.run.id == "r-new")
    }
  }

  @Test func aNewerStoreIsLeftAlone() throws {
    do {
      let store = try RunStore(folder: place)
      try store.database.execute("PRAGMA user_version = 99")
    }
    #expect(throws: RunFailure.self) { try RunStore(folder: place) }
    let database = try Database(path: "\(place)/state.db", options: .readOnly)
    #expect(try database.rows(of: "PRAGMA user_version") { $0.int64(0) } == [99])
  }

  @Test func whatCannotBeKeptSaysWhatToDo() throws {
    do {
      _ = try RunStore(folder: "/proc/nowhere/cachectl")
      Issue.record("a store in /proc")
    } catch {
      #expect(error.exitCode == .ioError)
      #expect(error.message.contains("XDG_STATE_HOME"))
    }
    #expect(try RunStore.existing(in: "/nonexistent") == nil)
  }
}
