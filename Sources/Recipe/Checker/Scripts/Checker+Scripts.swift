import LuaScript
import SourceText

/// `lua`: its file is read and checked as Lua; pin, flags and tests must agree with what stands in it.
extension Checker {
  func script(_ name: String) -> Script? {
    if let resolved = scripts[name] { return resolved }
    guard let entry = declarations.find(name, as: .script) else { return nil }
    let script = resolveScript(entry)
    scripts[name] = .some(script)
    return script
  }

  private func resolveScript(_ entry: DeclarationTable.Entry) -> Script? {
    let statement = entry.statement
    let builder = builder(in: entry.file)
    let kind: LuaKind =
      statement.clause("kind")?.ownWord?.word.text == "library" ? .library : .script
    func text(_ word: String) -> String? {
      guard case .template(let template)? = statement.clause(word)?.expression()?.kind else {
        return nil
      }
      return builder.plainString(template, for: word)
    }
    guard let clause = statement.clause("file"), let written = text("file") else { return nil }
    let path = RecipePath.absolute(written, in: entry.folder)
    guard let main = scriptFile(path, named: written, at: clause, entry) else { return nil }
    let reading = LuaReader.read(main, as: kind) { [self] path, file in
      include(path, from: file, root: entry.folder)
    }
    add(reading.diagnostics)
    guard let lua = reading.script else { return nil }
    let digest = ScriptDigest(of: lua.bytes, as: kind)
    let keyCount = statement.clause("keys")?.expression()
      .flatMap { builder.count($0, for: "keys", atLeast: 0) }
    checkFlags(statement.clause("flags"), lua, entry)
    checkSlots(lua)
    return Script(
      name: entry.name.text, location: Location(entry.file, entry.name.span), path: path,
      kind: kind, lua: lua, digest: digest,
      pin: pin(statement.clause("pin"), digest, text("pin"), entry), keyCount: keyCount,
      tests: statement.clauses("test").compactMap {
        ScriptTestReader(checker: self, file: entry.file, kind: kind, lua: lua, keyCount: keyCount)
          .read($0)
      },
      doc: text("doc"))
  }

  private func scriptFile(
    _ path: String, named written: String, at clause: Phrase, _ entry: DeclarationTable.Entry
  ) -> SourceFile? {
    switch luaFile(path) {
    case .success(let file): return file
    case .failure(let failure):
      problems.add(
        .unreadableScript(written, failure), at: clause.expression()?.span ?? clause.span,
        in: entry.file)
      return nil
    }
  }

  /// A file is read once, however many scripts include it.
  private func luaFile(_ path: String) -> Result<SourceFile, LoadFailure> {
    if let known = luaFiles[path] { return known }
    let result = options.read(path).map { SourceFile(path: path, bytes: $0) }
    luaFiles[path] = result
    return result
  }

  /// Relative to the including file; the extension may be left out. Not out of the recipe's folder, or where the script itself lies
  /// outside of it, out of the script's.
  private func include(
    _ path: String, from file: SourceFile, root: String
  ) -> Result<SourceFile, IncludeFailure> {
    let folder = RecipePath.folder(of: file.path)
    let root = RecipePath.isBelow(folder, root) ? root : folder
    guard let target = RecipePath.inside(path, from: folder, of: root) else {
      return .failure(.outsideFolder)
    }
    let candidates = target.hasSuffix(".lua") ? [target] : [target + ".lua", target]
    var failure = LoadFailure.missing
    for candidate in candidates {
      switch luaFile(candidate) {
      case .success(let file): return .success(file)
      case .failure(let why): failure = why
      }
    }
    return .failure(IncludeFailure(failure))
  }

  /// What is wrong with a file that several scripts include is said once.
  private func add(_ diagnostics: [Diagnostic]) {
    for diagnostic in diagnostics {
      guard let location = diagnostic.location else { continue }
      problems.add(diagnostic, onceAt: location)
    }
  }

  private func pin(
    _ clause: Phrase?, _ digest: ScriptDigest, _ text: String?, _ entry: DeclarationTable.Entry
  ) -> ScriptPin? {
    guard let clause, let text else { return nil }
    let span = clause.expression()?.span ?? clause.span
    guard let pinned = ScriptDigest(text, as: digest.kind) else {
      if !options.ignoresPins {
        problems.add(.badPin(digest), at: span, in: entry.file)
      }
      return nil
    }
    if pinned != digest, !options.ignoresPins {
      problems.add(.wrongPin(entry.name.text, digest), at: span, in: entry.file)
    }
    return ScriptPin(digest: pinned, location: Location(entry.file, span))
  }

  private func checkFlags(_ clause: Phrase?, _ lua: LuaScript, _ entry: DeclarationTable.Entry) {
    guard let clause, case .list(let items)? = clause.expression()?.kind else { return }
    let wanted = items.map { entry.file.text($0.value.span) }
    let found = lua.header?.flags ?? []
    guard Set(wanted) != Set(found) else { return }
    problems.add(.wrongFlags(wanted, found: found), at: clause.span, in: entry.file)
  }

  /// Two keys that are named in the text and live in different slots: no node of a cluster has both.
  private func checkSlots(_ lua: LuaScript) {
    let whole = lua.literalKeys.filter { !$0.isPrefix }
    guard let first = whole.first else { return }
    for key in whole.dropFirst() where KeySlot.of(key.name) != KeySlot.of(first.name) {
      problems.add(.keysInManySlots, at: key.location.span, in: key.location.file)
      return
    }
  }
}

extension IncludeFailure {
  fileprivate init(_ failure: LoadFailure) {
    switch failure {
    case .missing: self = .missing
    case .isDirectory: self = .isDirectory
    case .unreadable(let why): self = .unreadable(why)
    }
  }
}
