import Bytes
import Engine
import Platform
import Recipe
import RedisClient
import SourceText

/// A server as a person named it, resolved: its address, its profile when it has one, and how careful to be with it.
struct ServerTarget {
  let name: String
  let address: ServerAddress
  let profile: ServerProfile?
  let serverClass: ServerClass
  /// The profile was found by the server's address: it protects, and is not who we are.
  private let isFoundByAddress: Bool

  static let environmentName = "CACHECTL_SERVER"
  static let defaultURL = "redis://127.0.0.1:6379"

  /// `to` binds: a flag that names another server is a usage error. The environment applies where neither is given.
  static func name(for action: Action?, flag: String?) throws(CommandFailure) -> String {
    if let bound = action?.server {
      if let flag, flag != bound {
        throw CommandFailure(
          .usage, "`to \(bound)` binds \(action?.label ?? "the statement"), and -s names \(flag)")
      }
      return bound
    }
    return flag ?? Environment.value(of: environmentName) ?? defaultURL
  }

  /// - Parameter isArgument: the name stands on the command line, where everybody on the machine can read it.
  init(
    named name: String, among profiles: [ServerProfile], isArgument: Bool
  ) throws(CommandFailure) {
    let profile = profiles.first { $0.name == name }
    var url = profile?.url ?? name
    if let secret = profile?.secretURL {
      url = String(decoding: try SecretReader.read(secret).bytes, as: UTF8.self)
    }
    let address: ServerAddress
    do throws(ServerAddressError) {
      address = try ServerAddress(parsing: url)
    } catch {
      if case .noScheme = error.reason, profile == nil {
        throw CommandFailure(.usage, Self.unknown(name, among: profiles))
      }
      // The words of the error may repeat a piece of it.
      if profile?.secretURL != nil {
        throw CommandFailure(
          .configuration, "the secret that is the url of `\(name)` is no server's address")
      }
      throw CommandFailure(
        profile == nil ? .usage : .configuration, "\(error.message); write \(error.help)")
    }
    if isArgument, profile == nil, address.password != nil {
      throw CommandFailure(
        .usage,
        "a password in -s is seen by everybody who runs ps: set REDISCLI_AUTH, or write a server profile with `password`"
      )
    }
    // Under its address a server is no less protected than under its name.
    isFoundByAddress = profile == nil
    let known = profile ?? Self.profile(of: address, among: profiles)
    let suffix = profile == nil && address.database > 0 ? "/\(address.database)" : ""
    self.name = known.map { $0.name + suffix } ?? address.description
    self.address = address
    self.profile = known
    serverClass = known?.serverClass ?? (Self.isLocal(address) ? .dev : .staging)
  }

  /// The most careful of the profiles whose server an address names.
  private static func profile(
    of address: ServerAddress, among profiles: [ServerProfile]
  ) -> ServerProfile? {
    let classes: [ServerClass] = [.production, .staging, .dev]
    let same = profiles.filter { profile in
      profile.secretURL == nil && address.transport != .sandbox
        && (try? ServerAddress(parsing: profile.url))?.transport == address.transport
    }
    return classes.lazy.compactMap { wanted in same.first { $0.serverClass == wanted } }.first
  }

  private init(_ other: ServerTarget, _ address: ServerAddress) {
    // The address of a sandbox does not say its database.
    let base = other.profile?.name ?? (address.transport == .sandbox ? "sandbox:" : nil)
    let suffix = address.database == 0 ? "" : "/\(address.database)"
    name = base.map { $0 + suffix } ?? address.description
    self.address = address
    profile = other.profile
    serverClass = other.serverClass
    isFoundByAddress = other.isFoundByAddress
  }

  /// Where its profile says that its password is.
  var passwordReference: SecretReference? { isFoundByAddress ? nil : profile?.password }

  /// The same server, another of its databases.
  func selecting(_ database: Int) -> ServerTarget {
    guard database != address.database else { return self }
    return ServerTarget(
      self,
      ServerAddress(
        address.transport, database: database, username: address.username,
        password: address.password))
  }

  /// Who we are to the server: the profile's password, else the one that the command line gives, else the URL's, else
  /// `REDISCLI_AUTH`.
  func credentials(_ given: GivenPassword) throws(CommandFailure) -> Credentials? {
    let user = isFoundByAddress ? address.username : profile?.user ?? address.username
    if let reference = passwordReference {
      return Credentials(username: user, password: try SecretReader.read(reference))
    }
    if let password = try given.secret(for: Escaping.escaped(name)) {
      return Credentials(username: user, password: password)
    }
    if let password = address.password { return Credentials(username: user, password: password) }
    if let password = Environment.value(of: "REDISCLI_AUTH") {
      return Credentials(username: user, password: Secret(password))
    }
    // A user that needs no password is one to AUTH as all the same.
    return user.map { Credentials(username: $0, password: Secret("")) }
  }

  /// On this machine nobody else's cache is in danger.
  private static func isLocal(_ address: ServerAddress) -> Bool {
    switch address.transport {
    case .sandbox, .unixSocket: true
    case .tcp(let endpoint), .tls(let endpoint):
      ["127.0.0.1", "localhost", "::1"].contains(endpoint.host)
    case .sentinel, .cluster: false
    }
  }

  private static func unknown(_ name: String, among profiles: [ServerProfile]) -> String {
    let names = profiles.map(\.name)
    let known =
      EditDistance.closest(to: name, among: names).map { "did you mean `\($0)`?" }
      ?? (names.isEmpty
        ? "write a URL: \(defaultURL)" : "there are: \(names.joined(separator: ", "))")
    return "no server is called `\(name)`; \(known)"
  }
}
