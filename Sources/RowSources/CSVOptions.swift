/// How a CSV file is to be read: what a `source … csv` statement says.
package struct CSVOptions: Sendable {
  /// Whether the first record names the columns.
  package var hasHeader: Bool
  /// An unquoted field equal to this is null; nil: no field is.
  package var nullText: [UInt8]?
  /// Without a header: the columns in order. With one: types for the columns that are named.
  package var columns: [SourceColumn]
  /// How many bytes one read asks for. Tests make it small, to split records everywhere.
  package var readSize: Int
  /// The longest record, in bytes: an unclosed quote must not eat the memory.
  package var maximumRecord: Int

  package init(
    hasHeader: Bool = true, nullText: [UInt8]? = nil, columns: [SourceColumn] = [],
    readSize: Int = 256 << 10, maximumRecord: Int = 64 << 20
  ) {
    self.hasHeader = hasHeader
    self.nullText = nullText
    self.columns = columns
    self.readSize = max(readSize, 1)
    self.maximumRecord = maximumRecord
  }
}
