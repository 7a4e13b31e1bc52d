import Bytes
import Planner
import RESP
import RedisClient

/// Asks the server, before anything is done, whether we may do it.
///
/// Each kind of command that the program will send is queued in a MULTI, which the server checks as it would check the
/// command itself, with its key, and answers NOPERM or QUEUED; then all of it is discarded. So nothing runs, no right beyond
/// the program's own is needed (ACL DRYRUN is an administrator's), and it works on every version (docs/decisions/0033).
struct PermissionProbe {
  private let session: ServerSession

  init(_ session: ServerSession) { self.session = session }

  /// Throws 77 and what is missing. False: nobody could be asked, and a run finds out item by item.
  func check(_ permissions: Permissions) throws(RunFailure) -> Bool {
    let calls = permissions.calls.filter { !$0.example.isEmpty }
    let replies: [ServerError?]?
    do throws(RunFailure) {
      replies = try queue(calls)
    } catch {
      try session.reconnect(after: error)
      replies = try queue(calls)
    }
    guard let replies else { return false }
    var missing: [String] = []
    for (call, reply) in zip(calls, replies) {
      guard let reply, reply.kind == .noPermission else { continue }
      let rule = reply.isAboutKeys ? "~\(pattern(of: call, permissions))" : call.rule
      if !missing.contains(rule) { missing.append(rule) }
    }
    guard !missing.isEmpty else { return true }
    let user = session.info.user ?? "this user"
    throw .notPermitted(
      "the ACL of `\(user)` lacks \(missing.joined(separator: " ")): nothing was sent"
        + " (`cachectl check --acl` prints all that a recipe needs)")
  }

  /// The pattern that a call's key was made for.
  private func pattern(of call: Permissions.Call, _ permissions: Permissions) -> String {
    for argument in call.example.dropFirst(call.words.count) {
      for glob in permissions.keys
      where argument.withUnsafeBytes({ GlobPattern(glob).matches(ByteSlice($0)) }) {
        return String(decoding: glob, as: UTF8.self)
      }
    }
    return "*"
  }

  /// What the server says to each call when it is queued; nil where it gives us no MULTI.
  private func queue(_ calls: [Permissions.Call]) throws(RunFailure) -> [ServerError?]? {
    // By itself, and awaited: what follows a MULTI that was refused would be run.
    guard try ask([[Array("MULTI".utf8)]]) == [nil] else { return nil }
    return try ask(calls.map(\.example) + [[Array("DISCARD".utf8)]])
  }

  /// One round trip; the error of each command, nil where it answered anything else.
  private func ask(_ commands: [[[UInt8]]]) throws(RunFailure) -> [ServerError?] {
    do throws(ConnectionError) {
      return try session.connection.call(all: commands, isRepeatable: true).map(\.error)
    } catch {
      throw .connection(error)
    }
  }
}

extension ServerError {
  /// NOPERM is about the command or about its keys; only the sentence says which.
  fileprivate var isAboutKeys: Bool { description.contains("to access") }
}
