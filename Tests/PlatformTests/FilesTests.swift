import Platform
import Testing

@Suite struct FilesTests {
  @Test func replacesAFileWholeAndLeavesNothingBeside() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/state"
    try Files.replace(path, with: Array("old".utf8))
    try Files.replace(path, with: Array("new".utf8))
    #expect(try Files.read(path) == Array("new".utf8))

    var status = stat()
    #expect(stat(path, &status) == 0)
    #expect(status.st_mode & 0o777 == 0o600)
    #expect(rmdir(folder.path) != 0)
    unlink(path)
    #expect(rmdir(folder.path) == 0, "something else was left in the folder")
  }

  @Test func readingSaysWhatIsWrongWithThePath() throws {
    let folder = try TemporaryFolder()
    let absent = try #require(throws: SystemError.self) {
      try Files.read("\(folder.path)/absent")
    }
    #expect(absent.isNotFound)
    #expect(absent.description == "open \(folder.path)/absent: No such file or directory")
    let isFolder = try #require(throws: SystemError.self) { try Files.read(folder.path) }
    #expect(isFolder.code == EISDIR)
    #expect(isFolder.subject == folder.path)
  }

  @Test func readingStopsAtItsLimit() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/big"
    try Files.replace(path, with: [UInt8](repeating: 1, count: 100_000))
    #expect(try Files.read(path, limit: 100_000).count == 100_000)
    let error = try #require(throws: SystemError.self) { try Files.read(path, limit: 99_999) }
    #expect(error.code == EFBIG)
  }

  @Test(arguments: [("/srv/a", "/srv"), ("a", "."), ("/a", "/"), ("a/b/c", "a/b")])
  func namesTheFolderOfAPath(path: String, folder: String) {
    #expect(Files.folder(of: path) == folder)
  }

  @Test func aTemporaryFolderIsPrivateAndGoneWithItsOwner() throws {
    var folder: TemporaryFolder? = try TemporaryFolder()
    let path = try #require(folder?.path)
    var status = stat()
    #expect(stat(path, &status) == 0)
    #expect(status.st_mode & 0o777 == 0o700)
    #expect(path.utf8.count < 80, "a socket's address holds about 100 bytes")

    let outside = try TemporaryFolder()
    try Files.replace("\(outside.path)/kept", with: [])
    mkdir("\(path)/deeper", 0o700)
    try Files.replace("\(path)/deeper/file", with: [])
    symlink(outside.path, "\(path)/link")
    folder = nil
    #expect(stat(path, &status) != 0)
    #expect(stat("\(outside.path)/kept", &status) == 0, "a link was followed")
  }
}
