import RowSources

/// The store's tables. A version is never changed once it was released: the next one is added to the list.
extension RunStore {
  package static var version: Int { migrations.count }

  /// `migrations[n]` makes version n + 1 of version n.
  private static let migrations = [
    """
    CREATE TABLE run (
      id TEXT PRIMARY KEY,
      command TEXT NOT NULL,          -- run, apply, exec, prompt, undo …
      file TEXT,                      -- absolute; null for statements that were arguments
      recipe_digest TEXT NOT NULL,
      plan_digest TEXT,               -- of the saved plan that was applied
      user TEXT NOT NULL, host TEXT NOT NULL, pid INTEGER NOT NULL,
      started INTEGER NOT NULL,       -- milliseconds since 1970, by our clock
      ended INTEGER, exit INTEGER,    -- null while it runs, and for ever when it was killed
      resumes TEXT                    -- the run that it went on
    ) WITHOUT ROWID;
    CREATE INDEX run_started ON run (started);
    CREATE TABLE argument (           -- how to say it again
      run TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
      kind TEXT NOT NULL,             -- text, folder, name, set, server, config, parameter
      text TEXT NOT NULL
    );
    CREATE INDEX argument_run ON argument (run);
    CREATE TABLE statement (
      run TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
      number INTEGER NOT NULL,        -- its place among the chosen ones, from 0
      verb TEXT NOT NULL, name TEXT NOT NULL,
      server TEXT NOT NULL,           -- as people call it
      identity TEXT NOT NULL,         -- its address and its run_id
      server_time INTEGER NOT NULL,   -- milliseconds since 1970, by its clock, at the start
      input TEXT,                     -- the fingerprint of the file that rows come from
      command TEXT NOT NULL,          -- what is done to an item: SET, UNLINK
      status TEXT NOT NULL,           -- running, then as in reports
      exit INTEGER,
      ok INTEGER, failed INTEGER, skipped INTEGER, unknown INTEGER,    -- null until it ended
      PRIMARY KEY (run, number)
    ) WITHOUT ROWID;
    CREATE TABLE checkpoint (
      run TEXT NOT NULL, statement INTEGER NOT NULL,
      ok INTEGER NOT NULL, failed INTEGER NOT NULL, skipped INTEGER NOT NULL, unknown INTEGER NOT NULL,
      line INTEGER, byte_offset INTEGER, key,      -- everything before is accounted for, in these counts
      intent INTEGER NOT NULL,        -- items behind it that may have been sent, and must not be sent again
      intent_line INTEGER, intent_offset INTEGER, intent_key,    -- behind those
      PRIMARY KEY (run, statement),
      FOREIGN KEY (run, statement) REFERENCES statement (run, number) ON DELETE CASCADE
    ) WITHOUT ROWID;
    CREATE TABLE reject (
      run TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
      statement INTEGER NOT NULL,
      line INTEGER, key BLOB, command TEXT NOT NULL, code TEXT NOT NULL, reason TEXT NOT NULL
    );
    CREATE INDEX reject_run ON reject (run, statement);
    CREATE TABLE artifact (           -- what stood before: for undo and for rollbacks
      run TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
      kind TEXT NOT NULL, name TEXT NOT NULL, bytes BLOB NOT NULL,
      PRIMARY KEY (run, kind, name)
    );
    CREATE TABLE trail (
      at INTEGER NOT NULL, run TEXT NOT NULL, event TEXT NOT NULL,
      user TEXT NOT NULL, host TEXT NOT NULL, pid INTEGER NOT NULL,
      server TEXT, recipe_digest TEXT, plan_digest TEXT, exit INTEGER, detail TEXT
    );
    CREATE TRIGGER trail_is_not_changed BEFORE UPDATE ON trail
      BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
    CREATE TRIGGER trail_is_not_shortened BEFORE DELETE ON trail
      BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
    """
  ]

  /// Brings the store from whatever version it has to `version`, in one transaction. A newer one is not touched.
  func migrate(to version: Int) throws(RunFailure) {
    let found = try storedVersion()
    guard found <= Self.version else {
      throw Self.failure("a newer cachectl made it (version \(found))", folder)
    }
    try doing { () throws(DatabaseError) in try database.execute("PRAGMA foreign_keys = ON") }
    guard found < version else { return }
    try committing { () throws(DatabaseError) in
      // Another process may have been faster.
      var current = found
      try database.forEachRow(of: "PRAGMA user_version") {
        current = Int($0.int64(0))
        return false
      }
      guard current < version else { return }
      for step in current..<version { try database.execute(Self.migrations[step]) }
      try database.execute("PRAGMA user_version = \(version)")
    }
  }

  private func storedVersion() throws(RunFailure) -> Int {
    try doing { () throws(DatabaseError) in
      try database.rows(of: "PRAGMA user_version") { Int($0.int64(0)) }.first ?? 0
    }
  }
}
