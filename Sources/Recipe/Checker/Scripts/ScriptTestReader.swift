import Bytes
import LuaScript
import SourceText

/// Reads one `test` of a `lua` declaration: a call whose keys, arguments and reply are known before anything runs.
struct ScriptTestReader {
  let checker: Checker
  let file: SourceFile
  let kind: LuaKind
  let lua: LuaScript
  let keyCount: Int?

  private var builder: FormulaBuilder {
    let run = Built.scalar(
      TypedFormula(.constant(Constant(text: Array(checker.options.run.utf8))), .text))
    let names = NameScope(each: ["run": KnownName(origin: .each, meaning: run)])
    return FormulaBuilder(checker: checker, file: file, names: names, slots: SlotTable())
  }

  func read(_ clause: Phrase) -> ScriptTest? {
    func phrase(_ word: String) -> Phrase? {
      for case .phrase(let phrase) in clause.arguments where phrase.word.text == word {
        return phrase
      }
      return nil
    }
    let keys = texts(phrase("keys")?.expression(), for: "keys")
    let arguments = texts(phrase("args")?.expression(), for: "args")
    let expected = phrase("expect")?.expression().flatMap { self.expected($0) }
    let function = function(phrase("function"), clause)
    guard let keys, let arguments, let expected else { return nil }
    check(keys, at: phrase("keys")?.span ?? clause.word.span)
    return ScriptTest(
      location: Location(file, clause.span), function: function, keys: keys, arguments: arguments,
      expected: expected)
  }

  /// A list of values, each as the text that is sent.
  private func texts(_ expression: Expression?, for what: String) -> [[UInt8]]? {
    guard let expression else { return [] }
    guard case .list(let items) = expression.kind else {
      _ = builder.expect(expression, [.list(.unknown)], for: what)
      return nil
    }
    var texts: [[UInt8]] = []
    for item in items {
      guard let typed = builder.scalar(item.value, for: what) else { return nil }
      guard let constant = typed.formula.constantValue else {
        report(.notConstant(what), at: item.span)
        return nil
      }
      guard let text = constant.value.text else {
        report(.testWithoutText(what), at: item.span)
        return nil
      }
      texts.append(text)
    }
    return texts
  }

  private func expected(_ expression: Expression) -> ExpectedReply? {
    if case .list(let items) = expression.kind {
      var elements: [ExpectedReply] = []
      for item in items {
        guard let element = expected(item.value) else { return nil }
        elements.append(element)
      }
      return .list(elements)
    }
    guard let typed = builder.scalar(expression, for: "expect") else { return nil }
    guard let constant = typed.formula.constantValue else {
      report(.notConstant("expect"), at: expression.span)
      return nil
    }
    switch constant.value {
    // As Lua's own values arrive: true is 1, false is null.
    case .null, .boolean(false): return .null
    case .boolean(true): return .integer(1)
    case .integer(let number): return .integer(number)
    case .text(let bytes), .json(let bytes): return .text(Array(bytes))
    default:
      report(.impossibleReply(file.text(expression.span)), at: expression.span)
      return nil
    }
  }

  private func function(_ phrase: Phrase?, _ clause: Phrase) -> String? {
    var name: String?
    if case .reference(let parts)? = phrase?.expression()?.kind {
      name = parts.map(\.text).joined(separator: ".")
    }
    switch kind {
    case .script:
      if phrase != nil { report(.functionOfScript, at: phrase?.span ?? clause.span) }
      return nil
    case .library:
      let name = name ?? (lua.functions.count == 1 ? lua.functions[0] : nil)
      guard let name else {
        report(.testNeedsFunction(lua.functions), at: clause.word.span)
        return nil
      }
      if !lua.functions.isEmpty, !lua.functions.contains(name) {
        report(
          .unknownLibraryFunction(name, functions: lua.functions), at: phrase?.span ?? clause.span)
      }
      return name
    }
  }

  private func check(_ keys: [[UInt8]], at span: Span) {
    if let keyCount, keys.count != keyCount {
      report(.wrongKeyCount(keys.count, declared: keyCount), at: span)
    }
    let run = Array(checker.options.run.utf8)
    if !keys.allSatisfy({ $0.contains(run) }) { report(.testKeyWithoutRun, at: span) }
    if Set(keys.map(KeySlot.of)).count > 1 { report(.keysInManySlots, at: span) }
  }

  private func report(_ problem: CheckerProblem, at span: Span) {
    checker.problems.add(problem, at: span, in: file)
  }
}
