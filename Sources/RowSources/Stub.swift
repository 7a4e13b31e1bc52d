import CSQLite

/// The placeholder command of `cachectl` still calls this; it goes with that command.
package func stubSQL() -> Int32 { sqlite3_libversion_number() }
