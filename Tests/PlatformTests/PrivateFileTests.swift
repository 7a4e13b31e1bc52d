import Platform
import Testing

/// Which files keep a secret: modes, owners and readers.
@Suite struct PrivateFileTests {
  private static let (us, root): (uid_t, uid_t) = (1000, 0)

  @Test(
    arguments: [
      // Our own are ours alone.
      (0o600, us, us, nil), (0o400, us, us, nil), (0o700, us, us, nil), (0o640, us, us, .toGroup),
      (0o440, us, us, .toGroup), (0o620, us, us, .toGroup), (0o604, us, us, .toOthers),
      (0o602, us, us, .toOthers), (0o644, us, us, .toOthers),
      // What another gave us through a group: a Kubernetes secret with fsGroup, a file in /etc.
      (0o440, root, us, nil), (0o640, root, us, nil), (0o444, root, us, .toOthers),
      (0o646, root, us, .toOthers), (0o440, root, root, .toGroup), (0o400, root, root, nil),
    ] as [(mode_t, uid_t, uid_t, PrivateFile.Exposure?)])
  func everyModeIsJudged(
    mode: mode_t, owner: uid_t, reader: uid_t, exposure: PrivateFile.Exposure?
  ) {
    #expect(PrivateFile.exposure(mode: mode, owner: owner, reader: reader) == exposure)
  }

  @Test func whatIsExposedIsNotRead() throws {
    let folder = try TemporaryFolder(prefix: "cachectl-test")
    let path = "\(folder.path)/secret"
    try Files.replace(path, with: Array("hunter2".utf8))
    guard case .bytes(let bytes) = try PrivateFile.read(path, limit: 100) else {
      Issue.record("0600 is refused")
      return
    }
    #expect(bytes == Array("hunter2".utf8))
    #expect(throws: SystemError.self) { try PrivateFile.read(path, limit: 3) }
    chmod(path, 0o604)
    guard case .exposed(.toOthers) = try PrivateFile.read(path, limit: 100) else {
      Issue.record("0604 is read")
      return
    }
  }
}
