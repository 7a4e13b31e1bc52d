import Bytes
import Planner
import Recipe
import RowSources

/// Keys that the rows of a source name: each row is bound and its key rendered, a batch at a time.
struct RowKeys: ~Copyable {
  private(set) var isAtEnd = false
  private let source: any RowSource
  private let template: TextFormula
  private let binder: RowBinder
  private let scope: Scope
  private var rows: RowBatch
  private var key = ByteBuffer(capacity: 256)

  /// - Parameter scope: where the columns of a row are put, for the statement's conditions to see.
  init(_ source: any RowSource, key template: TextFormula, slots: [Slot], scope: Scope) {
    self.source = source
    self.template = template
    self.scope = scope
    binder = RowBinder(slots: slots, source)
    rows = RowBatch(columns: source.columns.count)
  }

  /// Gives the key of each of the next rows, or why it has none. Waits for rows where there are none yet.
  mutating func next(
    _ limit: Int, _ take: (ByteSlice) -> Void, failed: (ItemFailure, _ line: Int) -> Void
  ) throws(RunFailure) {
    do throws(RowSourceError) {
      isAtEnd = try !source.nextBatch(into: &rows, limit: limit)
    } catch {
      isAtEnd = true
      throw RunFailure(reading: error)
    }
    for row in 0..<rows.count {
      if let failure = render(row) {
        failed(failure, rows.position(row: row).line)
      } else {
        take(key.slice)
      }
    }
  }

  private mutating func render(_ row: Int) -> ItemFailure? {
    if let defect = rows.defect(row: row) { return ItemFailure(defect.code, defect.reason) }
    scope.reset()
    if let failure = binder.bind(rows.fields(row: row), scope: scope) { return failure }
    key.removeAll()
    return ItemFailure(template.render(into: &key, scope: scope))
  }
}
