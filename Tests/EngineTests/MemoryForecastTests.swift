import Engine
import Foundation
import TestSupport
import SourceText
import Testing

/// A warm that the server's memory cannot hold is refused before anything is written, with the numbers.
@Suite struct MemoryForecastTests {
  private func bench(
    maxMemory: Int, policy: String, rows: Int = 6000, binary: ServerBinary? = nil
  ) throws -> Workbench {
    let bench = try Workbench(binary: binary)
    let value = String(repeating: "v", count: 2000)
    try bench.write("id,v\n" + (1...rows).map { "\($0),\(value)\n" }.joined(), to: "rows.csv")
    let used = try bench.usedMemory()
    try bench.client.call("CONFIG", "SET", "maxmemory", "\(used + maxMemory)")
    try bench.client.call("CONFIG", "SET", "maxmemory-policy", policy)
    return bench
  }

  private static let recipe = """
    source feed csv "rows.csv"
    warm item from feed key "k:{id}" value text "{v}" ttl 1h jitter 10%
    """

  @Test func whatDoesNotFitIsRefusedAndNothingIsWritten() throws {
    let bench = try bench(maxMemory: 4_000_000, policy: "noeviction")
    let report = try bench.runOne(Self.recipe)
    #expect(report.exit == .guardRefused && report.status == .refused)
    let diagnostic = try #require(report.diagnostics.first)
    #expect(diagnostic.id == "G027" && diagnostic.label.contains("noeviction"), "\(diagnostic)")
    #expect(diagnostic.label.contains("6000 keys need at least 11 MiB"), "\(diagnostic.label)")
    #expect(try bench.client.call("DBSIZE").integer == 0)
    #expect(try bench.runOne(Self.recipe, planOnly: true).exit == .guardRefused)
    // Structures, and whoever watches the memory, are let through.
    #expect(
      try bench.runOne(Self.recipe + " guard server.memory < 1GiB").exit == .partial)
  }

  @Test func whatFitsAndWhatIsThereAlreadyIsWritten() throws {
    let bench = try bench(maxMemory: 30_000_000, policy: "noeviction")
    #expect(try bench.runOne(Self.recipe).exit == .done)
    #expect(try bench.client.call("DBSIZE").integer == 6000)
    // The same keys once more take no more room, however little is left.
    try bench.client.call("CONFIG", "SET", "maxmemory", "\(try bench.usedMemory() + 3_000_000)")
    let again = try bench.runOne(Self.recipe)
    #expect(again.exit == .done, "\(again)")
  }

  /// A full cache that evicts is how caches are; one that could not hold the warm alone is not warmed.
  @Test func underEvictionOnlyTheWholeCounts() throws {
    let bench = try bench(maxMemory: 4_000_000, policy: "allkeys-lru")
    let planned = Self.recipe + " guard rows >= 1"
    #expect(try bench.runOne(planned).exit == .guardRefused)
    #expect(try bench.client.call("DBSIZE").integer == 0)
    try bench.client.call("CONFIG", "SET", "maxmemory", "20000000")
    #expect(try bench.runOne(planned).exit == .done)
  }

  /// On every kind of server, which also has every field of INFO that the estimate reads.
  @Test(arguments: ScanTests.servers) func theEstimateIsALowerBound(binary: ServerBinary?) throws {
    let tight = try bench(maxMemory: 4_000_000, policy: "noeviction", binary: binary)
    #expect(try tight.runOne(Self.recipe).exit == .guardRefused)
    #expect(try tight.client.call("DBSIZE").integer == 0)
    let bench = try bench(maxMemory: 100_000_000, policy: "noeviction", binary: binary)
    let before = try bench.usedMemory()
    let report = try bench.runOne(Self.recipe)
    let grown = try bench.usedMemory() - before
    let estimate = try #require(report.plan?.bytes)
    #expect(estimate <= grown, "\(estimate) of \(grown)")
    #expect(Double(estimate) > Double(grown) * 0.8, "\(estimate) of \(grown)")
  }
}
