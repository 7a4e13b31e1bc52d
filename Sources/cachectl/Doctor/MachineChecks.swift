import Console
import Engine
import Platform
import Recipe
import SourceText

/// What a run needs of the machine that it is started on.
enum MachineChecks {
  private static let area = "machine"

  static func all(_ invocation: Invocation) -> [Finding] {
    [
      stateFolder(), store(), configuration(invocation), descriptors(), terminal(invocation),
      installed("man pages", "share/man/man1/cachectl.1"),
      installed("completions", "share/bash-completion/completions/cachectl"), sandbox(),
    ]
  }

  private static func stateFolder() -> Finding {
    let check = "state folder"
    guard let path = StateFolder.path else {
      return .fail(
        area, check, "there is no place for one", "set HOME, or XDG_STATE_HOME to an absolute path")
    }
    var place = path
    while access(place, F_OK) != 0, place != "/" { place = Files.folder(of: place) }
    // Asked of the file system itself: an ACL, a read-only mount or /proc say otherwise than the mode.
    let trial = "\(place)/.cachectl-doctor-\(getpid())"
    guard mkdir(trial, 0o700) == 0, rmdir(trial) == 0 else {
      return .fail(
        area, check, "\(place) cannot be written", "set XDG_STATE_HOME to a folder of yours")
    }
    guard place == path else { return .ok(area, check, "\(path) will be made by the first run") }
    guard let mode = try? Files.mode(of: path), mode & 0o077 == 0 else {
      return .warn(area, check, "others may look into \(path)", "chmod 700 \(path)")
    }
    return .ok(area, check, path)
  }

  private static func store() -> Finding {
    let check = "run store"
    guard let folder = StateFolder.path, Files.isRegular("\(folder)/state.db") else {
      return .ok(area, check, "empty")
    }
    do throws(RunFailure) {
      guard let store = try RunStore.existing(in: folder) else { return .ok(area, check, "empty") }
      let stopped = try store.runs(limit: 100).filter { $0.isResumable && $0.exit == nil }
      guard let run = stopped.first else { return .ok(area, check, "opens") }
      return .warn(
        area, check, "\(Units.count(stopped.count)) of the last runs were killed",
        "cachectl job show \(run.run.id), then resume or discard it")
    } catch {
      return .fail(area, check, error.message, "move \(folder)/state.db away, or mend the disk")
    }
  }

  private static func configuration(_ invocation: Invocation) -> Finding {
    let check = "configuration"
    do {
      let files = try Configuration.load(flag: invocation.options.config)
      guard !files.isEmpty else { return .ok(area, check, "none") }
      for file in files {
        guard let first = file.diagnostics.first(where: { $0.severity == .error }) else { continue }
        return .fail(
          area, check, "\(first.id): \(first.message)", "cachectl check \(file.syntax.file.path)")
      }
      let (recipe, diagnostics) = try RecipeLoader(invocation).load(.statements([]))
      guard let recipe else {
        let first = diagnostics.first { $0.severity == .error }
        let name = files.first?.syntax.file.path ?? ""
        return .fail(
          area, check, first.map { "\($0.id): \($0.message)" } ?? "it has errors",
          "cachectl check \(name)")
      }
      let names = files.map(\.syntax.file.path).joined(separator: ", ")
      return .ok(area, check, "\(names): \(recipe.servers.count) servers")
    } catch {
      let text = (error as? CommandFailure)?.message ?? "\(error)"
      return .fail(area, check, text, "mend the file, or name another with -c")
    }
  }

  /// A run opens some tens of files; a limit below that fails in the middle of one.
  private static func descriptors() -> Finding {
    var limit = rlimit()
    #if canImport(Darwin)
      let code = getrlimit(RLIMIT_NOFILE, &limit)
    #else
      let code = getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    #endif
    guard code == 0, limit.rlim_cur < 128 else {
      return .ok(
        area, "open files",
        limit.rlim_cur > 1 << 40 ? "no limit" : Units.count(Int(limit.rlim_cur)))
    }
    return .warn(
      area, "open files", "at most \(limit.rlim_cur)", "ulimit -n 1024, or LimitNOFILE=1024")
  }

  private static func terminal(_ invocation: Invocation) -> Finding {
    guard invocation.output.isTerminal else {
      return .ok(area, "terminal", "none: results are tab-separated, nobody is asked")
    }
    let term = Environment.value(of: "TERM") ?? ""
    guard !term.isEmpty, term != "dumb" else {
      return .warn(
        area, "terminal", "TERM is \(term.isEmpty ? "not set" : term): no colour, plain editing",
        "export TERM=xterm-256color")
    }
    return .ok(area, "terminal", "\(term), \(invocation.output.width) columns")
  }

  /// Beside the program, as `make install` puts it: PREFIX/bin and PREFIX/share.
  private static func installed(_ what: String, _ place: String) -> Finding {
    guard let program = Host.executablePath else {
      return .warn(area, what, "where the program is, the system does not say", "make install")
    }
    let prefix = Files.folder(of: Files.folder(of: program))
    let path = "\(prefix)/\(place)"
    return Files.isRegular(path)
      ? .ok(area, what, path)
      : .warn(area, what, "no \(path)", "make install PREFIX=…, or ignore this in a container")
  }

  private static func sandbox() -> Finding {
    let folders = (Environment.value(of: "PATH") ?? "").split(separator: ":")
    for name in ["redis-server", "valkey-server"] {
      for folder in folders where access("\(folder)/\(name)", X_OK) == 0 {
        return .ok(area, "sandbox", "\(folder)/\(name)")
      }
    }
    return .warn(
      area, "sandbox", "neither redis-server nor valkey-server is on PATH",
      "install one where `-s sandbox:` is wanted")
  }
}
