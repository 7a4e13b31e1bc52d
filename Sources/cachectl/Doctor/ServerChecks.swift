import Console
import Engine
import Platform
import Planner
import RESP
import Recipe
import RedisClient

/// What a run needs of a server, and what an operator should know before trusting a cache to it. Only reads.
struct ServerChecks {
  private static let area = "server"
  private let session: ServerSession

  /// PINGs for the latency.
  private static let rounds = 100

  init(_ session: ServerSession) { self.session = session }

  func all() throws(RunFailure) -> [Finding] {
    let persistence = try facts("persistence")
    let replication = try facts("replication")
    let configured = try configuration("protected-mode", "bind", "save", "appendonly")
    return [
      .ok(Self.area, "reachable", "\(session.name), class \(session.serverClass.rawValue)"),
      version(), memory(), policy(), evictions(), self.persistence(persistence, configured),
      self.replication(replication), try latency(), user(), exposure(configured), try clock(),
    ]
  }

  private func version() -> Finding {
    let info = session.info
    guard let version = info.version else {
      return warn(
        "version", "the server does not say", "grant +info to \(info.user ?? "this user")")
    }
    let name = "\(info.product.rawValue) \(version)"
    guard info.mode != .cluster, info.mode != .sentinel else {
      return fail("version", "\(name), a \(info.mode?.rawValue ?? "")", "name a standalone server")
    }
    return version < ServerInfo.Version(6, 2)
      ? fail("version", "\(name) is older than 6.2, the oldest that is supported", "upgrade it")
      : ok("version", name)
  }

  private func memory() -> Finding {
    guard let limit = session.info.maxMemory, let used = session.info.usedMemory else {
      return warn("memory", "the server does not say", "grant +info and +config|get")
    }
    guard limit > 0 else {
      return warn(
        "memory", "\(Units.bytes(used)) used, no limit: it grows until the system ends it",
        "CONFIG SET maxmemory to what the machine can spare")
    }
    let share = Double(used) / Double(limit)
    let text = "\(Units.bytes(used)) of \(Units.bytes(limit)), \(Units.percent(share))"
    return share > 0.95
      ? warn("memory", text, "raise maxmemory, or sweep what is idle") : ok("memory", text)
  }

  private func policy() -> Finding {
    guard let policy = session.info.maxMemoryPolicy else {
      return warn("eviction policy", "the server does not say", "grant +config|get")
    }
    guard policy == "noeviction", session.info.maxMemory ?? 0 > 0 else {
      return ok("eviction policy", policy)
    }
    return warn(
      "eviction policy", "noeviction: a full server refuses every write",
      "for a cache: CONFIG SET maxmemory-policy allkeys-lru")
  }

  private func evictions() -> Finding {
    let evicted = session.info.evictedKeys ?? 0
    return evicted == 0
      ? ok("evictions", "none since it started")
      : warn(
        "evictions", "\(Units.count(evicted)) keys since it started",
        "audit what fills it; a warm verifies what it wrote")
  }

  private func persistence(_ info: [Substring: Substring], _ set: [String: String]) -> Finding {
    let check = "persistence"
    if info["loading"] == "1" { return fail(check, "it is loading its data", "wait for it") }
    for (field, what) in [
      ("rdb_last_bgsave_status", "the last snapshot"),
      ("aof_last_write_status", "the append-only file"),
    ] where info[field[...]] == "err" {
      return fail(
        check, "\(what) failed", "look at the server's log and its disk: writes may be refused")
    }
    let isOn = info["aof_enabled"] == "1" || !(set["save"] ?? "").isEmpty
    return isOn
      ? ok(check, info["aof_enabled"] == "1" ? "append-only file" : "snapshots")
      : ok(check, "off: a restart empties it, and a warm fills it")
  }

  private func replication(_ info: [Substring: Substring]) -> Finding {
    let check = "replication"
    if info["role"] == "slave" {
      let link = info["master_link_status"] ?? "unknown"
      return link == "up"
        ? warn(check, "it is a replica: it takes no writes", "name its primary with -s")
        : fail(check, "it is a replica, and its link is \(link)", "look at its log")
    }
    let count = Int(info["connected_slaves"] ?? "0") ?? 0
    let lag = (0..<count).compactMap { Self.lag(info["slave\($0)"[...]]) }.max() ?? 0
    if lag > 10 {
      return warn(check, "a replica is \(lag) s behind", "wait, or sweep and warm with a `rate`")
    }
    return ok(check, count == 0 ? "no replicas" : "\(count) replicas, at most \(lag) s behind")
  }

  /// `ip=…,state=online,offset=…,lag=1`.
  private static func lag(_ text: Substring?) -> Int? {
    text?.split(separator: ",").first { $0.hasPrefix("lag=") }.flatMap { Int($0.dropFirst(4)) }
  }

  private func latency() throws(RunFailure) -> Finding {
    var times: [Double] = []
    for _ in 0..<Self.rounds {
      let start = MonotonicTime.now()
      _ = try session.call("PING")
      times.append(Double(MonotonicTime.now().nanoseconds - start.nanoseconds) / 1e6)
    }
    times.sort()
    let p99 = times[Self.rounds - 2]
    let text =
      "\(Self.rounds) PINGs: p50 \(Units.decimal(times[Self.rounds / 2], places: 3)) ms, p99 "
      + "\(Units.decimal(p99, places: 3)) ms, max \(Units.decimal(times[Self.rounds - 1], places: 3)) ms"
    return p99 > 10
      ? warn("latency", text, "SLOWLOG GET 10 and LATENCY DOCTOR on the server say why")
      : ok("latency", text)
  }

  private func user() -> Finding {
    let user = session.info.user ?? "unknown"
    guard session.info.refused.isEmpty else {
      return warn(
        "user", "\(user) may not ask \(session.info.refused.joined(separator: ", "))",
        "cachectl check --acl FILE prints what a recipe needs")
    }
    return ok("user", user)
  }

  /// A server on the network that lets everybody in.
  private func exposure(_ set: [String: String]) -> Finding {
    let check = "protection"
    guard let mode = set["protected-mode"], let bind = set["bind"] else {
      return ok(check, "the server does not say")
    }
    let listens = bind.split(separator: " ").contains { address in
      let address = address.drop { $0 == "-" }
      return address != "127.0.0.1" && address != "::1"
    }
    let isOpen = mode == "no" && (listens || bind.isEmpty)
    guard isOpen, session.info.user == "default", !session.hasCredentials else {
      return ok(check, "protected-mode \(mode), bind \(bind.isEmpty ? "everything" : bind)")
    }
    return warn(
      check, "protected-mode is off, it listens on the network, and wants no password",
      "set a password, or bind 127.0.0.1")
  }

  private func clock() throws(RunFailure) -> Finding {
    let difference = try session.clockDifference()
    let text = "\(Units.decimal(Double(abs(difference)) / 1000, places: 3)) s apart from ours"
    return abs(difference) > 2000
      ? warn("clock", text, "run NTP on both: expiries go by the server's clock")
      : ok("clock", text)
  }

  // MARK: Asking

  private func facts(_ section: String) throws(RunFailure) -> [Substring: Substring] {
    var facts: [Substring: Substring] = [:]
    for line in (try session.ask("INFO", section).text ?? "").split(whereSeparator: \.isNewline) {
      let parts = line.split(separator: ":", maxSplits: 1)
      if parts.count == 2 { facts[parts[0]] = parts[1] }
    }
    return facts
  }

  private func configuration(_ names: String...) throws(RunFailure) -> [String: String] {
    var found: [String: String] = [:]
    for name in names {
      let reply = try session.ask("CONFIG", "GET", name)
      if let value = reply.elements?.dropFirst().first?.text { found[name] = value }
    }
    return found
  }

  private func ok(_ check: String, _ text: String) -> Finding { .ok(Self.area, check, text) }
  private func warn(_ check: String, _ text: String, _ advice: String) -> Finding {
    .warn(Self.area, check, text, advice)
  }
  private func fail(_ check: String, _ text: String, _ advice: String) -> Finding {
    .fail(Self.area, check, text, advice)
  }
}
