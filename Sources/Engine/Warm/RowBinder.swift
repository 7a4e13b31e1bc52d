import Bytes
import Planner
import Recipe
import RowSources

/// Puts the columns that a statement mentions into its scope, as values of their declared types.
///
/// A class, because it is called once a row: a struct would be copied for the call.
final class RowBinder {
  private struct Binding {
    let slot: Int
    let column: Int
    let type: ColumnType
    /// Nothing is computed with the value: a number is taken over as it stands.
    let isCopied: Bool
  }

  private let bindings: [Binding]
  private let isSelfTyped: Bool
  /// What the column of each binding is called, for messages.
  private let names: [String]

  /// A column that does not exist was refused when the statement was lowered.
  /// - Parameter copied: slots whose values only become text.
  init(slots: [Slot], copied: Set<Int> = [], _ source: any RowSource) {
    let columns = source.columns
    isSelfTyped = source.isSelfTyped
    let bindings: [Binding] = slots.enumerated().compactMap { index, slot in
      guard case .column(let name) = slot.source,
        let column = columns.firstIndex(where: { $0.name == name })
      else { return nil }
      return Binding(
        slot: index, column: column, type: columns[column].type, isCopied: copied.contains(index))
    }
    self.bindings = bindings
    names = bindings.map { columns[$0.column].name }
  }

  /// Fills the scope from one row. The slices in it are valid until the batch is read again.
  func bind(_ fields: RowFields, scope: Scope) -> ItemFailure? {
    let slots = scope.slots
    for index in bindings.indices {
      let binding = bindings[index]
      guard let field = fields[binding.column] else {
        slots[binding.slot] = .null
        continue
      }
      if isSelfTyped {
        slots[binding.slot] =
          fields.isQuoted(binding.column)
          ? .text(field) : Self.literal(field, isCopied: binding.isCopied)
        continue
      }
      // What most columns are, without a value in between.
      switch binding.type {
      case .text:
        slots[binding.slot] = .text(field)
        continue
      case .int where binding.isCopied && DecimalText.isShortestInteger(field),
        .float where DecimalText.isJSONNumber(field):
        slots[binding.slot] = .decimal(field)
        continue
      default: break
      }
      guard let value = Self.value(of: field, as: binding.type) else {
        return ItemFailure(
          "type",
          "column `\(Escaping.escaped(names[index]))` holds \"\(Escaping.escaped(field))\","
            + " which is not \(binding.type.phrase)")
      }
      slots[binding.slot] = value
    }
    return nil
  }

  /// A JSON literal: its first byte tells what it is.
  private static func literal(_ field: ByteSlice, isCopied: Bool) -> Value {
    switch field.isEmpty ? 0 : field[0] {
    case UInt8(ascii: "{"), UInt8(ascii: "["): .json(field)
    case UInt8(ascii: "t"): .boolean(true)
    case UInt8(ascii: "f"): .boolean(false)
    case _ where isCopied && DecimalText.isShortestInteger(field): .decimal(field)
    default: DecimalText.int64(field).map(Value.integer) ?? .decimal(field)
    }
  }

  private static func value(of field: ByteSlice, as type: ColumnType) -> Value? {
    switch type {
    case .text: return .text(field)
    case .json: return .json(field)
    case .int: return DecimalText.int64(field).map(Value.integer)
    case .float: return DecimalText.double(field).map(Value.real)
    case .bool:
      switch field.count {
      case 1 where field[0] == UInt8(ascii: "1"): return .boolean(true)
      case 1 where field[0] == UInt8(ascii: "0"): return .boolean(false)
      case 4 where field == Self.trueText.slice: return .boolean(true)
      case 5 where field == Self.falseText.slice: return .boolean(false)
      default: return nil
      }
    }
  }

  private static let trueText = PinnedBytes("true".utf8)
  private static let falseText = PinnedBytes("false".utf8)
}

extension ColumnType {
  fileprivate var phrase: String {
    switch self {
    case .text: "text"
    case .int: "a whole number"
    case .float: "a number"
    case .bool: "true, false, 1 or 0"
    case .json: "JSON"
    }
  }
}
