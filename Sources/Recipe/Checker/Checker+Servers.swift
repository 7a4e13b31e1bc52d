import SourceText

extension Checker {
  func server(_ name: String) -> ServerProfile? {
    if let resolved = servers[name] { return resolved }
    guard let entry = declarations.find(name, as: .server) else { return nil }
    var profile = resolveServer(entry)
    for hidden in declarations.hiddenServers[name] ?? [] {
      if let other = resolveServer(hidden) { profile?.restrict(by: other) }
    }
    servers[name] = .some(profile)
    return profile
  }

  private func resolveServer(_ entry: DeclarationTable.Entry) -> ServerProfile? {
    let builder = builder(in: entry.file)
    guard let clause = entry.statement.clause("url"), let address = clause.expression() else {
      return nil
    }
    var profile = ServerProfile(
      name: entry.name.text, location: Location(entry.file, entry.name.span), url: "")
    switch address.kind {
    case .reference:
      // The whole address is a secret: known only when it is used.
      profile.secretURL = secretReference(address, in: entry.file)
    case .template(let template):
      guard let url = builder.plainString(template, for: "url") else { return nil }
      check(url: url, at: template.span, in: entry.file)
      profile.url = url
    default: return nil
    }
    for clause in entry.statement.clauses { read(clause, into: &profile, entry, builder) }
    return profile
  }

  private func read(
    _ clause: Phrase, into profile: inout ServerProfile, _ entry: DeclarationTable.Entry,
    _ builder: FormulaBuilder
  ) {
    func text() -> String? {
      guard case .template(let template)? = clause.expression()?.kind else { return nil }
      return builder.plainString(template, for: clause.word.text)
    }
    func path() -> String? { text().map { RecipePath.absolute($0, in: entry.folder) } }
    switch clause.word.text {
    case "user": profile.user = text()
    case "password":
      profile.password = clause.expression().flatMap { secretReference($0, in: entry.file) }
    case "ca": profile.certificateAuthority = path()
    case "cert": profile.certificate = path()
    case "key": profile.privateKey = path()
    case "class":
      profile.serverClass = clause.ownWord.flatMap { ServerClass(rawValue: $0.word.text) } ?? .dev
    case "ceiling":
      profile.ceilingRate = clause.option("rate")?.expression().flatMap {
        builder.rate($0, for: "rate")
      }
      profile.ceilingBatch = clause.option("batch")?.expression().flatMap {
        builder.count($0, for: "batch")
      }
    case "protect":
      guard case .list(let items)? = clause.expression()?.kind else { return }
      for item in items {
        if case .template(let template) = item.value.kind, let glob = builder.glob(template) {
          profile.protected.append(glob)
        }
      }
    default: break
    }
  }

  private static let schemes = [
    "redis://", "rediss://", "unix://", "redis-sentinel://", "redis-cluster://", "sandbox:",
  ]

  func check(url: String, at span: Span, in file: SourceFile) {
    guard let scheme = Self.schemes.first(where: { url.hasPrefix($0) }),
      scheme == "sandbox:" || url.utf8.count > scheme.utf8.count
    else {
      problems.add(.badAddress(url), at: span, in: file)
      return
    }
    let authority = url.dropFirst(scheme.count).prefix { $0 != "/" }
    if let at = authority.lastIndex(of: "@"), authority[..<at].contains(":") {
      problems.add(.passwordInAddress, at: span, in: file)
    }
  }
}

extension ServerProfile {
  /// The limits of a profile of the same name in a lower layer hold too: the most restrictive wins.
  fileprivate mutating func restrict(by other: ServerProfile) {
    ceilingRate = [ceilingRate, other.ceilingRate].compactMap { $0 }.min()
    ceilingBatch = [ceilingBatch, other.ceilingBatch].compactMap { $0 }.min()
    protected += other.protected.filter { !protected.contains($0) }
  }
}
