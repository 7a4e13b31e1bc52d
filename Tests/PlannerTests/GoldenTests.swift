import Bytes
import Planner
import RESP
import Recipe
import Testing

/// `Tests/Golden/program/NAME.recipe` → its Program, what `explain` says of it, and the commands of its first batch.
///
/// A name that ends in a version is lowered for that version.
@Suite struct GoldenTests {
  private static let names = (try? Golden.names(in: "program", endingWith: ".recipe")) ?? []

  @Test func thereAreGoldens() { #expect(Self.names.count >= 12) }

  private static let columns = [
    Column(name: "id", type: .int), Column(name: "name"), Column(name: "price", type: .float),
    Column(name: "stock", type: .int), Column(name: "days", type: .int),
  ]

  private func programs(_ name: String) throws -> [Program] {
    let text = String(decoding: try Golden.contents("program/\(name).recipe"), as: UTF8.self)
    var capabilities = ServerCapabilities.assumed
    if let version = name.split(separator: "-").last, version.contains(".") {
      capabilities = ServerCapabilities(
        flavour: .redis, version: Version(String(version)), evictionPolicy: nil, isReplica: false,
        isCluster: false)
    }
    return try Compiled(text, columns: Self.columns)
      .programs(for: capabilities, columns: Self.columns)
  }

  @Test(arguments: names) func program(_ name: String) throws {
    Golden.expect(
      try programs(name).map(ProgramDump.text).joined(separator: "\n"), "program/\(name).txt")
  }

  @Test(arguments: names) func explanation(_ name: String) throws {
    Golden.expect(
      try programs(name).map { Explanation($0).text }.joined(separator: "\n"),
      "explain/\(name).txt")
  }

  /// The commands of the rows in `feed.csv`, one line each, as RESP without the expiry that is added at the first send.
  @Test(arguments: names.filter { $0.hasPrefix("warm") }) func resp(_ name: String) throws {
    let program = try programs(name)[0]
    guard case .write(let plan) = program.output else { return }
    let rows = String(decoding: try Golden.contents("program/feed.csv"), as: UTF8.self)
      .split(separator: "\n").dropFirst().map {
        $0.split(separator: ",", omittingEmptySubsequences: false).map { PinnedBytes($0.utf8) }
      }
    var lines = ""
    for row in rows.prefix(program.batch.members) {
      let scope = Scope(slotCount: program.slots.count, now: 0)
      for (index, slot) in program.slots.enumerated() {
        scope.slots[index] = value(of: slot, in: row)
      }
      if let filter = program.nameFilter {
        guard case .boolean(true) = filter.evaluate(in: scope) else { continue }
      }
      var key = ByteBuffer(capacity: 64)
      #expect(plan.key.render(into: &key, scope: scope) == nil)
      var encoder = CommandEncoder()
      var failure: ItemFailure?
      switch plan.form {
      case .value(let command):
        failure = command.render(into: &encoder, key: key.slice, scope: scope)
      case .structure(let structure):
        encoder.append(argument: key.slice)
        if case .failure(let reason) = structure.members.render(into: &encoder, scope: scope) {
          failure = reason
        }
      }
      lines += failure.map { "\($0.code): \($0.detail)" } ?? Escaping.escaped(encoder.bytes.slice)
      lines += "\n"
      switch plan.lifetime.evaluate(key: key.slice, scope: scope) {
      case .forever: lines += "  for ever\n"
      case .expires(let life): lines += "  for \(life) ms\n"
      case .failed(let failure): lines += "  \(failure.code): \(failure.detail)\n"
      }
    }
    Golden.expect(lines, "resp/\(name).txt")
    withExtendedLifetime(rows) {}
  }

  private func value(of slot: Slot, in row: [PinnedBytes]) -> Value {
    guard case .column(let name) = slot.source,
      let place = Self.columns.firstIndex(where: { $0.name == name })
    else { return .null }
    let field = row[place].slice
    if field.isEmpty { return .null }
    return switch Self.columns[place].type {
    case .int: DecimalText.int64(field).map(Value.integer) ?? .null
    case .float: .decimal(field)
    default: .text(field)
    }
  }
}
