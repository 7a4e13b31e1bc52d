import SourceText

/// `server NAME …`.
package struct ServerProfile: Sendable {
  package let name: String
  package let location: Location
  package var url: String
  /// `url SECRET`: the whole address is a secret, and `url` is empty.
  package var secretURL: SecretReference?
  package var user: String?
  package var password: SecretReference?
  package var serverClass: ServerClass
  /// The most that a recipe may ask for.
  package var ceilingRate: Double?
  package var ceilingBatch: Int?
  /// Globs of keys that are never touched.
  package var protected: [[UInt8]]
  /// Files for `rediss://`.
  package var certificateAuthority: String?
  package var certificate: String?
  package var privateKey: String?

  package init(name: String, location: Location, url: String) {
    self.name = name
    self.location = location
    self.url = url
    serverClass = .dev
    protected = []
  }
}

/// How careful the tool is with a server: cli.md, safe mode.
package enum ServerClass: String, Sendable, CaseIterable {
  case dev, staging, production
}

/// Where a secret comes from. Its value is read when it is used and never stored.
package enum SecretReference: Sendable {
  case environment(String)
  case file(String)
  /// A systemd credential: a file below `$CREDENTIALS_DIRECTORY`.
  case credential(String)
}

/// `source NAME …`: where rows come from.
package struct SourceDeclaration: Sendable {
  package enum Kind: Sendable {
    case csv(CSVFormat)
    case jsonl(path: String)
    case lines(path: String)
    case sqlite(path: String)
    case postgres(SecretReference)
    /// By the name of its profile or by its URL; nil: the server of the statement.
    case redis(server: String?)
  }

  package let name: String
  package let location: Location
  package let kind: Kind

  package init(name: String, location: Location, kind: Kind) {
    self.name = name
    self.location = location
    self.kind = kind
  }

  /// The file that the rows are read from; nil for stdin and for servers.
  package var path: String? {
    switch kind {
    case .csv(let format): format.path == "-" ? nil : format.path
    case .jsonl(let path), .lines(let path): path == "-" ? nil : path
    case .sqlite(let path): path
    case .postgres, .redis: nil
    }
  }
}

/// How a CSV file is read. `path` is absolute, or `-` for stdin.
package struct CSVFormat: Sendable {
  package var path: String
  package var hasHeader: Bool
  /// The unquoted field that means null.
  package var nullText: [UInt8]?
  /// With a header: types for columns it names. Without: all columns in order.
  package var columns: [Column]

  package init(path: String) {
    self.path = path
    hasHeader = true
    columns = []
  }
}

/// One column of a source.
package struct Column: Hashable, Sendable {
  package var name: String
  package var type: ColumnType

  package init(name: String, type: ColumnType = .text) {
    self.name = name
    self.type = type
  }
}

/// The types that a column or a key's field may be declared as.
package enum ColumnType: String, Sendable, CaseIterable {
  case text, int, float, bool, json

  package var valueType: ValueType {
    switch self {
    case .text: .text
    case .int, .float: .number
    case .bool: .boolean
    case .json: .json
    }
  }
}

/// `key NAME = "template" type T ttl A..B tag "…"`: one kind of key, declared once.
package struct Family: Sendable {
  package let name: String
  package let location: Location
  package let template: KeyTemplate
  package let type: RedisType?
  /// Milliseconds: the TTLs that the data can stand. A check, not a default.
  package let ttl: ClosedRange<Int64>?
  /// The tag template as written, for the issue that builds tags.
  package let tag: Template?

  package init(
    name: String, location: Location, template: KeyTemplate, type: RedisType?,
    ttl: ClosedRange<Int64>?, tag: Template?
  ) {
    self.name = name
    self.location = location
    self.template = template
    self.type = type
    self.ttl = ttl
    self.tag = tag
  }
}

/// What `TYPE` answers.
package enum RedisType: String, Sendable, CaseIterable {
  case string, hash, list, set, zset, stream
}
