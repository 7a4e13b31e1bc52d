import SourceText

/// The calls of Redis commands in a script, by the shapes that people write: `redis.call('GET', key)`, `redis.pcall`, Valkey's
/// `server.call`, and a local name for one of them.
struct LuaCalls {
  struct Call {
    /// In capitals.
    let command: String
    let span: Span
    /// The arguments' tokens after the command's name, up to the closing parenthesis.
    let arguments: ArraySlice<LuaToken>

    /// The tokens of one argument; 1 is the first after the command's name.
    func argument(_ number: Int) -> ArraySlice<LuaToken> {
      var depth = 0
      var index = 1
      var start = arguments.startIndex
      for place in arguments.indices {
        switch arguments[place].kind {
        case .symbol(UInt8(ascii: "(")), .symbol(UInt8(ascii: "{")), .symbol(UInt8(ascii: "[")):
          depth += 1
        case .symbol(UInt8(ascii: ")")), .symbol(UInt8(ascii: "}")), .symbol(UInt8(ascii: "]")):
          depth -= 1
        case .symbol(UInt8(ascii: ",")) where depth == 0:
          if index == number { return arguments[start..<place] }
          index += 1
          start = place + 1
        default: break
        }
      }
      return index == number ? arguments[start...] : []
    }
  }

  let calls: [Call]
  /// The names that `redis.register_function` is given.
  let functions: [(name: String, span: Span)]
  /// Whether there is a call of it at all, also one whose name is computed.
  let registersFunctions: Bool
  /// `math.random` and `os.clock`: where they are called.
  let clocksAndDice: [(name: String, span: Span)]

  /// - Parameter tokens: without comments.
  init(_ tokens: [LuaToken]) {
    var calls: [Call] = []
    var functions: [(String, Span)] = []
    var registers = false
    var dice: [(String, Span)] = []
    let aliases = Self.aliases(tokens)
    for index in tokens.indices {
      if let length = Self.callerLength(at: index, tokens, aliases) {
        if let call = Self.call(tokens, after: index + length) { calls.append(call) }
      } else if Self.isMember(tokens, index, of: Self.servers, ["register_function"]) {
        registers = true
        if let name = Self.functionName(tokens, after: index + 3) { functions.append(name) }
      } else if Self.isMember(tokens, index, of: ["math"], ["random"])
        || Self.isMember(tokens, index, of: ["os"], ["clock"])
      {
        let span = tokens[index].span.joined(with: tokens[index + 2].span)
        dice.append((tokens[index].isName("os") ? "os.clock" : "math.random", span))
      }
    }
    (self.calls, self.functions) = (calls, functions)
    (registersFunctions, clocksAndDice) = (registers, dice)
  }

  private static let servers: Set<String> = ["redis", "server"]
  private static let callers: Set<String> = ["call", "pcall"]

  /// `local rcall = redis.call`
  private static func aliases(_ tokens: [LuaToken]) -> Set<String> {
    var names: Set<String> = []
    for index in tokens.indices.dropFirst(3)
    where isMember(tokens, index, of: servers, callers) && tokens[index - 1].isSymbol("=")
      && tokens[index - 3].isName("local")
    {
      let next = index + 3 < tokens.count ? tokens[index + 3] : nil
      if next?.isSymbol("(") == true { continue }
      if case .name(let name) = tokens[index - 2].kind { names.insert(name) }
    }
    return names
  }

  /// How many tokens `redis.call` takes here, or a local name for it; nil where neither stands.
  private static func callerLength(
    at index: Int, _ tokens: [LuaToken], _ aliases: Set<String>
  ) -> Int? {
    if isMember(tokens, index, of: servers, callers) { return 3 }
    guard case .name(let name) = tokens[index].kind, aliases.contains(name) else { return nil }
    let isField = index > 0 && (tokens[index - 1].isSymbol(".") || tokens[index - 1].isSymbol(":"))
    return isField ? nil : 1
  }

  private static func isMember(
    _ tokens: [LuaToken], _ index: Int, of tables: Set<String>, _ fields: Set<String>
  ) -> Bool {
    guard index + 2 < tokens.count, case .name(let table) = tokens[index].kind,
      tables.contains(table), tokens[index + 1].isSymbol("."),
      case .name(let field) = tokens[index + 2].kind
    else { return false }
    return fields.contains(field)
  }

  private static func call(_ tokens: [LuaToken], after index: Int) -> Call? {
    guard index + 1 < tokens.count, tokens[index].isSymbol("("),
      case .string(let name?) = tokens[index + 1].kind
    else { return nil }
    var depth = 1
    var end = index + 2
    while end < tokens.count {
      if tokens[end].isSymbol("(") { depth += 1 }
      if tokens[end].isSymbol(")") { depth -= 1 }
      if depth == 0 { break }
      end += 1
    }
    let hasMore = index + 2 < end && tokens[index + 2].isSymbol(",")
    return Call(
      command: String(decoding: name, as: UTF8.self).uppercased(), span: tokens[index + 1].span,
      arguments: hasMore ? tokens[(index + 3)..<end] : [])
  }

  /// The name in `('name', …)` or `{function_name = 'name', …}`.
  private static func functionName(_ tokens: [LuaToken], after index: Int) -> (String, Span)? {
    guard index + 1 < tokens.count else { return nil }
    var place = index
    if tokens[place].isSymbol("(") { place += 1 }
    if case .string(let name?) = tokens[place].kind {
      return (String(decoding: name, as: UTF8.self), tokens[place].span)
    }
    guard tokens[place].isSymbol("{") else { return nil }
    while place + 2 < tokens.count, !tokens[place].isSymbol("}") {
      if tokens[place].isName("function_name"), tokens[place + 1].isSymbol("="),
        case .string(let name?) = tokens[place + 2].kind
      {
        return (String(decoding: name, as: UTF8.self), tokens[place + 2].span)
      }
      place += 1
    }
    return nil
  }
}
