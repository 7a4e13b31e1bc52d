import Bytes
import RESP
import Recipe

/// What one row adds to a structure, as arguments of a command.
///
/// | structure | arguments |
/// |---|---|
/// | set, list, hll | member |
/// | hash | field value, for each column that is not null |
/// | stream | how many fields, then field value for each |
/// | zset | score member |
/// | geo | longitude latitude member |
package struct MemberTemplate: Sendable {
  package let structure: Structure
  /// A hash or a stream: its columns.
  package let fields: [ValueShape.Member]
  private let names: [PinnedBytes]

  package init(_ structure: Structure, fields: [ValueShape.Member] = []) {
    self.structure = structure
    self.fields = fields
    names = fields.map { PinnedBytes($0.name.utf8) }
  }

  /// Appends the row's arguments and gives how many they are. On a failure what was appended is for the caller to cut off.
  package func render(
    into encoder: inout CommandEncoder, scope: Scope
  ) -> Result<Int, ItemFailure> {
    var failure: ItemFailure?
    var count = 1
    switch structure {
    case .set(let text), .list(let text), .hyperLogLog(let text):
      failure = append(text, to: &encoder, scope)
    case .hash:
      return append(fields, to: &encoder, scope)
    case .stream:
      return appendCounted(to: &encoder, scope)
    case .sortedSet(let member, let score, _, _):
      count = 2
      failure =
        append(number: score, "score", to: &encoder, scope) ?? append(member, to: &encoder, scope)
    case .geo(let member, let longitude, let latitude):
      count = 3
      failure =
        append(number: longitude, "longitude", within: 180, to: &encoder, scope)
        ?? append(number: latitude, "latitude", within: Self.mercator, to: &encoder, scope)
        ?? append(member, to: &encoder, scope)
    }
    return failure.map { .failure($0) } ?? .success(count)
  }

  /// The latitude at which a square map of the world ends: what GEOADD accepts.
  private static let mercator = 85.05112878

  private func append(
    _ text: TextFormula, to encoder: inout CommandEncoder, _ scope: Scope
  ) -> ItemFailure? {
    encoder.beginArgument()
    let failure = ItemFailure(text.render(into: &encoder.bytes, scope: scope))
    encoder.endArgument()
    return failure
  }

  private func append(
    number formula: Formula, _ name: String, within bound: Double? = nil,
    to encoder: inout CommandEncoder, _ scope: Scope
  ) -> ItemFailure? {
    let value = formula.evaluate(in: scope)
    let number: Double
    switch value {
    case .integer(let whole): number = Double(whole)
    case .real(let real): number = real
    case .decimal(let digits): number = DecimalText.double(digits) ?? .nan
    case .null:
      if let problem = scope.problem { return ItemFailure("type", "\(name): \(problem.phrase)") }
      return ItemFailure("null", "the \(name) is null for this row")
    default: return ItemFailure("type", "the \(name) of this row is not a number")
    }
    guard number.isFinite else {
      return ItemFailure("range", "the \(name) of this row is not a finite number")
    }
    if let bound, number.magnitude > bound {
      return ItemFailure("range", "\(name) \(number) lies outside -\(bound) to \(bound)")
    }
    encoder.beginArgument()
    _ = value.append(to: &encoder.bytes)
    encoder.endArgument()
    return nil
  }

  /// A null column has no text and so no field.
  private func append(
    _ fields: [ValueShape.Member], to encoder: inout CommandEncoder, _ scope: Scope
  ) -> Result<Int, ItemFailure> {
    var count = 0
    for index in fields.indices {
      let value = fields[index].value.evaluate(in: scope)
      if value.isNull {
        if let problem = scope.problem {
          return .failure(ItemFailure("type", "`\(fields[index].name)`: \(problem.phrase)"))
        }
        continue
      }
      encoder.append(argument: names[index].slice)
      encoder.beginArgument()
      let hasText = value.append(to: &encoder.bytes)
      encoder.endArgument()
      guard hasText else {
        return .failure(ItemFailure("type", "`\(fields[index].name)` has no text in this row"))
      }
      count += 2
    }
    if count == 0 { return .failure(ItemFailure("null", "every column of this row is null")) }
    return .success(count)
  }

  private func appendCounted(
    to encoder: inout CommandEncoder, _ scope: Scope
  ) -> Result<Int, ItemFailure> {
    let present = fields.count { !$0.value.evaluate(in: scope).isNull }
    encoder.append(argument: present)
    return append(fields, to: &encoder, scope).map { $0 + 1 }
  }
}
