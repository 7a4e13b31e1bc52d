import Foundation
import TestSupport
import Testing

/// Whom a `rediss://` connection trusts, what it asks the server for, and that nothing older than TLS 1.2 will do: the built program against
/// real servers.
@Suite struct TrustTests {
  private static let certificates = Result { try TestCertificates() }

  private func ping(_ port: Int, host: String = "localhost", _ environment: [String: String] = [:])
    throws -> Program.Result
  {
    try Program.run(
      ["exec", "do `PING`", "-s", "rediss://\(host):\(port)"], environment: environment)
  }

  /// The system's certificates are OpenSSL's: a file and a folder, where SSL_CERT_FILE and SSL_CERT_DIR say.
  @Test func trustsTheAuthoritiesOfTheSystem() throws {
    let certificates = try Self.certificates.get()
    let port = try StreamSocket.freePort()
    let server = try TestServer(certificates.configuration(port: port, .good))
    defer { server.stop() }
    let folder = try TemporaryFolder()
    // As c_rehash and update-ca-certificates name it.
    let hashed = try Program.start(
      "sh",
      [
        "-c", #"cp "$0" "$1/$(openssl x509 -subject_hash -noout -in "$0").0""#,
        certificates.authority, folder.path,
      ]
    ).finish()
    #expect(hashed.exit == 0)
    let stores = [
      ["SSL_CERT_FILE": certificates.authority, "SSL_CERT_DIR": "/nowhere"],
      ["SSL_CERT_FILE": "/nowhere", "SSL_CERT_DIR": folder.path],
    ]
    for store in stores {
      let result = try ping(Int(port), store)
      #expect(result.exit == 0, "\(store): \(result.errors)")
    }
    let empty = ["SSL_CERT_FILE": "/nowhere", "SSL_CERT_DIR": "/nowhere"]
    for store in [[:], empty] {
      let result = try ping(Int(port), store)
      #expect(result.exit == 77, "\(result.errors)")
      #expect(result.errors.contains("an authority that is not trusted here"), "\(result.errors)")
    }
  }

  /// One address, several names: the server shows the certificate of the name that it is asked for, and an address is no name.
  @Test func asksForTheServerByItsName() throws {
    let certificates = try Self.certificates.get()
    let backend = try TestServer()
    defer { backend.stop() }
    let server = try TLSServer([
      "names", certificates.key, certificates.path(.wrongName),
      "localhost=\(certificates.path(.good))", backend.socketPath,
    ])
    let trust = ["SSL_CERT_FILE": certificates.authority]
    let named = try ping(server.port, host: "localhost", trust)
    #expect(named.exit == 0, "\(named.errors)")
    let byAddress = try ping(server.port, host: "127.0.0.1", trust)
    #expect(byAddress.exit == 77, "\(byAddress.errors)")
    #expect(byAddress.errors.contains("not for this host"), "\(byAddress.errors)")
    // Whoever connects asks once or more: to try again, and for each connection of a run.
    let asked = try server.end().split(separator: "\n").map(String.init)
    #expect(asked.first == "asked for localhost" && asked.last == "asked for None", "\(asked)")
    #expect(Set(asked) == ["asked for localhost", "asked for None"])
  }

  /// Whether it says so, as servers of today do, or answers as one did that had never heard of anything newer.
  @Test(arguments: ["1.1", "answers-1.1"]) func refusesWhatIsOlderThanTLS12(_ kind: String) throws {
    let certificates = try Self.certificates.get()
    let server = try TLSServer(
      kind == "1.1" ? [kind, certificates.key, certificates.path(.good)] : [kind])
    let result = try ping(server.port, ["SSL_CERT_FILE": certificates.authority])
    #expect(result.exit == 77, "\(result.errors)")
    #expect(result.errors.contains("does not speak TLS 1.2 or later"), "\(result.errors)")
    _ = try server.end()
  }

  /// `tls-server.py`, which describes its arguments.
  private final class TLSServer {
    private static let script = "\(Program.repository)/Tests/TestSupport/tls-server.py"
    private let program: StartedProgram
    private let printed: FileHandle
    let port: Int

    init(_ arguments: [String]) throws {
      let output = Pipe()
      printed = output.fileHandleForReading
      program = try Program.start(
        "python3", [Self.script] + arguments, output: output.fileHandleForWriting.fileDescriptor)
      try output.fileHandleForWriting.close()
      var line: [UInt8] = []
      while let byte = try printed.read(upToCount: 1)?.first, byte != UInt8(ascii: "\n") {
        line.append(byte)
      }
      guard let port = Int(String(decoding: line, as: UTF8.self)) else {
        let ending = try program.finish(seconds: 20)
        throw TestFailure("no TLS server: \(String(decoding: ending.errors, as: UTF8.self))")
      }
      self.port = port
    }

    /// What it printed behind its port.
    func end() throws -> String {
      _ = try program.finish(seconds: 20)
      return String(decoding: try printed.readToEnd() ?? Data(), as: UTF8.self)
    }
  }
}
