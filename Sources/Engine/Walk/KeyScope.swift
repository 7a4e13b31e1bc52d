import Bytes
import Planner
import Recipe

/// Puts what is known of one key into a statement's scope: its template's fields and what the probes answered.
final class KeyScope {
  let scope: Scope
  let typeNames: TypeNames
  private let template: KeyTemplate?
  private let fieldTypes: [ColumnType]
  private let fields: UnsafeMutableBufferPointer<ByteSlice>
  private let slots: [Slot]
  /// The slots that hold a field of the key, and which.
  private let fieldSlots: [(slot: Int, field: Int)]
  /// The slots that hold the key itself.
  private let keySlots: [Int]
  private let probeOfSlot: [Int?]
  private let probes: [Probe]

  init(program: Program, typeNames: TypeNames, now: Int64) {
    self.typeNames = typeNames
    slots = program.slots
    probes = program.probes
    fieldSlots = slots.indices.compactMap { slot in
      if case .keyField(let field) = program.slots[slot].source { (slot, field) } else { nil }
    }
    keySlots = slots.indices.filter { slot in
      if case .attribute(.key) = program.slots[slot].source { true } else { false }
    }
    scope = Scope(slotCount: program.slots.count, now: now)
    template =
      switch program.input {
      case .scan(let pattern): pattern.template
      case .tag(let tag): tag.template
      case .keys, .rowKeys, .rows, .none: nil
      }
    fieldTypes = template?.fields.map(\.type) ?? []
    fields = .allocate(capacity: fieldTypes.count)
    fields.initialize(repeating: .empty)
    probeOfSlot = program.slots.map { slot in
      Probe(slot.source).flatMap(program.probes.firstIndex)
    }
  }

  deinit { fields.deallocate() }

  /// Whether the key is of the family; if so its fields are in the scope.
  func bindName(_ key: ByteSlice) -> Bool {
    if let template, !template.match(key, into: fields) { return false }
    for index in fieldSlots.indices {
      let (slot, field) = fieldSlots[index]
      scope.slots[slot] = value(of: field)
    }
    for index in keySlots.indices { scope.slots[keySlots[index]] = .text(key) }
    return true
  }

  /// The bytes of a template field of the key that was bound last.
  func field(ofSlot slot: Int) -> ByteSlice {
    guard case .keyField(let field) = slots[slot].source else {
      preconditionFailure("slot \(slot) is no field of the key")
    }
    return fields[field]
  }

  /// Puts a key's answers into the scope. False when the key is gone.
  func bindAnswers(_ page: KeyPage, _ position: Int) -> Bool {
    for probe in 0..<page.probeCount where page.answer(key: position, probe: probe) == KeyPage.gone
    {
      return false
    }
    for index in probeOfSlot.indices {
      guard let probe = probeOfSlot[index] else { continue }
      scope.slots[index] = value(
        page.answer(key: position, probe: probe), of: probes[probe], page)
    }
    return true
  }

  private func value(of field: Int) -> Value {
    switch fieldTypes[field] {
    case .int: DecimalText.int64(fields[field]).map(Value.integer) ?? .null
    case .float: DecimalText.isJSONNumber(fields[field]) ? .decimal(fields[field]) : .null
    case .text, .bool, .json: .text(fields[field])
    }
  }

  private func value(_ answer: Int64, of probe: Probe, _ page: KeyPage) -> Value {
    if answer == KeyPage.refused || answer == KeyPage.null { return .null }
    return switch probe {
    case .ttl: answer == -1 ? .never : .duration(answer)
    case .idle: .duration(answer * 1000)
    case .freq: .integer(answer)
    case .type: .text(typeNames.name(answer))
    case .bytes: .size(answer)
    case .length: .integer(answer)
    case .field: .text(page.text(answer))
    }
  }
}
