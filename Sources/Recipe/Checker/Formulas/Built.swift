/// An expression whose names and types are known.
enum Built {
  case scalar(TypedFormula)
  case list([TypedFormula], of: ValueType)
  case range(TypedFormula, TypedFormula, of: ValueType)

  var type: ValueType {
    switch self {
    case .scalar(let typed): typed.type
    case .list(_, let element): .list(element)
    case .range(_, _, let bound): .range(bound)
    }
  }
}

/// A formula and its static type.
struct TypedFormula {
  let formula: Formula
  let type: ValueType

  init(_ formula: Formula, _ type: ValueType) {
    self.formula = formula
    self.type = type
  }
}

/// The slots that the formulas of one statement share, in the order of their first mention.
final class SlotTable {
  private(set) var slots: [Slot] = []
  private var indexes: [Slot.Source: Int] = [:]

  func formula(for source: Slot.Source, type: ValueType, name: String) -> TypedFormula {
    if let index = indexes[source] { return TypedFormula(.slot(index), type) }
    indexes[source] = slots.count
    slots.append(Slot(source, type: type, name: name))
    return TypedFormula(.slot(slots.count - 1), type)
  }

  func mentions(_ source: Slot.Source) -> Bool { indexes[source] != nil }
}

/// What an audit's assertions ask for, in the order of their mention.
final class MeasureTable {
  private(set) var measures: [Measure] = []

  func add(_ measure: Measure) -> Aggregate {
    measures.append(measure)
    return .measure(measures.count - 1)
  }
}
