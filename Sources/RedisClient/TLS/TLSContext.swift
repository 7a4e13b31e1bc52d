import COpenSSL
import Platform

/// What the connections of one server profile share: trust, our certificate, TLS 1.2 or later. Owns an SSL_CTX.
///
/// Made anew for each connect, so that a renewed certificate is taken up by the next reconnection.
struct TLSContext: ~Copyable {
  let functions: OpenSSL.Functions
  let pointer: OpaquePointer

  private init(_ functions: OpenSSL.Functions, owning pointer: OpaquePointer) {
    self.functions = functions
    self.pointer = pointer
  }

  deinit { functions.SSL_CTX_free(pointer) }

  /// Throws what is wrong with the files, before any server is asked.
  static func make(_ options: TLSOptions) throws(OpenFailure) -> TLSContext {
    let functions = try OpenSSL.functions()
    functions.ERR_clear_error()
    guard let made = functions.SSL_CTX_new(functions.TLS_client_method()) else {
      throw OpenFailure(.misconfigured, "OpenSSL cannot be set up: \(functions.reason())")
    }
    let context = TLSContext(functions, owning: made)
    guard functions.SSL_CTX_ctrl(made, OpenSSL.minimumProtocol, OpenSSL.tls12, nil) == 1 else {
      throw OpenFailure(.misconfigured, "this OpenSSL has no TLS 1.2")
    }
    _ = functions.SSL_CTX_ctrl(made, OpenSSL.mode, OpenSSL.partialWrites, nil)
    _ = functions.SSL_CTX_ctrl(made, OpenSSL.readAhead, 1, nil)
    _ = functions.SSL_CTX_set_options(made, OpenSSL.noRenegotiation)
    functions.SSL_CTX_set_verify(made, OpenSSL.verifyPeer, nil)
    // A key with a passphrase would make OpenSSL ask for it on the terminal.
    functions.SSL_CTX_set_default_passwd_cb(made) { _, _, _, _ in 0 }
    try context.trust(options.authorityFile)
    try context.identify(options)
    return context
  }

  private borrowing func trust(_ authorities: String?) throws(OpenFailure) {
    guard let authorities else {
      guard functions.SSL_CTX_set_default_verify_paths(pointer) == 1 else {
        throw OpenFailure(.misconfigured, "the system's certificates: \(functions.reason())")
      }
      return
    }
    try check("ca", authorities)
    guard functions.SSL_CTX_load_verify_locations(pointer, authorities, nil) == 1 else {
      throw unusable("ca", authorities)
    }
  }

  private borrowing func identify(_ options: TLSOptions) throws(OpenFailure) {
    guard let certificate = options.certificateFile else {
      guard options.keyFile == nil else {
        throw OpenFailure(.misconfigured, "`key` without `cert`: whose key is it?")
      }
      return
    }
    try check("cert", certificate)
    guard functions.SSL_CTX_use_certificate_chain_file(pointer, certificate) == 1 else {
      throw unusable("cert", certificate)
    }
    // One PEM file may hold both.
    let key = options.keyFile ?? certificate
    try check("key", key)
    let mode = (try? Files.mode(of: key)) ?? 0
    // Debian gives keys to a group of their own, so a group may read it.
    guard mode & 0o004 == 0 else {
      throw OpenFailure(
        .misconfigured, "\(key) holds a private key, and everybody may read it: chmod 600 it")
    }
    // Says too whether it belongs to the certificate.
    guard functions.SSL_CTX_use_PrivateKey_file(pointer, key, OpenSSL.pem) == 1 else {
      throw unusable("key", key)
    }
  }

  /// OpenSSL's own words for a missing file name a line of its source.
  private borrowing func check(_ clause: String, _ path: String) throws(OpenFailure) {
    guard access(path, R_OK) == 0 else {
      throw OpenFailure(.misconfigured, "`\(clause)` \(path): \(systemMessage(errno))")
    }
  }

  private borrowing func unusable(_ clause: String, _ path: String) -> OpenFailure {
    OpenFailure(.misconfigured, "`\(clause)` \(path) cannot be used: \(functions.reason())")
  }
}

extension OpenSSL.Functions {
  /// What OpenSSL says of its latest failure, and forgets the rest of what it has to say.
  func reason() -> String {
    let code = ERR_get_error()
    ERR_clear_error()
    // Errors of the system and of some decoders have no words.
    return ERR_reason_error_string(code).map { String(cString: $0) } ?? "error \(code)"
  }
}
