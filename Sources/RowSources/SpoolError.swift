/// Why a spool cannot be written or read; the statement that needs it stops before it changes
/// anything. Exit status 74: the fault is on our side.
package struct SpoolError: Error, Hashable {
  package enum Kind: Sendable, Hashable { case cannotCreate, diskFull, failed }

  package let kind: Kind
  /// Where spools are kept.
  package let folder: String
  package let reason: String

  package var exitStatus: Int32 { 74 }

  package init(_ kind: Kind, folder: String, reason: String) {
    self.kind = kind
    self.folder = folder
    self.reason = reason
  }

  package init(_ error: DatabaseError, folder: String) {
    self.init(
      error.kind == .diskFull ? .diskFull : .failed, folder: folder, reason: error.message)
  }

  /// What to do about it.
  package var help: String? {
    kind == .diskFull ? "free space there, or set TMPDIR to a larger disk" : nil
  }
}

extension SpoolError: CustomStringConvertible {
  package var description: String { "the spool in \(folder): \(reason)" }
}
