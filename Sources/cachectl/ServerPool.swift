import Engine
import Platform
import Recipe
import RedisClient

/// The servers of a run: each connected once, when a statement first needs it.
final class ServerPool {
  private let recipe: CheckedRecipe
  private let flag: String?
  private var sessions: [String: ServerSession] = [:]
  private var sandbox: Sandbox?

  init(recipe: CheckedRecipe, flag: String?) {
    self.recipe = recipe
    self.flag = flag
  }

  /// Flag and `to` must agree; the environment applies only where neither is given.
  func session(for action: Action) throws(RunFailure) -> ServerSession {
    if let bound = action.server, let flag, flag != bound {
      throw .configuration("`to \(bound)` binds this statement, and -s names \(flag)")
    }
    let name =
      action.server ?? flag ?? Environment.value(of: "CACHECTL_SERVER") ?? "redis://127.0.0.1:6379"
    if let known = sessions[name] { return known }
    let made = try connect(name)
    sessions[name] = made
    return made
  }

  func stop() {
    sessions = [:]
    sandbox?.stop()
  }

  private func connect(_ name: String) throws(RunFailure) -> ServerSession {
    let profile = recipe.servers.first { $0.name == name }
    var address: ServerAddress
    do throws(ServerAddressError) {
      address = try ServerAddress(parsing: profile?.url ?? name)
    } catch {
      throw .configuration("\(error.message)")
    }
    var isLocal = false
    switch address.transport {
    case .sandbox:
      if sandbox == nil { sandbox = try Sandbox() }
      if let sandbox { address = sandbox.address }
      isLocal = true
    case .unixSocket: isLocal = true
    case .tcp(let endpoint): isLocal = ["127.0.0.1", "localhost", "::1"].contains(endpoint.host)
    case .tls, .sentinel, .cluster: break
    }
    return try ServerSession(
      address: address, credentials: try credentials(profile, address), profile: profile,
      name: profile?.name ?? name,
      serverClass: profile?.serverClass ?? (isLocal ? .dev : .staging))
  }

  private func credentials(
    _ profile: ServerProfile?, _ address: ServerAddress
  ) throws(RunFailure) -> Credentials? {
    switch profile?.password {
    case .environment(let variable):
      guard let value = Environment.value(of: variable) else {
        throw .configuration("the environment has no \(variable)")
      }
      return Credentials(username: profile?.user, password: Secret(value))
    case .file, .credential:
      throw .configuration("passwords from files are not built yet: use `env`")
    case nil:
      return Environment.value(of: "REDISCLI_AUTH").map {
        Credentials(username: address.username, password: Secret($0))
      }
    }
  }
}
