/// A failed TLS call in the words of somebody who has to mend it. Pure.
struct TLSFailure {
  /// `ERR_GET_REASON`; from 1000 on it is the number of an alert that the server sent.
  let reason: Int
  /// `SSL_get_verify_result`: 0 when the server's certificate is good, or was not looked at.
  let verdict: Int
  /// OpenSSL's own words for the two.
  let words: String?
  let verdictWords: String?
  /// We have a certificate to show.
  let hasCertificate: Bool

  var openFailure: OpenFailure {
    if reason == Reason.certificateVerifyFailed {
      return OpenFailure(.notPermitted, "TLS: \(distrust)")
    }
    if reason == Reason.unexpectedEnd {
      return OpenFailure(.closedHalfway, "the server closed the connection")
    }
    if Reason.notTLS.contains(reason) {
      return OpenFailure(.notRedis, "it answers, but not with TLS: write redis:// for a plain port")
    }
    if Reason.wantsCertificate.contains(reason), !hasCertificate {
      return OpenFailure(
        .notPermitted, "TLS: the server wants a client certificate: `cert` and `key` of its profile"
      )
    }
    if Reason.refusesCertificate.contains(reason) {
      return OpenFailure(
        .notPermitted, "TLS: the server refuses our certificate (\(words ?? "alert \(reason)"))")
    }
    if Reason.tooOld.contains(reason) {
      return OpenFailure(.notPermitted, "TLS: the server does not speak TLS 1.2 or later")
    }
    return OpenFailure(.notPermitted, "TLS: \(words ?? "error \(reason)")")
  }

  /// What is wrong with the server's certificate.
  private var distrust: String {
    switch verdict {
    case 18: "the server's certificate is self-signed; where you trust it, name it with `ca`"
    case 2, 19, 20, 21:
      "the server's certificate comes from an authority that is not trusted here; `ca` names another"
    case 9: "the server's certificate is not valid yet; is this machine's clock right?"
    case 10: "the server's certificate has expired"
    case 62, 64: "the server's certificate is not for this host; connect by a name that it bears"
    default: "the server's certificate is refused: \(verdictWords ?? "error \(verdict)")"
    }
  }

  /// SSL_R_…
  private enum Reason {
    static let certificateVerifyFailed = 134
    static let unexpectedEnd = 294
    /// Wrong version number, packet length too long, HTTP: no TLS record.
    static let notTLS: Set = [155, 156, 198, 267]
    /// Handshake failure is what TLS 1.2 says; certificate required, TLS 1.3.
    static let wantsCertificate: Set = [1040, 1041, 1116]
    /// Bad, unsupported, revoked, expired, unknown certificate; unknown authority; access denied.
    static let refusesCertificate: Set = [1040, 1042, 1043, 1044, 1045, 1046, 1048, 1049, 1116]
    /// Unsupported protocol, as we see it, and as the server says it.
    static let tooOld: Set = [258, 1070]
  }
}
