import ArgumentParser

/// The verbs that can be typed with their clauses as shell arguments, an item an argument.
protocol ShorthandVerb: ParsableCommand {
  static var verb: String { get }
  var global: GlobalOptions { get }
  var items: [String] { get }
  var planOnly: Bool { get }
}

extension ShorthandVerb {
  func run() throws {
    try RecipeCommand(
      Invocation(global), .shorthand(verb: Self.verb, arguments: items)
    ).run(planOnly: planOnly)
  }
}

struct WarmVerb: ShorthandVerb {
  static let verb = "warm"
  static let configuration = CommandConfiguration(
    commandName: verb, abstract: "Fill the cache: a statement as arguments.",
    discussion:
      "cachectl warm price from feed key 'price:{sku}' value json row ttl 2h -c feeds.recipe"
  ).ofCachectl

  @OptionGroup var global: GlobalOptions
  @Argument(help: "The subject and the clauses.", completion: ShellCompletion.clauses)
  var items: [String]
  @Flag(help: "Show what would happen, and stop there.") var planOnly = false
}

struct SweepVerb: ShorthandVerb {
  static let verb = "sweep"
  static let configuration = CommandConfiguration(
    commandName: verb, abstract: "Invalidate: a statement as arguments.",
    discussion: "cachectl sweep 'session:*' where 'idle > 7d' rate 5k/s"
  ).ofCachectl

  @OptionGroup var global: GlobalOptions
  @Argument(help: "The subject and the clauses.", completion: ShellCompletion.clauses)
  var items: [String]
  @Flag(help: "Show what would happen, and stop there.") var planOnly = false
}

struct AuditVerb: ShorthandVerb {
  static let verb = "audit"
  static let configuration = CommandConfiguration(
    commandName: verb, abstract: "Check the keyspace: a statement as arguments.",
    discussion: "cachectl audit 'session:*' assert 'count(ttl == never) == 0'"
  ).ofCachectl

  @OptionGroup var global: GlobalOptions
  @Argument(help: "The subject and the clauses.", completion: ShellCompletion.clauses)
  var items: [String]
  @Flag(help: "Show what would happen, and stop there.") var planOnly = false
}

struct BenchVerb: ShorthandVerb {
  static let verb = "bench"
  static let configuration = CommandConfiguration(
    commandName: verb, abstract: "Measure a server under load: a statement as arguments.",
    discussion:
      "cachectl bench 'GET k:{n}' pick 'n = zipf(1..1M, 0.99)' conns 50 depth 16 for 30s"
  ).ofCachectl

  @OptionGroup var global: GlobalOptions
  @Argument(help: "The command or the name, and the clauses.", completion: ShellCompletion.clauses)
  var items: [String]
  @Flag(help: "Show what would happen, and stop there.") var planOnly = false
}
