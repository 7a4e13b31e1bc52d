import Bytes
import Platform
import Recipe

/// A lock that other processes of this machine see: a file in `locks` of the state folder. It goes with its process, however
/// that ends.
struct MachineLock {
  private let file: FileLock

  /// - Parameter what: what is said to be held: ``lock `nightly` of this machine``.
  static func take(
    _ name: String, what: String, in folder: String?, _ holder: LockHolder, _ patience: LockPatience
  ) throws(RunFailure) -> MachineLock {
    guard let folder else {
      throw .storage(
        "a lock has no place: neither XDG_STATE_HOME nor HOME is set, or they are relative")
    }
    let path = "\(folder)/locks/\(fileName(name))"
    do throws(SystemError) {
      try Files.makeFolder("\(folder)/locks")
    } catch {
      throw failure(error)
    }
    let file = try patience.take { () throws(RunFailure) in
      do throws(SystemError) {
        let file = try FileLock.take(path)
        try file?.note(holder.text)
        return file
      } catch {
        throw failure(error)
      }
    }
    guard let file else {
      throw patience.refusal(what, FileLock.note(at: path).flatMap { LockHolder($0) })
    }
    return MachineLock(file: file)
  }

  /// Who comes next makes a file of its own.
  func release() { file.remove() }

  /// Any name as that of a file: what is no letter, digit, `-`, `_` or `:` becomes `%2F`; a long one its digest.
  private static func fileName(_ name: String) -> String {
    var text = ""
    for byte in name.utf8 {
      let scalar = Unicode.Scalar(byte)
      if scalar.isASCII,
        scalar.properties.isAlphabetic || (0x30...0x39).contains(byte)
          || "-_:".utf8.contains(byte)
      {
        text.unicodeScalars.append(scalar)
      } else {
        text += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
    return text.utf8.count <= 200 ? text : "sha1-" + SHA1.hexDigest(of: name)
  }

  private static func failure(_ error: SystemError) -> RunFailure {
    .storage("a lock cannot be taken: \(error): set XDG_STATE_HOME to a folder of yours")
  }
}
