import COpenSSL
import Platform

/// The OpenSSL of this machine, opened by the first `rediss://` that is connected to.
///
/// Any thread may ask for it; what it hands out belongs to one thread.
enum OpenSSL {
  typealias Functions = cachectl_openssl

  /// Throws when this machine has none.
  static func functions() throws(OpenFailure) -> Functions {
    guard let functions = loaded.functions else {
      throw OpenFailure(.misconfigured, loaded.reason)
    }
    return functions
  }

  private static let loaded: (functions: Functions?, reason: String) = {
    // OpenSSL writes with write(2), which has no MSG_NOSIGNAL.
    Interrupts.ignoreBrokenPipes()
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { reason in
      reason.initialize(repeating: 0)
      let table = cachectl_openssl_load(reason.baseAddress, reason.count)
      return (table?.pointee, reason.baseAddress.map { String(cString: $0) } ?? "")
    }
  }()

  // What the headers define as macros; the numbers are the library's ABI.

  static let minimumProtocol: Int32 = 123  // SSL_CTRL_SET_MIN_PROTO_VERSION
  static let mode: Int32 = 33  // SSL_CTRL_MODE
  static let readAhead: Int32 = 41  // SSL_CTRL_SET_READ_AHEAD
  static let serverName: Int32 = 55  // SSL_CTRL_SET_TLSEXT_HOSTNAME
  static let tls12 = 0x0303
  /// SSL_MODE_ENABLE_PARTIAL_WRITE and SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER: what could not be written is offered again,
  /// with more behind it, from a buffer that may have moved.
  static let partialWrites = 0x1 | 0x2
  static let noRenegotiation: UInt64 = 1 << 30  // SSL_OP_NO_RENEGOTIATION
  static let verifyPeer: Int32 = 1  // SSL_VERIFY_PEER
  static let noPartialWildcards: UInt32 = 0x4  // X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS
  static let pem: Int32 = 1  // SSL_FILETYPE_PEM

  /// What SSL_get_error answers.
  enum Outcome {
    static let failed: Int32 = 1
    static let wantsRead: Int32 = 2
    static let wantsWrite: Int32 = 3
    static let systemCall: Int32 = 5
    static let closed: Int32 = 6
  }
}
