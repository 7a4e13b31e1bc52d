import SourceText

/// What names mean in one place: which row, which key, which numbers about the run.
///
/// Names known before the run (`param`, `let`, `each`) are known everywhere.
struct NameScope {
  /// The columns of the row at hand.
  var row: RowShape?
  /// The fields of the key's template.
  var fields: [KeyTemplate.Field] = []
  /// `ttl`, `idle`, …: whether there is a key to ask.
  var hasAttributes = false
  /// Numbers about the run, for guards and assertions.
  var aggregates: AggregateNames?
  /// `reply` and `reply.NAME`.
  var hasReply = false
  /// Where `count(…)` and its like put what they measure.
  var audit: AuditScope?
  /// The variables of a `bench`, or what it measured.
  var bench: BenchScope?
  /// In a `key` template a bare name is always a column.
  var isKeyTemplate = false
  /// In a pattern only names known before the run may stand.
  var isPattern = false
  /// A verb that cannot be planned yet has names that only it knows: they are not looked up.
  var isOpen = false
  /// `{resume}` in SQL.
  var hasResume = false
  /// The names that `each` gave, for the expansion at hand.
  var each: [String: KnownName] = [:]

  /// What an audit's measures are made of.
  struct AuditScope {
    let measures: MeasureTable
    let slots: SlotTable
  }
}

/// A name whose meaning is known before the run.
struct KnownName {
  enum Origin {
    case parameter, binding, each

    var phrase: String {
      switch self {
      case .parameter: "a parameter"
      case .binding: "a `let`"
      case .each: "another `each`"
      }
    }
  }

  let origin: Origin
  let meaning: Built
}

/// The columns that a source gives, as far as they are known before the run.
struct RowShape {
  let source: SourceDeclaration
  /// Every column in order, or nil when only the run shows them.
  let columns: [Column]?
  private let types: [String: ColumnType]
  let isQuery: Bool

  init(source: SourceDeclaration, columns: [Column]?, declared: [Column], isQuery: Bool) {
    self.source = source
    self.columns = columns
    self.isQuery = isQuery
    types = Dictionary(
      (columns ?? []).map { ($0.name, $0.type) } + declared.map { ($0.name, $0.type) },
      uniquingKeysWith: { $1 })
  }

  var isOpen: Bool { columns == nil }

  /// The type of a column: nil when there is none, `.some(nil)` when only the run shows it.
  func type(of name: String) -> ColumnType?? {
    if let type = types[name] { return .some(type) }
    guard isOpen else { return nil }
    switch source.kind {
    // Text until said otherwise.
    case .csv, .redis: return .some(.text)
    case .jsonl, .lines, .sqlite, .postgres: return .some(nil)
    }
  }
}
