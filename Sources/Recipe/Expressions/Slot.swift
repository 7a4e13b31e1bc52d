/// What the executor must put at an index of the scope before a formula is evaluated.
///
/// A statement's formulas share one table of slots, so only what is mentioned is read, probed or computed.
package struct Slot: Hashable, Sendable {
  package enum Source: Hashable, Sendable {
    /// A column of the row, by name: its index is found when the source is opened.
    case column(String)
    /// A field of the key's template, by its position among the template's fields.
    case keyField(Int)
    case attribute(KeyAttribute)
    /// `field.NAME`: a field of a hash, as text.
    case hashField(String)
    case aggregate(Aggregate)
    /// What a raw command answered: the value after this name, or the whole reply.
    case reply(String?)
    /// What a `bench` draws for each operation: an index into its draws.
    case draw(Int)
  }

  package let source: Source
  package let type: ValueType
  /// The name as a person wrote it.
  package let name: String

  package init(_ source: Source, type: ValueType, name: String) {
    self.source = source
    self.type = type
    self.name = name
  }
}

/// What can be asked of one key.
package enum KeyAttribute: String, Sendable, CaseIterable {
  case key, ttl, idle, freq, type, bytes, len
}

/// One number about a whole run, or about the server.
package enum Aggregate: Hashable, Sendable {
  // what was found or done
  case rows, keys, share, scanned
  case planned, ok, failed, skipped, unknown, evicted
  // the server, sampled during a run
  case serverP99, serverMemory, serverEvictions, serverHitRate
  // what an audit measures; the index is into the audit's `measures`
  case measure(Int)
  // what a bench measures
  case bench(BenchFigure)
  case originLoads, originPeak, originRate, originConcurrent, originWrites,
    originLost
}
