import CSQLite
package func stubSQL() -> Int32 { sqlite3_libversion_number() }
