import Platform
import RowSources

/// What a run writes down while it goes. Each call is one transaction.
extension RunStore {
  /// A run begins, with its first statement that changes something.
  func begin(_ run: RunDescription, resumes: String?) throws(RunFailure) {
    try committing { () throws(DatabaseError) in
      try database.run(
        """
        INSERT INTO run (id, command, file, recipe_digest, plan_digest, user, host, pid, started, resumes)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
        """,
        [
          .text(run.id), .text(run.command), .text(run.file), .text(run.recipeDigest),
          .text(run.planDigest), .text(Host.userName), .text(Host.name), .integer(Int(getpid())),
          .integer(Clocks.wallMilliseconds()), .text(resumes),
        ])
      for (kind, texts) in run.arguments {
        for text in texts {
          try database.run(
            "INSERT INTO argument (run, kind, text) VALUES (?1, ?2, ?3)",
            [.text(run.id), .text(kind), .text(text)])
        }
      }
      if let resumes { try copy(resumes, to: run.id) }
      try note("begin", run, detail: resumes.map { "goes on with \($0)" })
    }
  }

  func end(_ run: RunDescription, exit: Int, servers: [String]) throws(RunFailure) {
    try committing { () throws(DatabaseError) in
      try database.run(
        "UPDATE run SET ended = ?2, exit = ?3 WHERE id = ?1",
        [.text(run.id), .integer(Clocks.wallMilliseconds()), .integer(exit)])
      try note("end", run, server: servers.joined(separator: " "), exit: exit)
    }
  }

  func begin(
    _ start: StatementStart, number: Int, of run: String, findsRejectsAgain: Bool = false
  ) throws(RunFailure) {
    try committing { () throws(DatabaseError) in
      if findsRejectsAgain {
        try database.run(
          "DELETE FROM reject WHERE run = ?1 AND statement = ?2", [.text(run), .integer(number)])
      }
      try database.run(
        """
        INSERT INTO statement (run, number, verb, name, server, identity, server_time, input, command, status)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 'running')
        ON CONFLICT DO UPDATE SET server = ?5, identity = ?6, server_time = ?7, input = ?8, command = ?9,
          status = 'running', exit = NULL, ok = NULL, failed = NULL, skipped = NULL, unknown = NULL
        """,
        [
          .text(run), .integer(number), .text(start.verb), .text(start.name), .text(start.server),
          .text(start.identity.text), .integer(start.serverTime), .text(start.input),
          .text(start.command),
        ])
    }
  }

  /// A checkpoint takes the place of the one before. One with an intent is on disk before this returns.
  /// - Parameter isShortOfIntent: rows behind its position will be read again, so that what they made is not there twice.
  /// - Parameter place: where a walk goes on.
  func write(
    _ checkpoint: Checkpoint, rejects: [Reject], statement number: Int, of run: String,
    isShortOfIntent: Bool = false, place: [UInt8]? = nil
  ) throws(RunFailure) {
    func body() throws(DatabaseError) {
      if isShortOfIntent, let line = checkpoint.position?.line {
        try database.run(
          "DELETE FROM reject WHERE run = ?1 AND statement = ?2 AND line >= ?3",
          [.text(run), .integer(number), .integer(line)])
      }
      let end = checkpoint.intent?.end
      let insert = try prepared(
        """
        INSERT OR REPLACE INTO checkpoint (run, statement, ok, failed, skipped, unknown,
          line, byte_offset, key, intent, intent_line, intent_offset, intent_key)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
        """)
      let values: [Database.Value] =
        [.text(run), .integer(number)] + checkpoint.counts.values + checkpoint.position.values
        + [.integer(checkpoint.intent?.items ?? 0)] + end.values
      for (index, value) in values.enumerated() {
        try insert.statement.bind(Int32(index + 1), value)
      }
      try insert.statement.run()
      try add(rejects, number, run)
      if let place {
        try database.run(
          "INSERT OR REPLACE INTO artifact (run, kind, name, bytes) VALUES (?1, ?2, ?3, ?4)",
          [.text(run), .text(Self.walk), .text("\(number)"), .blob(place)])
      }
    }
    if checkpoint.intent == nil { try committing(body) } else { try durably(body) }
  }

  /// The kind of artifact that says how far a walk is; its name is the statement's number.
  private static let walk = "walk"

  func walkPlace(statement number: Int, of run: String) throws(RunFailure) -> [UInt8]? {
    try artifact(kind: Self.walk, name: "\(number)", of: run)
  }

  /// A statement ended. Its last checkpoint stays: there it would go on.
  func end(
    _ report: StatementReport, rejects: [Reject], number: Int, of run: String
  ) throws(RunFailure) {
    try committing { () throws(DatabaseError) in
      try database.run(
        """
        UPDATE statement SET ok = ?3, failed = ?4, skipped = ?5, unknown = ?6, status = ?7, exit = ?8
        WHERE run = ?1 AND number = ?2
        """,
        [.text(run), .integer(number)] + ItemCounts(report.ledger).values
          + [.text(report.status.rawValue), .integer(Int(report.exit.rawValue))])
      try add(rejects, number, run)
    }
  }

  /// Keeps what stood before, under a name, for whoever wants to put it back. On disk before it returns.
  package func keep(
    _ bytes: [UInt8], kind: String, name: String, of run: String
  ) throws(RunFailure) {
    try durably { () throws(DatabaseError) in
      try database.run(
        "INSERT OR REPLACE INTO artifact (run, kind, name, bytes) VALUES (?1, ?2, ?3, ?4)",
        [.text(run), .text(kind), .text(name), .blob(bytes)])
    }
  }

  /// Forgets a run and what it kept; the trail says who did so.
  package func discard(_ run: RunDescription) throws(RunFailure) {
    try committing { () throws(DatabaseError) in
      try database.run("DELETE FROM run WHERE id = ?1", [.text(run.id)])
      try note("discard", run)
    }
  }

  // MARK: Parts of transactions

  /// A run that goes on begins as the earlier one ended: whoever goes on with it, when it is killed too, misses nothing.
  private func copy(_ earlier: String, to run: String) throws(DatabaseError) {
    try database.run(
      """
      INSERT INTO statement SELECT ?2, number, verb, name, server, identity, server_time, input, command,
        status, exit, ok, failed, skipped, unknown FROM statement WHERE run = ?1
      """, [.text(earlier), .text(run)])
    try database.run(
      """
      INSERT INTO checkpoint SELECT ?2, statement, ok, failed, skipped, unknown, line, byte_offset, key,
        intent, intent_line, intent_offset, intent_key FROM checkpoint WHERE run = ?1
      """, [.text(earlier), .text(run)])
    try database.run(
      """
      INSERT INTO artifact SELECT ?2, kind, name, bytes FROM artifact WHERE run = ?1 AND kind = ?3
      """, [.text(earlier), .text(run), .text(Self.walk)])
    try database.run(
      """
      INSERT INTO reject SELECT ?2, statement, line, key, command, code, reason FROM reject WHERE run = ?1
      ORDER BY rowid
      """, [.text(earlier), .text(run)])
  }

  private func add(_ rejects: [Reject], _ number: Int, _ run: String) throws(DatabaseError) {
    guard !rejects.isEmpty else { return }
    let insert = try database.prepare(
      """
      INSERT INTO reject (run, statement, line, key, command, code, reason)
      SELECT ?1, ?2, ?3, ?4, command, ?5, ?6 FROM statement WHERE run = ?1 AND number = ?2
      """)
    for reject in rejects {
      try insert.bind(1, text: run)
      try insert.bind(2, Int64(number))
      try insert.bind(3, .integer(reject.row))
      try insert.bind(4, reject.key.map { .blob($0) } ?? .null)
      try insert.bind(5, text: reject.code)
      try insert.bind(6, text: reject.detail)
      try insert.run()
    }
  }

  private func note(
    _ event: String, _ run: RunDescription, server: String? = nil, exit: Int? = nil,
    detail: String? = nil
  ) throws(DatabaseError) {
    try database.run(
      """
      INSERT INTO trail (at, run, event, user, host, pid, server, recipe_digest, plan_digest, exit, detail)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
      """,
      [
        .integer(Clocks.wallMilliseconds()), .text(run.id), .text(event), .text(Host.userName),
        .text(Host.name), .integer(Int(getpid())), .text(server), .text(run.recipeDigest),
        .text(run.planDigest), .integer(exit),
        .text(detail ?? [run.command, run.file].compactMap { $0 }.joined(separator: " ")),
      ])
  }
}

extension ItemCounts {
  fileprivate var values: [Database.Value] {
    [.integer(ok), .integer(failed), .integer(skipped), .integer(unknown)]
  }
}

extension SourcePosition? {
  fileprivate var values: [Database.Value] {
    [.integer(self?.line), .integer(self?.byteOffset), self?.key ?? .null]
  }
}
