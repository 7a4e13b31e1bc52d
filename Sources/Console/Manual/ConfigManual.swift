import Recipe

/// cachectl-config(5) as mdoc: the declarations that a configuration file holds, and what is looked up where.
package enum ConfigManual {
  /// - Parameter date: the day of the version, as in `November 24, 2026`.
  package static func mdoc(date: String) -> String {
    var page = Mdoc(
      title: "CACHECTL-CONFIG", section: 5, date: date, what: "servers and families by name")
    page.section("DESCRIPTION")
    page.text("A configuration file of cachectl is a recipe that only declares.")
    page.text(
      "What it declares is known to every recipe, to the prompt and to the flags of the command line."
    )
    page.text("An action in it is an error.")
    page.example(example)
    page.section("FILES")
    page.list([
      (
        "$XDG_CONFIG_HOME/cachectl/config.recipe",
        "the user's file; without XDG_CONFIG_HOME, ~/.config/cachectl/config.recipe", ""
      ),
      ("/etc/cachectl/config.recipe", "the system's file", ""),
    ])
    page.text("With --config FILE neither is read, only that file, which must be there.")
    page.section("PRECEDENCE")
    page.text(
      "A flag comes before the environment, then the recipe, the user's file and the system's.")
    page.text(
      "A declaration of the same name takes the place of a later one in this order, with one exception."
    )
    page.text("For a server, protect and ceiling merge: the most restrictive wins.")
    page.section("DECLARATIONS")
    for verb in Vocabulary.verbs where verb.kind == .declaration { page.append(verb) }
    page.section("SERVER URLS")
    page.list([
      (
        "redis://[USER@]HOST[:PORT][/DB]", "a server over TCP; the port is 6379 unless it is said",
        ""
      ),
      ("rediss://…", "the same over TLS 1.2 or later", ""),
      ("unix:///PATH[?db=N]", "a server on a Unix socket", ""),
      (
        "sandbox:",
        "a private redis-server or valkey-server, whichever is on PATH, that ends with the run", ""
      ),
      (
        "redis-sentinel://HOST[:PORT],HOST…/MASTER[/DB]",
        "the master that these sentinels watch, also after a failover", ""
      ),
    ])
    page.text("A password stands in no URL of a flag, where ps would show it.")
    page.section("SERVER CLASSES")
    page.text("A profile without a class is dev where it is on this machine, and else staging.")
    page.list([
      (
        "dev", "reads and writes; asks before something is removed and before a dangerous command",
        ""
      ),
      ("staging", "plans and asks before anything is changed", ""),
      (
        "production",
        "refuses raw writes and dangerous commands; a plan is applied by typing the server's name, in "
          + "a script with --yes --confirm NAME", ""
      ),
    ])
    page.section("SEE ALSO")
    page.line(".Xr cachectl 1 ,")
    page.line(".Xr cachectl-recipe 5")
    return page.text
  }

  private static let example = """
    secret cache_pw credential "cache_pw"

    server prod-eu {
      url      "redis://cache-eu.internal:6379/0"
      user     "cachectl"
      password cache_pw
      class    production
      ceiling  rate 20k/s batch 1000
      protect  ["config:*" "billing:*"]
    }
    server staging url "redis://127.0.0.1:6380/0" class staging

    key session = "session:{region}:{sid}" type hash ttl 5m..24h
    """
}
