import Foundation
import TestSupport
import Testing

/// Tab in real shells, with the committed completion scripts.
@Suite struct ShellCompletionTests {
  enum Shell: String, CaseIterable {
    case bash, zsh, fish

    var arguments: [String] {
      switch self {
      case .bash: ["--noprofile", "--norc", "-i"]
      case .zsh: ["-f", "-i"]
      case .fish: ["--no-config", "-i"]
      }
    }

    /// Loads the script, and lets Ctrl-T show the line as it stands, between `<` and `>`.
    var setup: String {
      let folder = "\(Program.repository)/completions"
      switch self {
      case .bash:
        return "source \(folder)/cachectl.bash; "
          + #"bind 'set bell-style none'; bind -x '"\C-t": echo "<$READLINE_LINE>"'; PS1='go> '"#
      case .zsh:
        return "PS1='go> '; fpath=(\(folder) $fpath); autoload -U compinit; compinit -D -u; "
          + #"show() { print -r -- "<$BUFFER>" }; zle -N show; bindkey '^T' show"#
      case .fish:
        return "source \(folder)/cachectl.fish; "
          + #"bind \ct 'echo "<"(commandline)">"'; function fish_prompt; echo 'go> '; end"#
      }
    }
  }

  let home: TemporaryFolder

  init() throws {
    home = try TemporaryFolder()
    for folder in ["recipes", "config", "config/cachectl"] {
      try FileManager.default.createDirectory(
        atPath: "\(home.path)/\(folder)", withIntermediateDirectories: true)
    }
    _ = try home.file(
      "config/cachectl/config.recipe",
      """
      server prod-eu url "redis://127.0.0.1:1" class production
      server staging url "redis://127.0.0.1:2" class staging
      """)
    _ = try home.file(
      "recipes/demo.recipe",
      """
      sweep sessions match "session:*"
      audit leftovers match "tmp:*"
      sweep parts match "part:*" each p in ["a" "$(touch injected)"] where key like "part:{p}*"
      """)
  }

  private func start(_ shell: Shell) throws -> TerminalSession {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let program = try #require(
      path.split(separator: ":").map { "\($0)/\(shell.rawValue)" }
        .first(where: FileManager.default.isExecutableFile),
      "no \(shell): scripts/ensure-packages tests installs it")
    let own = URL(filePath: Program.path).deletingLastPathComponent().path
    let session = try TerminalSession(
      program: program, shell.arguments, home: home.path,
      environment: ["PATH": "\(own):\(path)", "XDG_CONFIG_HOME": "\(home.path)/config"])
    session.type(shell.setup + "\r")
    try session.enter("echo rea''dy", until: "ready")
    try session.wait(for: "go> ")
    return session
  }

  /// The line after a press of Tab.
  private func complete(_ line: String, _ session: TerminalSession, to wanted: String) throws {
    session.type(line + "\t\u{14}")
    try session.wait(for: "<\(wanted)>")
    try giveUp(session)
  }

  /// What is listed after as many presses of Tab as it takes.
  private func list(
    _ line: String, _ session: TerminalSession, _ shell: Shell, _ wanted: String...
  ) throws {
    session.type(line + "\t" + (shell == .bash ? "\t" : ""))
    var screen = ""
    for word in wanted where !screen.contains(word) { screen += try session.wait(for: word) }
    try giveUp(session)
  }

  /// Empties the line. Not by Ctrl-C: what is typed after it may be thrown away with it.
  private func giveUp(_ session: TerminalSession) throws {
    session.type("\u{15}\u{14}")
    try session.wait(for: "<>")
  }

  @Test(arguments: Shell.allCases) func subcommandsFilesStatementsServersAndClauses(
    _ shell: Shell
  ) throws {
    let session = try start(shell)
    try complete("cachectl ru", session, to: "cachectl run ")
    try complete("cachectl run rec", session, to: "cachectl run recipes/")
    try complete("cachectl run recipes/d", session, to: "cachectl run recipes/demo.recipe ")
    try complete(
      "cachectl run recipes/demo.recipe le", session,
      to: "cachectl run recipes/demo.recipe leftovers ")
    try complete("cachectl -s pr", session, to: "cachectl -s prod-eu ")
    try complete("cachectl -f ndj", session, to: "cachectl -f ndjson ")
    try complete("cachectl sweep 'x:*' whe", session, to: "cachectl sweep 'x:*' whe")
    try complete("cachectl sweep 'x:*' wher", session, to: "cachectl sweep 'x:*' where ")
    try complete(
      "cachectl sweep 'x:*' by exp", session, to: "cachectl sweep 'x:*' by expire ")
    try list("cachectl run recipes/demo.recipe ", session, shell, "leftovers")
    try list("cachectl -s ", session, shell, "prod-eu", "staging")
    try list("cachectl sweep 'x:*' whe", session, shell, "where")
    #expect(!FileManager.default.fileExists(atPath: "\(home.path)/injected"))
  }

  /// `lua call FILE <Tab>`: the scripts of the recipe.
  @Test(arguments: Shell.allCases) func scriptsOfARecipe(_ shell: Shell) throws {
    _ = try home.file("recipes/take.lua", "return redis.call('GET', KEYS[1])\n")
    _ = try home.file(
      "recipes/scripts.recipe",
      """
      lua take_token file "take.lua" keys 1
      lua give_back  file "take.lua" keys 1
      """)
    let session = try start(shell)
    try complete(
      "cachectl lua call recipes/scripts.recipe ta", session,
      to: "cachectl lua call recipes/scripts.recipe take_token ")
    try list(
      "cachectl lua call recipes/scripts.recipe ", session, shell, "give_back", "take_token")
  }

  @Test(arguments: Shell.allCases) func nothingIsSaidWhereSomethingIsWrong(_ shell: Shell) throws {
    _ = try home.file("config/cachectl/config.recipe", "server prod-eu {")
    _ = try home.file("recipes/demo.recipe", "sweep \"\u{1B}")
    let session = try start(shell)
    try complete("cachectl -s pr", session, to: "cachectl -s pr")
    try complete(
      "cachectl run recipes/demo.recipe x", session, to: "cachectl run recipes/demo.recipe x")
    try complete("cachectl run - x", session, to: "cachectl run - x")
    #expect(!session.screen.contains("rror"))
  }
}
