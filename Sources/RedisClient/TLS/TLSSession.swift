import Bytes
import COpenSSL
import Platform

/// The TLS of one connection, around a socket that somebody else owns. Owns an SSL; lives on the thread of its connection.
///
/// Never blocks: what cannot go on says for which readiness of the socket it waits.
final class TLSSession {
  private let functions: OpenSSL.Functions
  private let pointer: OpaquePointer
  private let hasCertificate: Bool
  /// After a failure nothing more may be said, not even goodbye.
  private var isBroken = false
  private var readWaitsForRoom = false
  private var writeWaitsForBytes = false
  /// Bytes may lie decrypted in OpenSSL, where poll does not see them.
  private(set) var mayHoldMore = false

  /// - Parameter host: whom the certificate must name.
  init(
    _ context: borrowing TLSContext, on descriptor: Int32, host: String, hasCertificate: Bool
  ) throws(OpenFailure) {
    functions = context.functions
    self.hasCertificate = hasCertificate
    guard let made = functions.SSL_new(context.pointer) else {
      throw OpenFailure(.unavailable, "no TLS: \(functions.reason())")
    }
    pointer = made
    guard functions.SSL_set_fd(made, descriptor) == 1, expect(host) else {
      throw OpenFailure(.unavailable, "no TLS: \(functions.reason())")
    }
  }

  deinit { functions.SSL_free(pointer) }

  /// Asks the server for this host, and wants its certificate to name it. An address is no name to ask for.
  private func expect(_ host: String) -> Bool {
    functions.SSL_set_hostflags(pointer, OpenSSL.noPartialWildcards)
    let parameters = functions.SSL_get0_param(pointer)
    if functions.X509_VERIFY_PARAM_set1_ip_asc(parameters, host) == 1 { return true }
    functions.ERR_clear_error()
    // The root's dot is not in certificates.
    let name = host.hasSuffix(".") ? String(host.dropLast()) : host
    let isAsked = name.withCString { text in
      functions.SSL_ctrl(
        pointer, OpenSSL.serverName, 0, UnsafeMutableRawPointer(mutating: text)) == 1
    }
    return isAsked && functions.SSL_set1_host(pointer, name) == 1
  }

  /// One step of the handshake; false when it waits for the socket.
  func shakeHands() throws(OpenFailure) -> Bool {
    let result = call { functions.SSL_connect(pointer) }
    if result == 1 { return true }
    switch functions.SSL_get_error(pointer, result) {
    case OpenSSL.Outcome.wantsRead: readWaitsForRoom = false
    case OpenSSL.Outcome.wantsWrite: readWaitsForRoom = true
    case let outcome: throw failure(outcome)
    }
    return false
  }

  func send(_ bytes: ByteSlice) -> Socket.Transfer {
    let result = call {
      functions.SSL_write(pointer, bytes.base, Int32(clamping: bytes.count))
    }
    writeWaitsForBytes = false
    if result > 0 { return .bytes(Int(result)) }
    switch functions.SSL_get_error(pointer, result) {
    case OpenSSL.Outcome.wantsWrite: return .wouldBlock
    case OpenSSL.Outcome.wantsRead:
      writeWaitsForBytes = true
      return .wouldBlock
    case let outcome: return ending(outcome)
    }
  }

  /// Fills the buffer as far as it goes: a record holds at most 16 KiB.
  func receive(into buffer: UnsafeMutableRawBufferPointer) -> Socket.Transfer {
    var count = 0
    readWaitsForRoom = false
    mayHoldMore = true
    while count < buffer.count {
      let result = call {
        functions.SSL_read(
          pointer, buffer.baseAddress.map { $0 + count }, Int32(clamping: buffer.count - count))
      }
      if result > 0 {
        count += Int(result)
        continue
      }
      switch functions.SSL_get_error(pointer, result) {
      case OpenSSL.Outcome.wantsRead: mayHoldMore = false
      case OpenSSL.Outcome.wantsWrite:
        mayHoldMore = false
        readWaitsForRoom = true
      // What came before the end is delivered first; the next call meets the end again.
      case let outcome: return count > 0 ? .bytes(count) : ending(outcome)
      }
      return count > 0 ? .bytes(count) : .wouldBlock
    }
    return .bytes(count)
  }

  /// What to poll the socket for.
  func events(forWriting: Bool) -> Int32 {
    (readWaitsForRoom ? POLLOUT : POLLIN) | (forWriting && !writeWaitsForBytes ? POLLOUT : 0)
  }

  /// Says goodbye, as far as that goes without waiting. The socket must still be open.
  func end() {
    if !isBroken { _ = call { functions.SSL_shutdown(pointer) } }
  }

  /// The queue of errors belongs to the thread: what an earlier call left there would be taken for this one's.
  private func call(_ body: () -> Int32) -> Int32 {
    functions.ERR_clear_error()
    errno = 0
    return body()
  }

  private func ending(_ outcome: Int32) -> Socket.Transfer {
    if outcome == OpenSSL.Outcome.closed { return .ended("the server closed the connection") }
    let failure = failure(outcome)
    return failure.isLasting ? .refused(failure) : .ended(failure.detail)
  }

  /// Why a call failed for good.
  private func failure(_ outcome: Int32) -> OpenFailure {
    let number = errno
    isBroken = true
    guard outcome == OpenSSL.Outcome.failed else {
      return OpenFailure(
        .closedHalfway,
        number == 0 ? "the server closed the connection" : systemMessage(number))
    }
    let verdict = functions.SSL_get_verify_result(pointer)
    let code = functions.ERR_get_error()
    functions.ERR_clear_error()
    return TLSFailure(
      reason: Int(code & 0xFFF), verdict: verdict,
      words: functions.ERR_reason_error_string(code).map { String(cString: $0) },
      verdictWords: functions.X509_verify_cert_error_string(verdict).map { String(cString: $0) },
      hasCertificate: hasCertificate
    ).openFailure
  }
}
