import Recipe

/// The servers of a run, connected when they are first needed.
package struct RunServers {
  /// Of a statement; asked once a statement.
  package let session: (_ action: Action) throws(RunFailure) -> ServerSession
  /// Which rows come from, by the name of a profile or a URL.
  package let named: (_ name: String) throws(RunFailure) -> ServerSession

  package init(
    session: @escaping (_ action: Action) throws(RunFailure) -> ServerSession,
    named: @escaping (_ name: String) throws(RunFailure) -> ServerSession
  ) {
    self.session = session
    self.named = named
  }
}
