import Bytes
import Engine
import LuaScript
import Recipe

extension ReportJSON {
  /// `"nodes":[{"name","role","scripts":[{"name","kind","digest","before","after"}]}]`; `after` only where something was applied.
  static func append(_ deploy: DeployReport, to writer: inout JSONObjectWriter) {
    writer.beginArray("nodes")
    for node in deploy.nodes {
      writer.beginObject()
      writer.field("name", node.name)
      writer.field("role", node.role.rawValue)
      writer.beginArray("scripts")
      for item in node.items {
        writer.beginObject()
        writer.field("name", item.script)
        writer.field("kind", item.digest.kind.rawValue)
        writer.field("digest", item.digest.description)
        writer.field("before", item.before.text)
        if let after = item.after { writer.field("after", after.text) }
        writer.endObject()
      }
      writer.endArray()
      writer.endObject()
    }
    writer.endArray()
  }
}
