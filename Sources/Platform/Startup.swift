import CPlatform

/// What a process that may hold a secret, and must not die of a reader that goes, does before anything else.
package enum Startup {
  /// Closed standard streams are opened onto nothing: the first file or socket would else get the number of stdout, and results
  /// would go there. A broken pipe becomes an error of the write. What is in memory, passwords and what the environment
  /// holds, goes into no core file and no crash trace, and other processes of the same user cannot attach (docs/decisions/0055).
  ///
  /// Call it first, before threads start.
  package static func prepare() {
    cachectl_open_standard_streams()
    cachectl_ignore_broken_pipes()
    cachectl_keep_memory_private()
  }
}
