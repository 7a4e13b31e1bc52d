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
  /// One of the two.
  private let command: Planner.CommandTemplate?
  private let members: MemberTemplate?
  private let binder: RowBinder
  private let hasProtectedKeys: Bool
  private let scope: Scope
  private var rows: RowBatch
  private var next = 0
  private var key = ByteBuffer(capacity: 256)
  private let tagName: TextFormula?
  private var tag = ByteBuffer(capacity: 64)
  /// The key and the tag of the batch's last members.
  private var openKey = ByteBuffer(capacity: 256)
  private var openTag = ByteBuffer(capacity: 64)

  init(source: any RowSource, program: Program, plan: WritePlan, now: Int64) {
    self.source = source
    self.program = program
    self.plan = plan
    awaitsExpiry = plan.awaitsExpiry
    tagName = plan.tag?.name
    switch plan.form {
    case .value(let command): (self.command, members) = (command, nil)
    case .structure(let structure): (command, members) = (nil, structure.members)
    }
    binder = RowBinder(slots: program.slots, source)
    scope = Scope(slotCount: program.slots.count, now: now)
    hasProtectedKeys = !program.protected.isEmpty
    rows = RowBatch(columns: source.columns.count)
  }

  mutating func fill(_ batch: inout WriteBatch, limit: Int) throws(RunFailure) -> Bool {
    batch.removeAll()
    while batch.count < limit, batch.encoder.bytes.count < program.batch.bytes {
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

  /// `fail stop`: the first row that fails is the last that is read.
  var isStopped: Bool { program.action.failure == .stop && ledger.failed > 0 }

  private mutating func read(limit: Int) throws(RunFailure) -> Bool {
    next = 0
    do throws(RowSourceError) {
      return try source.nextBatch(into: &rows, limit: limit)
    } catch {
      throw .source(error)
    }
  }

  private mutating func render(row: Int, into batch: inout WriteBatch) {
    scanned += 1
    let line = rows.position(row: row).line
    if let defect = rows.defect(row: row) {
      ledger.fail(ItemFailure(defect.code, defect.reason), key: nil, row: line)
      return
    }
    scope.reset()
    if let failure = binder.bind(rows, row: row, scope: scope) {
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
    if let failure = renderTag() {
      ledger.fail(failure, key: key.slice, row: line)
      return
    }
    guard let command else { return renderMembers(row: line, life: life, into: &batch) }
    let start = batch.encoder.bytes.count
    batch.encoder.bytes.append(tag.slice)
    if let failure = command.render(into: &batch.encoder, key: key.slice, scope: scope) {
      batch.encoder.bytes.truncate(to: start)
      ledger.fail(failure, key: key.slice, row: line)
    } else {
      batch.didRender(row: line, life: life, tag: tag.count)
    }
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
    switch members.render(into: &batch.encoder, scope: scope) {
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
