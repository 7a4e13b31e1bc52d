import CPlatform

/// How to start a program: an argument vector, never a shell line. The child gets default signals, our environment without its
/// secrets (`Environment.withhold`) and, of the descriptors we open (all close on exec), only those named here.
package struct Launch: Sendable {
  package enum Stream: Hashable, Sendable {
    case inherited
    case null
    /// A descriptor of ours, above 2, that the child gets a copy of.
    case descriptor(Int32)
  }

  /// Who gets the signals that a terminal sends.
  package enum Grouping: Hashable, Sendable {
    /// The child with us: Ctrl-C reaches it.
    case shared
    /// The child alone, in a process group of its own.
    case newGroup
    /// The child alone, without our terminal: it outlives a hang-up.
    case newSession
  }

  /// A path, or a name to look for on PATH.
  package var program: String
  /// Without the program's own name.
  package var arguments: [String]
  package var input = Stream.null
  package var output = Stream.inherited
  package var error = Stream.inherited
  package var grouping = Grouping.shared

  package init(_ program: String, _ arguments: [String] = []) {
    self.program = program
    self.arguments = arguments
  }
}

#if canImport(Darwin)
  private typealias FileActions = posix_spawn_file_actions_t?
  private typealias Attributes = posix_spawnattr_t?
  private func noFileActions() -> FileActions { nil }
  private func noAttributes() -> Attributes { nil }
#else
  private typealias FileActions = posix_spawn_file_actions_t
  private typealias Attributes = posix_spawnattr_t
  private func noFileActions() -> FileActions { posix_spawn_file_actions_t() }
  private func noAttributes() -> Attributes { posix_spawnattr_t() }
#endif

extension Launch {
  /// Starts it and returns its process id.
  func spawn() throws(SystemError) -> pid_t {
    var actions = noFileActions()
    var attributes = noAttributes()
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    connect(input, to: 0, mode: O_RDONLY, in: &actions)
    connect(output, to: 1, mode: O_WRONLY, in: &actions)
    connect(error, to: 2, mode: O_WRONLY, in: &actions)
    // Ours close by themselves; what our own parent left open would be held open for as long as the child lives.
    configure(&attributes, flags: cachectl_spawn_close_others(&actions))

    var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) }
    words.append(nil)
    defer { for word in words { free(word) } }
    var variables: [UnsafeMutablePointer<CChar>?] = Environment.forChildren.map { strdup($0) }
    variables.append(nil)
    defer { for variable in variables { free(variable) } }
    var id: pid_t = 0
    let code = posix_spawnp(&id, program, &actions, &attributes, words, variables)
    guard code == 0 else { throw SystemError("start", program, code: code) }
    return id
  }

  private func connect(
    _ stream: Stream, to number: Int32, mode: Int32, in actions: inout FileActions
  ) {
    switch stream {
    case .inherited:
      break
    case .null:
      posix_spawn_file_actions_addopen(&actions, number, "/dev/null", mode, 0)
    case .descriptor(let descriptor):
      precondition(descriptor > 2, "a child's stream from descriptor \(descriptor)")
      posix_spawn_file_actions_adddup2(&actions, descriptor, number)
    }
  }

  private func configure(_ attributes: inout Attributes, flags others: Int32) {
    var flags = others | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
    // An ignored SIGPIPE would be inherited, and a child like `less` relies on it.
    var defaulted = sigset_t()
    sigemptyset(&defaulted)
    for signal in [SIGPIPE, SIGINT, SIGTERM] { sigaddset(&defaulted, signal) }
    posix_spawnattr_setsigdefault(&attributes, &defaulted)
    var blocked = sigset_t()
    sigemptyset(&blocked)
    posix_spawnattr_setsigmask(&attributes, &blocked)
    switch grouping {
    case .shared:
      break
    case .newGroup:
      flags |= POSIX_SPAWN_SETPGROUP
      posix_spawnattr_setpgroup(&attributes, 0)
    case .newSession:
      flags |= cachectl_spawn_new_session_flag()
    }
    posix_spawnattr_setflags(&attributes, Int16(flags))
  }
}
