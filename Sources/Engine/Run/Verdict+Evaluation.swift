import Bytes
import Planner
import Recipe

extension Verdict {
  init(_ condition: Guard, _ value: (Slot) -> Value) {
    self.init(
      text: condition.text, formula: condition.condition, slots: condition.aggregates,
      isWarning: { if case .warn = condition.otherwise { true } else { false } }(),
      say: condition.say, value)
  }

  init(_ assertion: Assertion, _ value: (Slot) -> Value) {
    self.init(
      text: assertion.text, formula: assertion.condition, slots: assertion.aggregates,
      isWarning: assertion.isWarning, say: assertion.say, value)
  }

  /// Null is not true: a percentile of no keys passes no assertion about it.
  private init(
    text: String, formula: Formula, slots: [Slot], isWarning: Bool, say: String?,
    _ value: (Slot) -> Value
  ) {
    let scope = Scope(slotCount: slots.count, now: 0)
    var parts: [String] = []
    for (index, slot) in slots.enumerated() {
      scope.slots[index] = value(slot)
      parts.append("\(slot.name) = \(UnitText.text(scope.slots[index]))")
    }
    let pass = if case .boolean(true) = formula.evaluate(in: scope) { true } else { false }
    self.init(
      text: text, value: parts.joined(separator: ", "), pass: pass, isWarning: isWarning, say: say)
  }
}
