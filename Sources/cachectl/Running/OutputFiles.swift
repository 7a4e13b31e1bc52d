import Engine
import Platform

/// The files that a run was asked to write, looked at before anything is changed.
struct OutputFiles {
  private let files: [(flag: String, path: String)]

  init(_ options: GlobalOptions, plan: String?) {
    let wanted = [
      ("--report", options.report), ("--fix", options.fix), ("--hgrm", options.hgrm),
      ("--metrics-file", options.metricsFile), ("--log-file", options.logFile), ("--out", plan),
    ]
    files = wanted.compactMap { flag, path in path.map { (flag, $0) } }
  }

  /// Throws where one of them is read by the run, where two are one, and where one could not be written.
  func check(besides inputs: [String]) throws(CommandFailure) {
    var known = inputs.map { (what: "which this run reads", path: Files.resolved($0)) }
    for (flag, path) in files {
      let resolved = Files.resolved(path)
      if let other = known.first(where: { $0.path == resolved }), !Self.isDevice(path) {
        throw CommandFailure(.usage, "\(flag) would overwrite \(path), \(other.what)")
      }
      known.append(("which \(flag) writes", resolved))
      // These two are opened before the run.
      if flag == "--log-file" || flag == "--out" { continue }
      do throws(SystemError) {
        try Files.checkReplaceable(path)
      } catch {
        throw CommandFailure(.ioError, "\(path) cannot be written: \(error)")
      }
      if flag == "--metrics-file", Self.holdsSomethingElse(path) {
        throw CommandFailure(
          .usage, "\(flag) would overwrite \(path), which holds no metrics of ours")
      }
    }
  }

  /// Metrics are written even of a recipe that has an error, of which nobody knows what it would have read.
  private static func holdsSomethingElse(_ path: String) -> Bool {
    guard Files.isRegular(path), let bytes = try? Files.read(path), !bytes.isEmpty else {
      return false
    }
    return !bytes.starts(with: "# HELP cachectl_".utf8)
  }

  /// `/dev/stderr` and `/dev/null` can be written by all.
  private static func isDevice(_ path: String) -> Bool { path.hasPrefix("/dev/") }
}
