import Bytes
import Engine

/// Items that did not end well, one a line, so that they can be read as rows again.
package enum RejectFormat {
  case delimited(DelimitedRow)
  case ndjson

  package var header: String {
    switch self {
    case .delimited(let row): row.line(["statement", "line", "key", "command", "code", "reason"])
    case .ndjson: ""
    }
  }

  package func line(_ statement: String, _ command: String, _ reject: Reject) -> String {
    switch self {
    case .delimited(let row):
      return row.line([
        Escaping.escaped(statement), reject.row.map(String.init) ?? "",
        reject.key.map { Escaping.escaped($0) } ?? "", command, reject.code,
        Escaping.sentence(reject.detail),
      ])
    case .ndjson:
      var writer = JSONObjectWriter()
      writer.beginObject()
      writer.field("statement", statement)
      writer.field("line", reject.row)
      writer.key("key")
      if let key = reject.key { writer.value(key) } else { writer.null() }
      writer.field("command", command)
      writer.field("code", reject.code)
      writer.field("reason", reject.detail)
      writer.endObject()
      writer.endLine()
      return writer.text
    }
  }
}
