import Foundation
import RowSources
import TestSupport
import Testing

@testable import Engine

/// What must not run twice: whatever ends a run, nothing is missed, nothing is sent a second time, and the numbers add up.
@Suite struct IntentWindowTests {
  static let seeds =
    Int(ProcessInfo.processInfo.environment["CACHECTL_SEEDS"] ?? "").map { $0 * 5 } ?? 50

  /// Rows of which some become no command, and everything that can happen to them, in any order; the disk is looked at after each step,
  /// as whoever goes on would.
  @Test(arguments: 0..<UInt64(IntentWindowTests.seeds))
  func anyMomentMayBeTheLast(seed: UInt64) {
    var world = World(seed: seed)
    while !world.isOver {
      world.step()
      if let defect = world.defect {
        Issue.record("seed \(seed): \(defect)")
        return
      }
    }
    #expect(world.window.rest.counts.planned == World.rowCount, "seed \(seed)")
    #expect(world.window.rest.position == SourcePosition(line: World.rowCount + 1))
  }

  /// A run, its server and its disk.
  private struct World {
    static let rowCount = 300
    private static let largestBatch = 20

    private(set) var window = IntentWindow(
      at: IntentWindow.Edge(position: SourcePosition(line: 1)))
    private var random: SeededRandom
    /// Rows that become no command.
    private let bad: Set<Int>
    private var read = 0
    /// Read, not sent: batches of commands.
    private var waiting: [[Int]] = []
    private var inFlight: [Int] = []
    private var answered: Set<Int> = []
    private var results = ItemCounts()
    private var disk = Checkpoint(counts: ItemCounts(), position: SourcePosition(line: 1))
    private var writing: Checkpoint?
    private var onDisk = 0
    private var sent: Set<Int> = []

    init(seed: UInt64) {
      var random = SeededRandom(seed: seed)
      bad = Set((1...Self.rowCount).filter { _ in Int.random(in: 0..<8, using: &random) == 0 })
      self.random = random
    }

    var isOver: Bool { answered.count + bad.count == Self.rowCount && waiting.isEmpty }

    private func badRows(before line: Int) -> Int { bad.count { $0 < line } }

    mutating func step() {
      switch Int.random(in: 0..<6, using: &random) {
      case 0: readBatch()
      case 1 where writing == nil && window.canWrite: writing = window.intent
      case 2: finishWriting()
      case 3 where onDisk > 0: sendBatch()
      default: answer()
      }
    }

    /// At most one waits to be written down, as in a run. The last rows may all be bad: they are a part of the last batch here.
    private mutating func readBatch() {
      guard read < Self.rowCount, waiting.count - onDisk - (writing == nil ? 0 : 1) < 1 else {
        return
      }
      var rows: [Int] = []
      let size = Int.random(in: 1...Self.largestBatch, using: &random)
      while read < Self.rowCount,
        rows.count < size || rows.isEmpty || bad.contains(read + 1)
          || bad.isSuperset(of: read + 1...Self.rowCount)
      {
        read += 1
        if !bad.contains(read) { rows.append(read) }
      }
      guard !rows.isEmpty else { return }
      waiting.append(rows)
      window.read(rows: rows.count, upTo: edge(before: read + 1))
    }

    private func edge(before line: Int) -> IntentWindow.Edge {
      IntentWindow.Edge(
        position: SourcePosition(line: line), others: ItemCounts(failed: badRows(before: line)),
        rejects: badRows(before: line))
    }

    private mutating func finishWriting() {
      guard let entry = writing else { return }
      disk = entry
      writing = nil
      window.didWrite()
      onDisk += 1
    }

    private mutating func sendBatch() {
      window.willSend()
      onDisk -= 1
      let rows = waiting.removeFirst()
      inFlight += rows
      sent.formUnion(rows)
    }

    /// In order, but now and then a script is lost, and its call goes again behind all others.
    private mutating func answer() {
      guard !inFlight.isEmpty else { return }
      let row = inFlight.removeFirst()
      if Int.random(in: 0..<100, using: &random) == 0 {
        window.merge()
        inFlight.append(row)
        return
      }
      answered.insert(row)
      if row % 7 == 0 { results.failed += 1 } else { results.ok += 1 }
      if results.planned >= window.boundary { window.settle(results, rejects: results.failed) }
    }

    /// What would be wrong for whoever goes on from the disk as it is.
    var defect: String? {
      guard let position = disk.position?.line else { return "no position" }
      let end = disk.intent?.end?.line ?? position
      if let row = sent.first(where: { $0 >= end }) {
        return "row \(row) was sent before its intent"
      }
      let missed = (1..<max(position, 1)).first { !answered.contains($0) && !bad.contains($0) }
      if let missed { return "row \(missed) is passed over and was not answered" }
      let items = disk.intent?.items ?? 0
      if disk.counts.planned + items != end - 1 {
        return "\(disk.counts) and \(items) are not the \(end - 1) rows"
      }
      if items > 2 * Self.largestBatch { return "\(items) rows are unknown" }
      return nil
    }
  }
}
