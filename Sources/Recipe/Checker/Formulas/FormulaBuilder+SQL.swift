import SourceText

extension FormulaBuilder {
  /// SQL whose holes are bound parameters: each is a value known before the run, and stands where a parameter can.
  /// Gives whether `{resume}` is among them; nil after a problem.
  func sql(_ template: Template) -> Bool? {
    let builder = with {
      $0 = NameScope(isOpen: $0.isOpen, hasResume: true, each: $0.each)
    }
    var scanner = SQLScanner()
    var hasResume = false
    var isWhole = true
    for piece in template.pieces {
      switch piece {
      case .literal(let bytes, _): scanner.read(bytes)
      case .hole(let hole):
        if let place = scanner.state.phrase {
          report(
            .holeInQuote(place, hole: file.text(hole.expression.span)), at: hole.span)
          isWhole = false
        }
        if case .reference(let parts) = hole.expression.kind, parts.count == 1,
          parts[0].text == "resume"
        {
          hasResume = true
        }
        if !builder.checkParameter(hole) { isWhole = false }
      }
    }
    return isWhole ? hasResume : nil
  }

  private func checkParameter(_ hole: Hole) -> Bool {
    guard let built = build(hole.expression) else { return false }
    switch (built, hole.mark) {
    case (.scalar(let typed), .spread) where typed.type != .unknown:
      report(.spreadOfScalar(typed.type), at: hole.span)
      return false
    case (.list, .plain), (.list, .hashTag):
      report(.listInText(file.text(hole.expression.span)), at: hole.span)
      return false
    default: return true
    }
  }
}
