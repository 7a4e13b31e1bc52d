import RESP
import RedisClient
import TestSupport
import Testing

@Suite struct ConnectingTests {
  private func impatient() -> ConnectionOptions {
    var options = ConnectionOptions()
    options.connectDeadline = .milliseconds(400)
    options.attemptTimeout = .milliseconds(200)
    return options
  }

  private func failure(
    _ address: ServerAddress, _ credentials: Credentials? = nil
  ) -> ConnectionError? {
    let connection = Connection(to: address, credentials: credentials, options: impatient())
    return #expect(throws: ConnectionError.self) { try connection.connect() }
  }

  private func tcp(_ port: UInt16) -> ServerAddress {
    ServerAddress(.tcp(.init(host: "127.0.0.1", port: port)))
  }

  @Test func overAUnixSocketIntoADatabase() throws {
    let server = try TestServer()
    defer { server.stop() }
    let connection = Connection(to: .unixSocket(server.socketPath, database: 5))
    try connection.connect()
    #expect(try connection.call("SET", "k", "v").isOK)
    #expect(try connection.call("GET", "k").text == "v")
    #expect(try connection.call("CLIENT", "GETNAME").text == "cachectl")
    #expect(try server.raw("GET", "k") == "$-1\r\n")
  }

  @Test func overTCPWithAUserAndAPassword() throws {
    let server = try TestServer(
      ["user app on >s3cret ~* +@all", "requirepass other"], withPort: true)
    defer { server.stop() }
    let port = try #require(server.port)
    let connection = Connection(
      to: tcp(port), credentials: Credentials(username: "app", password: Secret("s3cret")))
    try connection.connect()
    #expect(try connection.call("ACL", "WHOAMI").text == "app")
    let byURL = try ServerAddress(parsing: "redis://:other@127.0.0.1:\(port)")
    let other = Connection(to: byURL)
    try other.connect()
    #expect(try other.call("ACL", "WHOAMI").text == "default")
  }

  @Test func aWrongPasswordStopsAtOnce() throws {
    let server = try TestServer(["requirepass right"])
    defer { server.stop() }
    let address = ServerAddress.unixSocket(server.socketPath)
    let clock = ContinuousClock()
    let began = clock.now
    let wrong = failure(address, Credentials(password: Secret("hunter2")))
    #expect(wrong?.kind == .notPermitted && wrong?.exitCode == 77)
    #expect(wrong?.detail.hasPrefix("WRONGPASS") == true)
    #expect(wrong?.description.contains("hunter2") == false)
    let none = failure(address)
    #expect(none?.kind == .notPermitted && none?.detail.hasPrefix("NOAUTH") == true)
    #expect(clock.now - began < .milliseconds(300))
  }

  @Test func nobodyThere() throws {
    let refused = failure(tcp(try StreamSocket.freePort()))
    #expect(refused?.kind == .unavailable && refused?.exitCode == 69)
    let missing = failure(.unixSocket("/tmp/cachectl-no-such-socket"))
    #expect(missing?.kind == .unavailable)
    let unknown = failure(ServerAddress(.tcp(.init(host: "no-such-host.invalid", port: 1))))
    #expect(unknown?.kind == .unavailable)
  }

  @Test func waitsForAServerThatComes() throws {
    let server = try TestServer()
    defer { server.stop() }
    server.crash()
    let address = ServerAddress.unixSocket(server.socketPath)
    #expect(failure(address)?.kind == .unavailable)
    try server.restart()
    try Connection(to: address).connect()
  }

  @Test(arguments: [
    "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n", "SSH-2.0-OpenSSH_9.2\r\n",
    "220 mail.example ESMTP\r\n", "+OK POP3 ready\r\n", "\u{16}\u{3}\u{1}binary\r\n",
  ])
  func notRedis(answer: String) throws {
    let stranger = try ScriptedServer(answer: answer, thenCloses: true)
    defer { stranger.stop() }
    let error = failure(tcp(stranger.port))
    #expect(error?.kind == .notRedis && error?.exitCode == 69)
  }

  @Test func closesHalfway() throws {
    let stranger = try ScriptedServer(answer: "+O", thenCloses: true)
    defer { stranger.stop() }
    #expect(failure(tcp(stranger.port))?.kind == .closedHalfway)
  }

  @Test func saysNothing() throws {
    let stranger = try ScriptedServer(answer: "", thenCloses: false)
    defer { stranger.stop() }
    #expect(failure(tcp(stranger.port))?.kind == .timedOut)
  }

  @Test func stillLoading() throws {
    let answer = "-LOADING Redis is loading the dataset in memory\r\n"
    let loading = try ScriptedServer(answer: answer + answer, thenCloses: false)
    defer { loading.stop() }
    let error = failure(tcp(loading.port))
    #expect(error?.kind == .unavailable && error?.detail.hasPrefix("LOADING") == true)
  }

  @Test func tooManyClients() throws {
    let server = try TestServer(["maxclients 1"])
    defer { server.stop() }
    let address = ServerAddress.unixSocket(server.socketPath)
    let first = Connection(to: address)
    try first.connect()
    let error = failure(address)
    #expect(error?.kind == .unavailable)
    #expect(error?.detail.hasPrefix("ERR max number of clients") == true)
    first.close()
    try Connection(to: address).connect()
  }

  @Test func whatIsNotBuilt() throws {
    let error = failure(try ServerAddress(parsing: "redis-cluster://h"))
    #expect(error?.kind == .notBuilt && error?.exitCode == 78)
  }

  @Test func asksAServerAboutItself() throws {
    let server = try TestServer(["maxmemory 100mb", "maxmemory-policy allkeys-lru"])
    defer { server.stop() }
    let connection = Connection(to: .unixSocket(server.socketPath))
    try connection.connect()
    _ = try connection.call("SET", "k", "v", "EX", "100")
    let info = try ServerInfo.fetch(over: connection)
    #expect(info.version.map { $0 >= ServerInfo.Version(6, 0) } == true)
    #expect(info.mode == .standalone && info.role == .primary && info.user == "default")
    #expect(info.maxMemory == 100 << 20 && info.maxMemoryPolicy == "allkeys-lru")
    #expect(info.keyCount == 1 && info.expiringKeyCount == 1 && info.evictedKeys == 0)
    #expect(info.runID?.count == 40 && info.cpuSeconds.map { $0 > 0 } == true)
  }

  @Test func toleratesAnACLThatTellsNothing() throws {
    let server = try TestServer(["user app on >x ~* &* +get"])
    defer { server.stop() }
    let connection = Connection(
      to: .unixSocket(server.socketPath),
      credentials: Credentials(username: "app", password: Secret("x")))
    try connection.connect()
    let info = try ServerInfo.fetch(over: connection)
    #expect(info.version == nil && info.user == nil)
    #expect(info.refused == ["INFO", "ACL WHOAMI", "TIME", "CONFIG GET maxmemory*"])
  }

  @Test func knowsValkeyAndReplicas() {
    var info = ServerInfo()
    info.merge(
      info: """
        # Server\r\nredis_version:7.2.4\r\nserver_name:valkey\r\nvalkey_version:8.1.3\r
        server_mode:cluster\r\nrole:slave\r\nmaster_host:10.0.0.1\r\nmaster_port:6379\r
        db2:keys=12,expires=3,avg_ttl=0\r\nnonsense\r\nused_memory:x\r\n
        """, database: 2)
    #expect(info.product == .valkey && info.version == ServerInfo.Version(8, 1, 3))
    #expect(info.mode == .cluster && info.role == .replica(of: "10.0.0.1:6379"))
    #expect(info.keyCount == 12 && info.usedMemory == nil)
  }
}
