extension ServerInfo {
  /// Takes what it knows from the text of INFO; unknown and malformed lines are passed over.
  package mutating func merge(info text: String, database: Int) {
    var fields: [Substring: Substring] = [:]
    for line in text.split(whereSeparator: \.isNewline) {
      guard let colon = line.firstIndex(of: ":") else { continue }
      fields[line[..<colon]] = line[line.index(after: colon)...]
    }
    if fields["server_name"] == "valkey" { product = .valkey }
    version =
      (fields["valkey_version"] ?? fields["redis_version"]).flatMap(Version.init(parsing:))
      ?? version
    mode =
      (fields["server_mode"] ?? fields["redis_mode"]).flatMap { Mode(rawValue: String($0)) }
      ?? mode
    runID = fields["run_id"].map(String.init) ?? runID
    maxMemory = fields["maxmemory"].flatMap { Int($0) } ?? maxMemory
    maxMemoryPolicy = fields["maxmemory_policy"].map(String.init) ?? maxMemoryPolicy
    usedMemory = fields["used_memory"].flatMap { Int($0) } ?? usedMemory
    evictedKeys = fields["evicted_keys"].flatMap { Int($0) } ?? evictedKeys
    cpuSystem = fields["used_cpu_sys"].flatMap { Double($0) } ?? cpuSystem
    cpuUser = fields["used_cpu_user"].flatMap { Double($0) } ?? cpuUser
    switch fields["role"] {
    case "master", "primary": role = .primary
    case "slave", "replica":
      let host = fields["master_host"] ?? fields["primary_host"] ?? ""
      let port = fields["master_port"] ?? fields["primary_port"] ?? ""
      role = .replica(of: "\(host):\(port)")
    default: break
    }
    mergeKeyspace(fields["db\(database)"], isKnown: fields["redis_version"] != nil)
  }

  /// `db0:keys=12,expires=3,avg_ttl=0`; an empty database has no line.
  private mutating func mergeKeyspace(_ line: Substring?, isKnown: Bool) {
    guard let line else {
      if isKnown {
        keyCount = 0
        expiringKeyCount = 0
      }
      return
    }
    for pair in line.split(separator: ",") {
      let parts = pair.split(separator: "=", maxSplits: 1)
      guard parts.count == 2, let value = Int(parts[1]) else { continue }
      if parts[0] == "keys" { keyCount = value }
      if parts[0] == "expires" { expiringKeyCount = value }
    }
  }
}

extension ServerInfo.Version {
  /// `7.0.15`, `8.1.0-rc1`, `255.255.255`: numbers up to the first thing that is none.
  package init?(parsing text: some StringProtocol) {
    let numbers = text.split(separator: ".").map { part in Int(part.prefix { $0.isNumber }) }
    guard let first = numbers.first, let major = first else { return nil }
    self.init(
      major, (numbers.count > 1 ? numbers[1] : nil) ?? 0,
      (numbers.count > 2 ? numbers[2] : nil) ?? 0)
  }
}
