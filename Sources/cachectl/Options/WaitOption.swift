import ArgumentParser

/// `--wait D`, where something may be locked.
struct WaitOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How long to wait for a lock that somebody holds, whatever the recipe says.",
      valueName: "duration"))
  var wait: DurationArgument?
}
