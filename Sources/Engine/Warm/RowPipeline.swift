import Bytes
import Planner
import RESP
import Recipe
import RowSources

/// What a row passes on its way to a command: source, binding, filter, templates.
///
/// A struct, so that a batch is rendered under one exclusive access to it and not several a row.
struct RowPipeline: ~Copyable {
  /// Rows read so far, those filtered out included.
  private(set) var scanned = 0
  /// What could not be rendered.
  private(set) var ledger = ItemLedger()

  private let source: any RowSource
  private let program: Program
  private let plan: WritePlan
  private let awaitsExpiry: Bool
  /// One of the two. The plan owns the command: to reach it counts no reference, which a row would pay for.
  private let command: Unmanaged<Planner.CommandTemplate>?
  private let members: MemberTemplate?
  private let binder: RowBinder
  private let hasProtectedKeys: Bool
  private let constantLife: ConstantLifetime?
  /// Of one value, in bytes.
  private let largestArgument: Int
  private let scope: Scope
  private var rows: RowBatch
  private var next = 0
  /// The column of `resume by`, and what it held in the last row of the batch before.
  private let resumeColumn: Int?
  private var lastKey = Database.Value.null
  private var key = ByteBuffer(capacity: 256)
  private let tagName: TextFormula?
  private var tag = ByteBuffer(capacity: 64)
  /// The key and the tag of the batch's last members.
  private var openKey = ByteBuffer(capacity: 256)
  private var openTag = ByteBuffer(capacity: 64)

  /// - Parameter largestArgument: bytes that the server takes as one value.
  init(
    source: any RowSource, program: Program, plan: WritePlan, now: Int64, largestArgument: Int,
    rejects: RejectLog?
  ) {
    self.largestArgument = largestArgument
    self.source = source
    ledger.rejects = rejects
    resumeColumn = program.action.resumeColumn.flatMap { name in
      source.columns.firstIndex { $0.name == name }
    }
    self.program = program
    self.plan = plan
    awaitsExpiry = plan.awaitsExpiry
    constantLife = plan.lifetime.constant
    tagName = plan.tag?.name
    switch plan.form {
    case .value(let command): (self.command, members) = (.passUnretained(command), nil)
    case .structure(let structure): (command, members) = (nil, structure.members)
    }
    binder = RowBinder(slots: program.slots, copied: program.copiedSlots(plan), source)
    scope = Scope(slotCount: program.slots.count, now: now)
    hasProtectedKeys = !program.protected.isEmpty
    rows = RowBatch(columns: source.columns.count)
  }

  mutating func fill(_ batch: inout WriteBatch, limit: Int) throws(RunFailure) -> Bool {
    batch.removeAll()
    let mostBytes = program.batch.bytes
    while batch.count < limit, batch.encoder.bytes.count < mostBytes {
      if isStopped { return batch.count > 0 }
      if next == rows.count {
        // A slow source (a pipe) gives what it has: send that rather than wait for a full batch.
        if batch.count > 0 { return true }
        guard try read(limit: limit) else { return false }
      }
      render(row: next, into: &batch)
      next += 1
    }
    return true
  }

  /// The first row that was not rendered. For a query it is known by the key of the row before.
  var position: SourcePosition? {
    guard var position = source.position else { return nil }
    if next < rows.count {
      let row = rows.position(row: next)
      position.line = row.line
      if position.byteOffset != nil { position.byteOffset = row.byteOffset }
    }
    guard position.byteOffset == nil else { return position }
    guard let resumeColumn else { return nil }
    position.key = next > 0 ? rows.key(row: next - 1, column: resumeColumn) : lastKey
    return position.key == .null ? nil : position
  }

  /// `fail stop`: the first row that fails is the last that is read.
  var isStopped: Bool { ledger.failed > 0 && program.action.failure == .stop }

  private mutating func read(limit: Int) throws(RunFailure) -> Bool {
    if let resumeColumn, !rows.isEmpty {
      try note(key: rows.key(row: rows.count - 1, column: resumeColumn))
    }
    next = 0
    do throws(RowSourceError) {
      return try source.nextBatch(into: &rows, limit: limit)
    } catch {
      throw RunFailure(reading: error)
    }
  }

  /// A query that does not come in the order of its key cannot go on behind one.
  private mutating func note(key: Database.Value) throws(RunFailure) {
    if case (.integer(let before), .integer(let now)) = (lastKey, key), now <= before {
      throw .source(
        RowSourceError(
          .badQuery, file: "the query",
          reason: "\(now) comes after \(before): rows do not come in the order of `resume by`",
          help: "add ORDER BY with that column alone; it must be unique"))
    }
    lastKey = key
  }

  private mutating func render(row: Int, into batch: inout WriteBatch) {
    scanned += 1
    let line = rows.position(row: row).line
    if rows.defectCount > 0, let defect = rows.defect(row: row) {
      ledger.fail(ItemFailure(defect.code, defect.reason), key: nil, row: line)
      return
    }
    scope.reset()
    if let failure = binder.bind(rows.fields(row: row), scope: scope) {
      ledger.fail(failure, key: nil, row: line)
      return
    }
    if let filter = program.nameFilter {
      guard case .boolean(true) = filter.evaluate(in: scope) else { return }
    }
    key.removeAll()
    if let failure = plan.key.render(into: &key, scope: scope) {
      ledger.fail(ItemFailure(failure), key: nil, row: line)
      return
    }
    if hasProtectedKeys, isProtected(key.slice) {
      ledger.skip(.protected)
      return
    }
    let life: Int64
    if let constantLife {
      life = constantLife.life(of: key.slice)
    } else {
      switch plan.lifetime.evaluate(key: key.slice, scope: scope) {
      case .forever where awaitsExpiry:
        ledger.fail(
          ItemFailure("ttl-never", "the TTL of this row is never"), key: key.slice, row: line)
        return
      case .forever: life = WriteBatch.forever
      case .expires(let milliseconds): life = milliseconds
      case .failed(let failure):
        ledger.fail(failure, key: key.slice, row: line)
        return
      }
    }
    if tagName != nil, let failure = renderTag() {
      ledger.fail(failure, key: key.slice, row: line)
      return
    }
    if hasProtectedKeys, tagName != nil, isProtected(tag.slice) {
      ledger.skip(.protected)
      return
    }
    guard let command else { return renderMembers(row: line, life: life, into: &batch) }
    let start = batch.encoder.bytes.count
    batch.encoder.bytes.append(tag.slice)
    let (bytes, values) = (key.slice, scope)
    let failure = command._withUnsafeGuaranteedRef {
      $0.render(into: &batch.encoder, key: bytes, scope: values)
    }
    if let failure = failure ?? Self.refusal(batch.encoder, from: start, limit: largestArgument) {
      batch.encoder.bytes.truncate(to: start)
      ledger.fail(failure, key: key.slice, row: line)
    } else {
      batch.didRender(row: line, life: life, tag: tag.count)
    }
  }

  /// What no server takes is not sent: it would cost the connection, and all that is on its way.
  ///
  /// Static: for a method of its own the compiler copies all of the pipeline, twice a row.
  private static func refusal(
    _ encoder: borrowing CommandEncoder, from start: Int, limit: Int
  ) -> ItemFailure? {
    guard encoder.holdsTooLarge(from: start, limit: limit) else { return nil }
    let size = UnitText.size(Int64(limit))
    return ItemFailure(
      "too-large",
      "a value of more than \(size), which this server does not take: proto-max-bulk-len")
  }

  private mutating func renderTag() -> ItemFailure? {
    guard let tagName else { return nil }
    tag.removeAll()
    if let failure = tagName.render(into: &tag, scope: scope) {
      let failure = ItemFailure(failure)
      return ItemFailure(failure.code, "tag: \(failure.detail)")
    }
    return tag.isEmpty ? ItemFailure("null", "the tag of this row is empty") : nil
  }

  /// Rows of one key that follow each other share a command.
  private mutating func renderMembers(row: Int, life: Int64, into batch: inout WriteBatch) {
    guard let members else { preconditionFailure("a plan without a command and without members") }
    let start = batch.encoder.bytes.count
    let extends =
      batch.count > 0 && batch.records[batch.count - 1].life == life
      && batch.records[batch.count - 1].arguments < program.batch.members
      && openKey.slice == key.slice && openTag.slice == tag.slice
    if !extends {
      batch.encoder.bytes.append(tag.slice)
      batch.encoder.append(argument: key.slice)
    }
    var rendered = members.render(into: &batch.encoder, scope: scope)
    if let failure = Self.refusal(batch.encoder, from: start, limit: largestArgument) {
      rendered = .failure(failure)
    }
    switch rendered {
    case .failure(let failure):
      batch.encoder.bytes.truncate(to: start)
      ledger.fail(failure, key: key.slice, row: row)
    case .success(let count):
      if extends { return batch.didExtend(members: count) }
      batch.didRender(members: count, row: row, life: life, tag: tag.count)
      openKey.removeAll()
      openKey.append(key.slice)
      openTag.removeAll()
      openTag.append(tag.slice)
    }
  }

  private func isProtected(_ key: ByteSlice) -> Bool {
    program.protected.contains { $0.matches(key) }
  }
}

extension RowBatch {
  /// What a column holds, as a parameter of the query that goes on behind it.
  fileprivate func key(row: Int, column: Int) -> Database.Value {
    guard let field = field(row: row, column: column) else { return .null }
    if isQuoted(row: row, column: column) { return .text(Array(field)) }
    if let number = DecimalText.int64(field) { return .integer(number) }
    return DecimalText.double(field).map { .real($0) } ?? .text(Array(field))
  }
}

extension Action {
  /// The column of `resume by`.
  fileprivate var resumeColumn: String? {
    if case .warm(let warm) = body { warm.resume } else { nil }
  }
}
