import Bytes
import Planner
import RESP
import Recipe
import Testing

/// A command laid out flat renders the bytes of its template.
@Suite struct DrawnCommandTests {
  @Test(arguments: [
    "PING", "GET k:{n}", "SET {n}:{m} x{n}y EX 300", "ZRANGE t:{n % 7} 0 {m * 2 + 1} REV",
    "SET k:{#n}:{m} é{n | pad 5}", "MSET {n} {m} b c",
  ])
  func rendersWhatItsTemplateRenders(_ command: String) throws {
    let recipe = "bench b pick n = uniform(1..9) pick m = uniform(1..9) op 100% x `\(command)`"
    guard
      case .bench(let bench) = try Compiled(recipe.replacing("SET {n}", with: "SET a{n}"))
        .recipe.actions[0].body, case .command(let arguments) = bench.operations[0].body
    else { return }
    let template = Planner.CommandTemplate(
      arguments.map { text in text.constant.map { .fixed($0) } ?? .text(text) })
    let drawn = DrawnCommand(template)
    let scope = Scope(slotCount: bench.slots.count, now: 0)
    for (n, m) in [(1, 2), (10, 999_999), (Int64.max, 0), (-5, 123_456)] as [(Int64, Int64)] {
      for (index, slot) in bench.slots.enumerated() {
        scope.slots[index] = .integer(slot.name == "n" ? n : m)
      }
      var flat = CommandEncoder()
      var plain = CommandEncoder()
      let failure = template.render(into: &plain, key: .empty, scope: scope)
      let flatFailure = drawn.render(into: &flat, scope: scope)
      #expect(flatFailure == failure)
      let (left, right) = (flat.bytes.copy(), plain.bytes.copy())
      #expect(left == right)
    }
  }

  @Test func aHoleWithoutAValueAppendsNothing() throws {
    guard
      case .bench(let bench) = try Compiled("bench `GET k:{n}:{n / 0}` pick n = uniform(1..9)")
        .recipe.actions[0].body, case .command(let arguments) = bench.operations[0].body
    else { return }
    let drawn = DrawnCommand(Planner.CommandTemplate(arguments.map { .text($0) }))
    let scope = Scope(slotCount: bench.slots.count, now: 0)
    scope.slots[0] = .integer(1)
    var encoder = CommandEncoder()
    let failure = drawn.render(into: &encoder, scope: scope)
    #expect(failure != nil)
    let bytes = encoder.bytes.copy()
    #expect(bytes == [])
    // It can be used again.
    let again = drawn.render(into: &encoder, scope: scope)
    #expect(again == failure)
  }
}
