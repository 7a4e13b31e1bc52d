import Bytes
import Recipe
import RedisClient
import RowSources
import Platform

/// Opens what a `source` statement names.
package enum SourceOpening {
  /// - Parameter now: milliseconds since 1970, for a query that asks for the time.
  /// - Parameter slots: what the statement's formulas read, columns among them.
  /// - Parameter start: the first row that is wanted, where an earlier run read those before.
  /// - Parameter server: a server by its name; by none that of the statement.
  static func open(
    _ origin: RowOrigin, slots: [Slot], now: Int64, from start: SourcePosition?,
    server: (String?) throws(RunFailure) -> ServerSession
  ) throws(RunFailure) -> any RowSource {
    if case .redis(let name) = origin.source.kind {
      return try reader(of: origin, slots: slots, on: try server(name))
    }
    do throws(RowSourceError) {
      switch origin.source.kind {
      case .csv(let format):
        return try CSVReader(path: format.path, options: CSVOptions(format), from: start)
      case .lines(let path): return try LineReader(path: path, from: start)
      case .jsonl(let path):
        return try JSONLinesReader(path: path, columns: slots.columnNames, from: start)
      case .sqlite(let path):
        guard let query = origin.query else {
          preconditionFailure("a database without a query: the checker let it through")
        }
        let key = start.flatMap { $0.key == .null ? nil : $0.key }
        var values = query.values(now: now)
        if let key, let place = query.resume?.parameter { values.insert(key, at: place) }
        return try SQLiteReader(
          path: path, query: query.text(resumingBy: key == nil ? nil : origin.resume),
          parameters: values, firstRow: key == nil ? 1 : start?.line ?? 1)
      case .postgres, .redis:
        preconditionFailure("`\(origin.source.name)` cannot be read: refuseUnbuilt let it through")
      }
    } catch {
      throw RunFailure(reading: error)
    }
  }

  /// Rows of Redis come over a connection of their own: the statement's is busy with what becomes of them.
  private static func reader(
    of origin: RowOrigin, slots: [Slot], on session: ServerSession
  ) throws(RunFailure) -> RedisReader {
    guard let collection = origin.collection else {
      preconditionFailure("a Redis source without a structure: the checker let it through")
    }
    let connection = session.another(session.connection.options)
    do throws(ConnectionError) { try connection.connect() } catch { throw .connection(error) }
    do throws(RowSourceError) {
      return try RedisReader(
        collection, columns: collection.kind.columns ?? slots.columnNames.map { Column(name: $0) },
        connection: connection, runID: session.info.runID,
        name: "\(origin.source.name) (\(session.name))")
    } catch {
      throw RunFailure(reading: error)
    }
  }

  /// The columns that rows have before one is read: `columns(of:)` of a declaration, or what the structure of Redis gives.
  package static func columns(of origin: RowOrigin) -> [Column]? {
    if let collection = origin.collection { return collection.kind.columns }
    return columns(of: origin.source)
  }

  /// The columns of a file that is there now, for the checker: a CSV header. Nil for stdin and for pipes, which give each row
  /// once, and for what cannot be read: the run will say why.
  package static func columns(of declaration: SourceDeclaration) -> [Column]? {
    guard case .csv(let format) = declaration.kind, format.path != "-", Files.isRegular(format.path)
    else { return nil }
    return try? CSVReader(path: format.path, options: CSVOptions(format)).columns
  }
}

extension CSVOptions {
  init(_ format: CSVFormat) {
    self.init(
      hasHeader: format.hasHeader, nullText: format.nullText,
      columns: format.columns)
  }
}

extension [Slot] {
  /// The columns among them.
  fileprivate var columnNames: [String] {
    compactMap { if case .column(let name) = $0.source { name } else { nil } }
  }
}

extension SQLQuery {
  /// Durations and times are seconds.
  fileprivate func values(now: Int64) -> [Database.Value] {
    let scope = Scope(slotCount: 0, now: now)
    return parameters.map { formula in
      switch formula.evaluate(in: scope) {
      case .null, .never: .null
      case .boolean(let flag): .integer(flag ? 1 : 0)
      case .integer(let number), .size(let number): .integer(number)
      case .real(let number), .rate(let number), .percent(let number): .real(number)
      case .latency(let milliseconds): .real(milliseconds / 1000)
      case .decimal(let digits): .text(Array(digits))
      case .text(let text), .json(let text): .text(Array(text))
      case .duration(let milliseconds), .time(let milliseconds):
        milliseconds % 1000 == 0
          ? .integer(milliseconds / 1000) : .real(Double(milliseconds) / 1000)
      }
    }
  }
}
