import SourceText

/// `value hash|set|list|zset|hll|stream|geo …`.
extension StatementContext {
  func readStructure(_ phrase: Phrase, _ builder: FormulaBuilder) -> Structure? {
    switch phrase.word.text {
    case "hash": return fields(phrase, builder).map { .hash($0) }
    case "set": return textArgument(phrase, builder).map { .set($0) }
    case "list": return textArgument(phrase, builder).map { .list($0) }
    case "hll": return textArgument(phrase, builder).map { .hyperLogLog($0) }
    case "stream": return stream(phrase, builder)
    case "zset": return sortedSet(phrase, builder)
    default: return geo(phrase, builder)
    }
  }

  private func fields(_ phrase: Phrase, _ builder: FormulaBuilder) -> Structure.Fields? {
    if phrase.ownWord != nil { return .row }
    guard let named = members(phrase, builder) else { return nil }
    if named.isEmpty {
      report(
        .missing(
          "a column", of: "`value \(phrase.word.text)`", why: "a key without fields is no key",
          help: "write `value \(phrase.word.text) row`"), at: phrase.span)
      return nil
    }
    return .named(named)
  }

  private func stream(_ phrase: Phrase, _ builder: FormulaBuilder) -> Structure? {
    let option = phrase.option("maxlen")
    let limit = option?.expression().flatMap { builder.count($0, for: "maxlen") }
    guard let fields = fields(phrase, builder), option == nil || limit != nil else { return nil }
    return .stream(fields, maxLength: limit, isApproximate: option?.option("approx") != nil)
  }

  private func sortedSet(_ phrase: Phrase, _ builder: FormulaBuilder) -> Structure? {
    let member = phrase.option("member").flatMap { textArgument($0, builder) }
    let score = phrase.option("score")
    let formula = score?.expression().flatMap { builder.expect($0, [.number], for: "score") }
    let top = phrase.option("top")?.expression()
    let limit = top.flatMap { builder.count($0, for: "top") }
    guard let member, let formula, top == nil || limit != nil else { return nil }
    return .sortedSet(
      member: member, score: formula.formula, sums: score?.option("sum") != nil, top: limit)
  }

  private func geo(_ phrase: Phrase, _ builder: FormulaBuilder) -> Structure? {
    let member = phrase.option("member").flatMap { textArgument($0, builder) }
    let position = phrase.option("at")
    let (longitude, latitude) = (number(0, of: position), number(1, of: position))
    guard let member, let longitude, let latitude else { return nil }
    return .geo(member: member, longitude: longitude, latitude: latitude)

    func number(_ index: Int, of phrase: Phrase?) -> Formula? {
      phrase?.expression(index).flatMap { builder.expect($0, [.number], for: "at") }?.formula
    }
  }
}
