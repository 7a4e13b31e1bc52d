import ArgumentParser
import Console

/// The flags that every subcommand takes, before or after its name: the argument parser gives a group of options the same values
/// in a command and in its subcommands.
struct GlobalOptions: ParsableArguments {
  @Option(
    name: [.customShort("s"), .long],
    help: ArgumentHelp(
      "A server's name in the recipe or configuration, or its URL.", valueName: "name|url"),
    completion: ShellCompletion.servers)
  var server: String?

  @Option(
    help: ArgumentHelp("A parameter's value; may be given again.", valueName: "k=v"),
    completion: ShellCompletion.parameters)
  var set: [String] = []

  @Option(
    name: [.customShort("c"), .long],
    help: ArgumentHelp(
      "A configuration file instead of the user's and the system's.", valueName: "file"),
    completion: ShellCompletion.recipes)
  var config: String?

  @Option(
    name: [.customShort("f"), .long],
    help: "How the result is written; auto is a table on a terminal, else tab-separated.")
  var format: OutputFormat?

  @Flag(help: "The same as --format json.")
  var json = false

  @Flag(name: [.customShort("y"), .long], help: "Apply without a question.")
  var yes = false

  @Option(
    help: ArgumentHelp("A production server's name, to apply on it with --yes.", valueName: "name"),
    completion: ShellCompletion.productionServers)
  var confirm: String?

  @Option(
    help: ArgumentHelp("Read the password, a line, from this descriptor.", valueName: "number"))
  var passwordFd: Int32?

  @Flag(help: "Ask for the password at the terminal.")
  var askPassword = false

  @Flag(help: "Never ask, even on a terminal.")
  var noInput = false

  @Flag(name: [.customShort("q"), .long], help: "Say nothing unless something is wrong.")
  var quiet = false

  @Flag(
    name: [.customShort("v"), .long],
    help: "Name every failed item, and say more about each statement.")
  var verbose = false

  @Option(help: "Colour.")
  var color: Terminal.ColorChoice?

  @Flag(help: "Never open a pager.")
  var noPager = false

  @Option(
    help: ArgumentHelp("How long a server may take to connect or to answer.", valueName: "duration")
  )
  var timeout: DurationArgument?

  @Option(
    help: ArgumentHelp("Append what happens to this file.", valueName: "file"),
    completion: .file())
  var logFile: String?

  @Option(help: "How the log is written.")
  var logFormat = LogFormat.text

  @Option(
    help: ArgumentHelp(
      "Write metrics of the run for node_exporter's textfile collector.", valueName: "file"),
    completion: .file())
  var metricsFile: String?

  @Option(
    help: ArgumentHelp(
      "Write what was found and done as one HTML page.", valueName: "file"))
  var report: String?

  @Option(
    help: ArgumentHelp(
      "Write the recipe that would mend what an audit found wrong.", valueName: "file"))
  var fix: String?

  @Option(
    help: ArgumentHelp(
      "Compare a bench with an earlier result, written with --json; exit 3 where it got worse.",
      valueName: "file"), completion: .file())
  var compare: String?

  @Option(
    help: ArgumentHelp(
      "By how many per cent a figure may get worse with --compare.", valueName: "percent"))
  var tolerance = 10.0

  @Option(
    help: ArgumentHelp(
      "Write the latencies of a bench as an HdrHistogram percentile file, one an op.",
      valueName: "file"))
  var hgrm: String?

  @Option(
    help: ArgumentHelp(
      "The job's name in metrics and on the page; else the recipe's.", valueName: "name"))
  var job: String?

  func validate() throws {
    if passwordFd != nil, askPassword {
      throw ValidationError("--password-fd and --ask-password exclude each other")
    }
    if askPassword, noInput {
      throw ValidationError("--ask-password and --no-input exclude each other")
    }
  }
}

extension Terminal.ColorChoice: ExpressibleByArgument {}
