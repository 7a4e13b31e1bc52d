import ArgumentParser
import Console
import Engine
import Platform
import Recipe

/// `doctor`: whether this machine, and a server where one is named, are fit for unattended runs.
struct Doctor: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Whether this machine and a server are fit for runs.",
    discussion: """
      Looks at the state folder, the configuration and the installation; with -s or CACHECTL_SERVER also at that server. Changes \
      nothing. Each finding is ok, warn or fail, with what to do; ends with 1 where one is fail.
      """
  ).ofCachectl

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let invocation = try Invocation(global)
    var findings = MachineChecks.all(invocation)
    if global.server != nil || Environment.value(of: "CACHECTL_SERVER") != nil {
      findings += serverFindings(invocation)
    }
    var table = ResultTable(Finding.columns)
    for finding in findings { table.append(finding.row) }
    try invocation.print(table, as: "checks")
    if findings.contains(where: { $0.status == .fail }) { throw CommandFailure(.failed) }
  }

  private func serverFindings(_ invocation: Invocation) -> [Finding] {
    let profiles = (try? ServerProfiles.load(invocation)) ?? []
    let pool = ServerPool(profiles, invocation.options)
    defer { pool.stop() }
    do throws(RunFailure) {
      return try ServerChecks(try pool.session(for: nil)).all()
    } catch {
      return [
        .fail("server", "reachable", error.message, "mend that first; nothing else was looked at")
      ]
    }
  }
}
