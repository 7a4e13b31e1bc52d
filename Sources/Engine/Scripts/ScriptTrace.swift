import LuaScript
import RESP

/// What a script did in one call: every command it called with its answer, and every `redis.log`.
///
/// The script is sent as text, inside a function of a wrapper that puts a table of its own in the place of `redis`: so it does what
/// it would do, once, and nothing of the server's debugger is needed, which would undo it. Lines of the script keep their numbers.
package struct ScriptTrace: Sendable {
  /// A line each, unescaped: `SET k v -> OK`, `log warning: half full`. A call without an arrow is the one that failed.
  package let lines: [[UInt8]]
  /// What the script answered, or the error it ended with.
  package let reply: Reply

  /// Commands and log lines that are kept; further ones are counted.
  static let limit = 1000

  /// The script as it is sent. A shebang stays the first line.
  static func instrumented(_ script: [UInt8], isValkey: Bool) -> [UInt8] {
    let newline = UInt8(ascii: "\n")
    var header: ArraySlice<UInt8> = []
    var body = script[...]
    if script.starts(with: Array("#!".utf8)), let end = script.firstIndex(of: newline) {
      header = script[...end]
      body = script[(end + 1)...]
    }
    let alias = isValkey ? " local server=redis" : ""
    // Before the first line, not above it.
    let head = prelude + alias + " local cachectl_reply={pcall(function() "
    return Array(header) + Array(head.utf8) + Array(body) + Array("\n\(closing)".utf8)
  }

  private static let prelude =
    [
      "local cachectl_lines,cachectl_count={},0",
      "local redis=(function(redis) local own={} for k,v in pairs(redis) do own[k]=v end",
      "local function add(s) cachectl_count=cachectl_count+1",
      "if cachectl_count<=\(limit) then cachectl_lines[cachectl_count]=s end return cachectl_count end",
      "local function cut(v) local s=tostring(v) if #s>200 then return string.sub(s,1,200)..'...' end return s end",
      "local function show(v,depth) if type(v)=='table' then if v.ok then return cut(v.ok) end",
      "if v.err then return 'error '..cut(v.err) end if depth>2 then return '[...]' end local parts={}",
      "for i=1,#v do if i>20 then parts[i]='...' break end parts[i]=show(v[i],depth+1) end",
      "return '['..table.concat(parts,' ')..']' end if v==false or v==nil then return '(nil)' end return cut(v) end",
      "local function traced(call) return function(...) local words={}",
      "for i=1,select('#',...) do words[i]=cut((select(i,...))) end",
      "local place=add(table.concat(words,' ')) local answer=call(...)",
      "if cachectl_lines[place] then cachectl_lines[place]=cachectl_lines[place]..' -> '..show(answer,1) end",
      "return answer end end own.call=traced(redis.call) own.pcall=traced(redis.pcall)",
      "own.log=function(level,...) local words={} for i=1,select('#',...) do words[i]=cut((select(i,...))) end",
      "add('log '..(({[0]='debug','verbose','notice','warning'})[level] or cut(level))..': '..table.concat(words,' '))",
      "return redis.log(level,...) end return own end)(redis)",
    ].joined(separator: " ")

  private static let closing =
    "end)} if cachectl_reply[1] then return {cachectl_count,cachectl_lines,1,cachectl_reply[2]} end"
    + " local e=cachectl_reply[2] if type(e)=='table' then e=e.err end"
    + " return {cachectl_count,cachectl_lines,0,tostring(e)}"

  /// A script that the server did not run, or that it ended.
  init(refused reply: Reply) {
    lines = []
    self.reply = reply
  }

  /// Reads what the wrapper answers; nil where it is none of that: then the server refused the script.
  init?(_ reply: Reply) {
    guard let parts = reply.elements, parts.count >= 3, let count = parts[0].integer,
      let lines = parts[1].elements
    else { return nil }
    let answer = parts.count > 3 ? parts[3] : .null
    let more = count - lines.count
    self.lines =
      lines.compactMap(\.bytes) + (more > 0 ? [Array("… \(more) more".utf8)] : [])
    self.reply =
      parts[2].integer == 1 ? answer : .error(ServerError(message: answer.bytes ?? []))
  }
}
