import Platform

/// Certificates of every kind that a client must tell apart, made by the openssl command in a folder of their own. One key
/// belongs to all of them, so that a server can be given another certificate and keep its key.
package final class TestCertificates: Sendable {
  /// What the server shows, and so what its client must find.
  package enum Kind: String, Sendable, CaseIterable {
    case good, expired, selfSigned, wrongName, notYetValid, otherAuthority, wildcard, wrongPurpose
  }

  private let folder: TemporaryFolder
  package var authority: String { folder.path + "/ca.pem" }
  package var key: String { folder.path + "/key.pem" }
  package func path(_ kind: Kind) -> String { "\(folder.path)/\(kind.rawValue).pem" }
  /// A client's own: one that the server's authority signed, and one that it did not.
  package var client: String { folder.path + "/client.pem" }
  package var strangeClient: String { folder.path + "/strangeClient.pem" }

  package init() throws {
    folder = try TemporaryFolder()
    var launch = Launch("sh", ["-c", Self.script, "sh", folder.path])
    launch.output = .null
    launch.error = .null
    var child = try ChildProcess(launch)
    guard try child.wait() == .exited(0) else {
      throw TestFailure("the openssl command could not make certificates (apt install openssl)")
    }
  }

  /// Lines of a redis.conf that listens on a port with a certificate.
  package func configuration(port: UInt16, _ kind: Kind, wantsClient: Bool = false) -> [String] {
    [
      "tls-port \(port)", "tls-cert-file \(path(kind))", "tls-key-file \(key)",
      "tls-ca-cert-file \(authority)", "tls-auth-clients \(wantsClient ? "yes" : "no")",
    ]
  }

  private static let script = """
    set -e
    cd "$1"
    openssl ecparam -name prime256v1 -genkey -noout -out key.pem
    : >index.txt
    cat >ca.cnf <<END
    [ca]
    default_ca = d
    [d]
    dir = .
    database = index.txt
    new_certs_dir = .
    rand_serial = yes
    unique_subject = no
    default_md = sha256
    policy = any
    [any]
    commonName = supplied
    END
    for ca in ca other; do
      openssl ecparam -name prime256v1 -genkey -noout -out $ca.key
      openssl req -x509 -new -key $ca.key -subj /CN=$ca -days 3650 -out $ca.pem
    done
    openssl req -new -key key.pem -subj /CN=test -out request.pem
    issue() { # name authority names from until usage
      printf 'subjectAltName=%s\\nextendedKeyUsage=%s\\n' "$3" "$6" >$1.ext
      openssl ca -batch -config ca.cnf -cert $2.pem -keyfile $2.key -in request.pem -notext \\
        -out $1.pem -startdate $4 -enddate $5 -extfile $1.ext
    }
    here=DNS:localhost,IP:127.0.0.1
    then=20200101000000Z
    later=20990101000000Z
    issue good ca $here $then $later serverAuth
    issue expired ca $here $then 20200102000000Z serverAuth
    issue notYetValid ca $here 20980101000000Z $later serverAuth
    issue wrongName ca DNS:elsewhere.example $then $later serverAuth
    issue wildcard ca 'DNS:*' $then $later serverAuth
    issue wrongPurpose ca $here $then $later clientAuth
    issue otherAuthority other $here $then $later serverAuth
    issue client ca DNS:me $then $later clientAuth
    issue strangeClient other DNS:me $then $later clientAuth
    openssl req -x509 -new -key key.pem -subj /CN=self -addext subjectAltName=$here -days 3650 -out selfSigned.pem
    """
}
