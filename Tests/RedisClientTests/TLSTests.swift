import Bytes
import RESP
import TestSupport
import Testing

@testable import RedisClient

/// `rediss://` against a real server, with every kind of certificate that must be told apart.
@Suite struct TLSTests {
  static let certificates = Result { try TestCertificates() }

  /// What each certificate comes to; nil is a connection.
  static let complaints: [(TestCertificates.Kind, String?)] = [
    (.good, nil),
    (.expired, "has expired"),
    (.notYetValid, "not valid yet"),
    (.selfSigned, "self-signed"),
    (.wrongName, "not for this host"),
    (.otherAuthority, "authority that is not trusted"),
    (.wildcard, "not for this host"),
    (.wrongPurpose, "is refused"),
  ]

  private struct Bench {
    let certificates: TestCertificates
    let server: TestServer
    let port: UInt16

    init(_ kind: TestCertificates.Kind = .good, wantsClient: Bool = false, _ more: [String] = [])
      throws
    {
      certificates = try TLSTests.certificates.get()
      port = try StreamSocket.freePort()
      server = try TestServer(
        certificates.configuration(port: port, kind, wantsClient: wantsClient) + more)
    }

    func connection(
      _ host: String = "localhost", port: UInt16? = nil, trusting authority: String? = nil,
      as client: String? = nil, patience: Duration = .seconds(10)
    ) -> Connection {
      var options = ConnectionOptions()
      options.connectDeadline = patience
      options.attemptTimeout = patience
      options.tls.authorityFile = authority ?? certificates.authority
      options.tls.certificateFile = client
      options.tls.keyFile = client.map { _ in certificates.key }
      return Connection(
        to: ServerAddress(
          .tls(ServerAddress.HostAndPort(host: host, port: port ?? self.port))), options: options)
    }
  }

  private func failure(_ body: () throws -> Void) -> ConnectionError? {
    do {
      try body()
      return nil
    } catch {
      return error as? ConnectionError
    }
  }

  @Test(arguments: ["localhost", "127.0.0.1"]) func speaksToAServerItTrusts(host: String) throws {
    let bench = try Bench()
    let connection = bench.connection(host)
    try connection.connect()
    #expect(try connection.call("ECHO", "hello").text == "hello")
  }

  @Test func tellsEveryCertificateAtConnectAndReconnect() throws {
    let bench = try Bench()
    let control = try TestClient(bench.server)
    let living = bench.connection()
    try living.connect()
    for (kind, complaint) in Self.complaints {
      try control.call("CONFIG", "SET", "tls-cert-file", bench.certificates.path(kind))
      try control.call("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")
      let attempts: [(String, () throws -> Void)] = [
        ("connect", { try bench.connection().connect() }),
        ("reconnect", { try living.reconnect { _ in false } }),
      ]
      for (name, attempt) in attempts {
        let error = failure(attempt)
        guard let complaint else {
          #expect(error == nil, "\(name): \(kind)")
          continue
        }
        #expect(error?.kind == .notPermitted, "\(name): \(kind)")
        #expect(error?.exitCode == 77)
        let detail = error?.detail ?? ""
        #expect(detail.contains(complaint), "\(name): \(kind): \(detail)")
      }
    }
    try control.call("CONFIG", "SET", "tls-cert-file", bench.certificates.path(.good))
    try living.reconnect { _ in false }
    #expect(try living.call("PING").text == "PONG")
  }

  @Test func trustsOnlyTheAuthorityThatIsNamed() throws {
    let bench = try Bench(.otherAuthority)
    let other = bench.certificates.path(.good).replacing("good.pem", with: "other.pem")
    let connection = bench.connection(trusting: other)
    try connection.connect()
    #expect(failure { try bench.connection().connect() }?.kind == .notPermitted)
  }

  @Test(arguments: ["TLSv1.2", "TLSv1.3"]) func showsACertificateWhereOneIsWanted(
    version: String
  ) throws {
    let bench = try Bench(wantsClient: true, ["tls-protocols \"\(version)\""])
    let known = bench.connection(as: bench.certificates.client)
    try known.connect()
    #expect(try known.call("PING").text == "PONG")

    let nobody = failure { try bench.connection().connect() }
    #expect(nobody?.kind == .notPermitted)
    #expect(nobody?.detail.contains("wants a client certificate") == true)

    let stranger = failure {
      try bench.connection(as: bench.certificates.strangeClient).connect()
    }
    #expect(stranger?.kind == .notPermitted)
    #expect(stranger?.detail.contains("refuses our certificate") == true)
  }

  @Test func neverFallsBackToPlainText() throws {
    let plain = try TestServer(withPort: true)
    let bench = try Bench()
    let silent = failure {
      try bench.connection("127.0.0.1", port: plain.port, patience: .milliseconds(400)).connect()
    }
    #expect(silent?.kind == .timedOut)
    #expect(silent?.detail.contains("speak TLS") == true)

    let talking = try ScriptedServer(answer: "-ERR unknown command\r\n", thenCloses: false)
    defer { talking.stop() }
    let error = failure { try bench.connection("127.0.0.1", port: talking.port).connect() }
    #expect(error?.kind == .notRedis)
    #expect(error?.detail.contains("not with TLS") == true)
  }

  /// The other way round: a plain client at a port that wants TLS.
  @Test func saysThatAPortWantsTLS() throws {
    let bench = try Bench()
    var options = ConnectionOptions()
    options.connectDeadline = .milliseconds(500)
    let plain = Connection(
      to: ServerAddress(.tcp(ServerAddress.HostAndPort(host: "127.0.0.1", port: bench.port))),
      options: options)
    #expect(failure { try plain.connect() } != nil)
  }

  @Test func saysWhichFileIsNoGood() throws {
    let bench = try Bench()
    let cases: [(Connection, String)] = [
      (bench.connection(trusting: "/nowhere/ca.pem"), "`ca` /nowhere/ca.pem"),
      (bench.connection(trusting: "/etc/passwd"), "`ca` /etc/passwd"),
      (bench.connection(as: "/nowhere/me.pem"), "`cert` /nowhere/me.pem"),
      (bench.connection(as: bench.certificates.authority), "`key` "),
    ]
    for (connection, words) in cases {
      let error = failure { try connection.connect() }
      #expect(error?.kind == .misconfigured)
      #expect(error?.exitCode == 78)
      #expect(error?.detail.contains(words) == true, "\(error?.detail ?? "")")
    }
  }

  /// More than the kernel and OpenSSL hold, both ways at once, in values larger than a record.
  @Test func carriesALargePipeline() throws {
    let bench = try Bench()
    let connection = bench.connection()
    try connection.connect()
    let count = 200
    var sent = 0
    var wrong = 0
    var received = 0
    while received < count {
      while sent < count, connection.inFlightBytes < 4 << 20 {
        let value = [UInt8](repeating: UInt8(sent & 0xFF), count: 10_000 + sent * 37)
        connection.encoder.append(command: [Array("ECHO".utf8), value])
        connection.didEnqueue(tag: UInt64(sent))
        sent += 1
      }
      try connection.pump(timeout: .seconds(10)) { tag, _, reply in
        let bytes = Array(reply.bytes)
        let isRight =
          bytes.count == 10_000 + Int(tag) * 37 && bytes.first == UInt8(tag & 0xFF)
          && bytes.last == bytes.first
        if !isRight { wrong += 1 }
        received += 1
      }
    }
    #expect(wrong == 0)
    #expect(received == count)
  }

  @Test func resendsAfterALoss() throws {
    let bench = try Bench()
    let control = try TestClient(bench.server)
    let connection = bench.connection()
    try connection.connect()
    for index in 0..<100 {
      connection.encoder.append(command: ["SET", "k\(index)", "v"].map { Array($0.utf8) })
      connection.didEnqueue(tag: UInt64(index))
    }
    try control.call("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")
    let lost = failure { try connection.drain { _, _, _ in } }
    #expect(lost?.kind == .closedHalfway)
    try connection.reconnect { _ in true }
    try connection.drain { _, _, _ in }
    #expect(try control.call("DBSIZE").integer == 100)
  }
}
