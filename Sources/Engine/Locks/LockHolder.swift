import Bytes
import Platform

/// Who holds a lock: what stands in its file, or in its key on the server, a line a field.
package struct LockHolder: Hashable, Sendable {
  package let run: String
  package let pid: Int
  package let host: String
  package let user: String
  /// RFC 3339, by the clock of that host.
  package let since: String

  /// This process, now.
  package init(run: String) {
    self.run = run
    pid = Int(getpid())
    (host, user, since) = (Host.name, Host.userName, Clocks.timestamp())
  }

  /// Nil where somebody else wrote it, or nobody yet.
  package init?(_ text: String) {
    var fields: [Substring: String] = [:]
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: " ", maxSplits: 1)
      if parts.count == 2 { fields[parts[0]] = String(parts[1]) }
    }
    guard let run = fields["run"], let pid = fields["pid"].flatMap({ Int($0) }),
      let host = fields["host"], let since = fields["since"]
    else { return nil }
    (self.run, self.pid, self.host, self.since) = (run, pid, host, since)
    user = fields["user"] ?? ""
  }

  package var text: String {
    "run \(run)\npid \(pid)\nhost \(host)\nuser \(user)\nsince \(since)\n"
  }

  /// `r-7K2QM0, process 4711 of ops on db-3, since 2026-11-28T03:17:00.120Z`. Escaped: a server's key may hold anything.
  package var description: String {
    Escaping.escaped("\(run), process \(pid) of \(user) on \(host), since \(since)")
  }
}
