/// Whom a `rediss://` connection trusts, and who we are to its server. Paths of PEM files.
package struct TLSOptions: Hashable, Sendable {
  /// Certificate authorities instead of the system's.
  package var authorityFile: String?
  /// Our own certificate, with what leads from it to its authority.
  package var certificateFile: String?
  package var keyFile: String?

  package init() {}
}
