import Platform

extension GlobalOptions {
  /// The same from wherever the process goes: a plan is applied, and a run gone on with, in the folder where it began.
  var withAbsolutePaths: GlobalOptions {
    var options = self
    for path in [
      \GlobalOptions.config, \.logFile, \.metricsFile, \.report, \.fix, \.compare, \.hgrm,
    ] { options[keyPath: path] = self[keyPath: path].map(Files.resolved) }
    return options
  }
}
