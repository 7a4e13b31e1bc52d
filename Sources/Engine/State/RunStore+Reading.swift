import Bytes
import Platform
import RowSources

/// What runs wrote down.
extension RunStore {
  /// The newest first.
  package func runs(limit: Int) throws(RunFailure) -> [RunRecord] {
    try records("ORDER BY started DESC, rowid_order DESC LIMIT ?1", [.integer(limit)])
  }

  package func run(_ id: String) throws(RunFailure) -> RunRecord? {
    try records("WHERE id = ?1", [.text(id)]).first
  }

  /// The newest run, of a recipe where one is named.
  package func latestRun(of file: String?) throws(RunFailure) -> RunRecord? {
    try records(
      "WHERE ?1 IS NULL OR file = ?1 ORDER BY started DESC, rowid_order DESC LIMIT 1", [.text(file)]
    ).first
  }

  /// The newest run that applied a plan.
  package func latestRun(ofPlan digest: String) throws(RunFailure) -> RunRecord? {
    try records(
      "WHERE plan_digest = ?1 ORDER BY started DESC, rowid_order DESC LIMIT 1", [.text(digest)]
    ).first
  }

  /// Items of a run that did not end well, statement by statement, in the order in which they were written down.
  package func forEachReject(
    of run: String, _ read: (_ statement: Int, _ command: String, Reject) -> Bool
  ) throws(RunFailure) {
    try doing { () throws(DatabaseError) in
      try database.forEachRow(
        of: """
          SELECT statement, command, line, key, code, reason FROM reject WHERE run = ?1
          ORDER BY statement, rowid
          """, [.text(run)]
      ) { row in
        read(
          Int(row.int64(0)), row.text(1) ?? "",
          Reject(
            key: row.bytes(3).map { Array($0) }, row: row.integer(2), code: row.text(4) ?? "",
            detail: row.text(5) ?? ""))
      }
    }
  }

  package func artifact(kind: String, name: String, of run: String) throws(RunFailure) -> [UInt8]? {
    try doing { () throws(DatabaseError) in
      try database.rows(
        of: "SELECT bytes FROM artifact WHERE run = ?1 AND kind = ?2 AND name = ?3",
        [.text(run), .text(kind), .text(name)]
      ) { $0.blob(0) }.first
    }
  }

  /// The names under which a run kept things of a kind, sorted.
  package func artifactNames(kind: String, of run: String) throws(RunFailure) -> [String] {
    try doing { () throws(DatabaseError) in
      try database.rows(
        of: "SELECT name FROM artifact WHERE run = ?1 AND kind = ?2 ORDER BY name",
        [.text(run), .text(kind)]
      ) { $0.text(0) ?? "" }
    }
  }

  /// One entry of the audit trail.
  package struct TrailEntry: Sendable {
    /// Milliseconds since 1970.
    package let at: Int
    package let run: String
    package let event: String
    package let user: String
    package let host: String
    package let pid: Int
    package let server: String?
    package let recipeDigest: String?
    package let planDigest: String?
    package let exit: Int?
    package let detail: String?
  }

  /// The last entries of the audit trail, the oldest of them first.
  package func trail(limit: Int) throws(RunFailure) -> [TrailEntry] {
    try doing { () throws(DatabaseError) in
      try database.rows(
        of: """
          SELECT at, run, event, user, host, pid, server, recipe_digest, plan_digest, exit, detail
          FROM trail ORDER BY rowid DESC LIMIT ?1
          """, [.integer(limit)]
      ) { row in
        TrailEntry(
          at: Int(row.int64(0)), run: row.text(1) ?? "", event: row.text(2) ?? "",
          user: row.text(3) ?? "", host: row.text(4) ?? "", pid: Int(row.int64(5)),
          server: row.text(6), recipeDigest: row.text(7), planDigest: row.text(8),
          exit: row.integer(9), detail: row.text(10))
      }.reversed()
    }
  }

  // MARK: Records

  private func records(
    _ rest: String, _ values: [Database.Value]
  ) throws(RunFailure) -> [RunRecord] {
    try doing { () throws(DatabaseError) in
      // Runs of one millisecond come in the order in which the trail has them.
      let ids = try database.rows(
        of: """
          SELECT id FROM (SELECT *, (SELECT min(rowid) FROM trail WHERE trail.run = run.id) AS rowid_order
          FROM run) \(rest)
          """, values
      ) { $0.text(0) ?? "" }
      var records: [RunRecord] = []
      for id in ids {
        if let record = try record(id) { records.append(record) }
      }
      return records
    }
  }

  private func record(_ id: String) throws(DatabaseError) -> RunRecord? {
    let arguments = try database.rows(
      of: "SELECT kind, text FROM argument WHERE run = ?1 ORDER BY rowid", [.text(id)]
    ) { (kind: $0.text(0) ?? "", text: $0.text(1) ?? "") }
    let statements = try statements(of: id)
    let isRunning = FileLock.isHeld(Self.lockPath(of: id, in: folder))
    return try database.rows(
      of: """
        SELECT command, file, recipe_digest, plan_digest, user, host, pid, started, ended, exit, resumes
        FROM run WHERE id = ?1
        """, [.text(id)]
    ) { row in
      var run = RunDescription(command: row.text(0) ?? "", recipeDigest: row.text(2) ?? "")
      run.id = id
      run.file = row.text(1)
      run.planDigest = row.text(3)
      run.read(arguments)
      return RunRecord(
        run: run, user: row.text(4) ?? "", host: row.text(5) ?? "", pid: Int(row.int64(6)),
        started: Int(row.int64(7)), ended: row.integer(8), exit: row.integer(9),
        resumes: row.text(10), statements: statements, isRunning: isRunning)
    }.first
  }

  private func statements(of id: String) throws(DatabaseError) -> [StatementRecord] {
    try database.rows(
      of: """
        SELECT number, verb, name, server, identity, server_time, input, command, status, exit,
          s.ok, s.failed, s.skipped, s.unknown,
          c.ok, c.failed, c.skipped, c.unknown, line, byte_offset, key,
          intent, intent_line, intent_offset, intent_key
        FROM statement s LEFT JOIN checkpoint c ON c.run = s.run AND c.statement = s.number
        WHERE s.run = ?1 ORDER BY number
        """, [.text(id)]
    ) { row in
      StatementRecord(
        number: Int(row.int64(0)), verb: row.text(1) ?? "", name: row.text(2) ?? "",
        server: row.text(3) ?? "", identity: row.text(4) ?? "", serverTime: row.int64(5),
        input: row.text(6), command: row.text(7) ?? "", status: row.text(8) ?? "",
        exit: row.integer(9), counts: row.counts(10), checkpoint: row.checkpoint(14))
    }
  }

  /// Locked while a run is under way.
  static func lockPath(of run: String, in folder: String) -> String { "\(folder)/runs/\(run)" }
}

extension Database.Statement {
  /// Four counts that stand side by side; nil where they are null.
  fileprivate func counts(_ column: Int32) -> ItemCounts? {
    guard let ok = integer(column) else { return nil }
    return ItemCounts(
      ok: ok, failed: Int(int64(column + 1)), skipped: Int(int64(column + 2)),
      unknown: Int(int64(column + 3)))
  }

  fileprivate func checkpoint(_ column: Int32) -> Checkpoint? {
    guard let counts = counts(column) else { return nil }
    let items = Int(int64(column + 7))
    return Checkpoint(
      counts: counts, position: position(column + 4),
      intent: items == 0 ? nil : Checkpoint.Intent(items: items, end: position(column + 8)))
  }

  /// A line, an offset and a key that stand side by side.
  fileprivate func position(_ column: Int32) -> SourcePosition? {
    integer(column).map {
      SourcePosition(line: $0, byteOffset: integer(column + 1), key: value(column + 2))
    }
  }
}
