import RESP
import Testing

@Suite struct ServerErrorTests {
  @Test(arguments: [
    ("OOM command not allowed when used memory > 'maxmemory'.", ServerErrorKind.outOfMemory),
    ("READONLY You can't write against a read only replica.", .readOnly),
    ("MOVED 3999 127.0.0.1:6381", .moved(slot: 3999, host: "127.0.0.1", port: 6381)),
    ("MOVED 1 :7000", .moved(slot: 1, host: "", port: 7000)),
    ("ASK 12182 ::1:7001", .ask(slot: 12182, host: "::1", port: 7001)),
    ("MOVED nonsense", .other),
    ("LOADING Redis is loading the dataset in memory", .loading),
    ("BUSY Redis is busy running a script.", .busy),
    ("NOSCRIPT No matching script.", .noScript),
    ("NOPERM this user has no permissions", .noPermission),
    ("NOAUTH Authentication required.", .noAuthentication),
    ("WRONGPASS invalid username-password pair", .wrongPassword),
    ("ERR invalid password", .wrongPassword),
    ("WRONGTYPE Operation against a key", .wrongType),
    ("CLUSTERDOWN Hash slot not served", .clusterDown),
    ("TRYAGAIN Multiple keys request", .tryAgain),
    ("MASTERDOWN Link with MASTER is down", .masterDown),
    ("ERR max number of clients reached", .maxClients),
    ("ERR unknown command 'X'", .other), ("", .other), ("OOMPH", .other),
  ])
  func classifies(message: String, kind: ServerErrorKind) {
    #expect(ServerError(message: Array(message.utf8)).kind == kind)
  }

  @Test func namesItsCode() {
    #expect(ServerError(message: Array("WRONGTYPE Operation".utf8)).code == "WRONGTYPE")
  }
}
