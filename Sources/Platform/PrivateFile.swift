/// Files that hold a secret: read only where nobody but those who are meant to can read or replace it.
package enum PrivateFile {
  /// Why a file keeps no secret.
  package enum Exposure: Hashable, Sendable {
    /// Everybody may read it, or write another in its place.
    case toOthers
    /// Everybody in the file's group.
    case toGroup
  }

  package enum Outcome: Sendable {
    case bytes([UInt8])
    case exposed(Exposure)
  }

  /// The bytes, at most `limit` (else EFBIG), of the file whose mode was looked at. What is exposed is not read.
  package static func read(_ path: String, limit: Int) throws(SystemError) -> Outcome {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemError("open", path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw SystemError("open", path) }
    if let exposure = exposure(mode: status.st_mode, owner: status.st_uid, reader: geteuid()) {
      return .exposed(exposure)
    }
    do throws(SystemError) {
      return .bytes(try Files.readToEnd(of: descriptor, limit: limit))
    } catch {
      throw SystemError(error.operation, path, code: error.code)
    }
  }

  /// The rule, as ssh has it for its keys: a file of our own is ours alone. One that is another's is as he gave it to us: the group of
  /// a Kubernetes secret or of /etc is how we are allowed to read it at all, and the mode is not ours to change. Nil where the
  /// file may be read.
  package static func exposure(mode: mode_t, owner: uid_t, reader: uid_t) -> Exposure? {
    if mode & 0o006 != 0 { return .toOthers }
    return owner == reader && mode & 0o060 != 0 ? .toGroup : nil
  }
}
