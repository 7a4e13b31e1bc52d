import SourceText

extension FormulaBuilder {
  /// SQL whose holes are bound parameters: each is a value known before the run, and stands where a parameter can.
  /// Nil after a problem.
  func sql(_ template: Template) -> SQLQuery? {
    let builder = with {
      $0 = NameScope(isOpen: $0.isOpen, hasResume: true, each: $0.each)
    }
    var scanner = SQLScanner()
    var resume: SQLQuery.ResumePlace?
    var isWhole = true
    var text: [UInt8] = []
    var parameters: [Formula] = []
    for piece in template.pieces {
      switch piece {
      case .literal(let bytes, _):
        scanner.read(bytes)
        text += bytes
      case .hole(let hole):
        if let place = scanner.state.phrase {
          report(
            .holeInQuote(place, hole: file.text(hole.expression.span)), at: hole.span)
          isWhole = false
        }
        if case .reference(let parts) = hole.expression.kind, parts.count == 1,
          parts[0].text == "resume"
        {
          if resume != nil {
            report(
              .conflicting(
                "{resume}", "{resume}", why: "a second one",
                help: "write it once, in the WHERE of the outermost SELECT"), at: hole.span)
          }
          resume = SQLQuery.ResumePlace(offset: text.count, parameter: parameters.count)
          continue
        }
        guard let values = builder.parameters(hole) else {
          isWhole = false
          continue
        }
        text += values.map { _ in "?" }.joined(separator: ",").utf8
        parameters += values
      }
    }
    return isWhole ? SQLQuery(text: text, parameters: parameters, resume: resume) : nil
  }

  /// The values of a hole: one, or those of a list that is spread.
  private func parameters(_ hole: Hole) -> [Formula]? {
    guard let built = build(hole.expression) else { return nil }
    switch (built, hole.mark) {
    case (.scalar(let typed), .spread) where typed.type != .unknown:
      report(.spreadOfScalar(typed.type), at: hole.span)
      return nil
    case (.list, .plain), (.list, .hashTag):
      report(.listInText(file.text(hole.expression.span)), at: hole.span)
      return nil
    case (.scalar(let typed), _): return [typed.formula]
    case (.list(let elements, _), _): return elements.map(\.formula)
    case (.range, _):
      report(.listInText(file.text(hole.expression.span)), at: hole.span)
      return nil
    }
  }
}
