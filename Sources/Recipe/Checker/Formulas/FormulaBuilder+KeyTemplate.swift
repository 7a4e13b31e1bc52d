import SourceText

extension FormulaBuilder {
  /// A family's key: literal text and named fields that can be found again in a key.
  func keyTemplate(_ template: Template) -> KeyTemplate? {
    var parts: [KeyTemplate.Part] = []
    var names: Set<String> = []
    var isWhole = true
    for piece in template.pieces {
      switch piece {
      case .literal(let bytes, _):
        if !bytes.isEmpty { parts.append(.literal(bytes)) }
      case .hole(let hole):
        if case .field(let other)? = parts.last, !other.isHashTag, hole.mark != .hashTag {
          report(
            .irreversible(
              "nothing separates it from `{\(other.name)}`",
              help: "put text between them: `{\(other.name)}:{…}`"), at: hole.span)
          isWhole = false
        }
        guard let field = field(hole) else {
          isWhole = false
          continue
        }
        if !names.insert(field.name).inserted {
          report(.duplicateName(field.name, in: "template"), at: hole.span)
          isWhole = false
        }
        parts.append(.field(field))
      }
    }
    return isWhole ? KeyTemplate(parts: parts) : nil
  }

  private func field(_ hole: Hole) -> KeyTemplate.Field? {
    guard case .reference(let path) = hole.expression.kind, path.count == 1, hole.mark != .spread
    else {
      report(
        .irreversible(
          "a field is a plain name", help: "write `{id}`, or `{id:int}` for digits only"),
        at: hole.span)
      return nil
    }
    if let filter = hole.filters.first {
      report(
        .irreversible(
          "a filter loses what it changes",
          help: "write `{\(path[0].text)}` and filter in the source"),
        at: filter.name.span)
      return nil
    }
    guard let type = hole.type else {
      return KeyTemplate.Field(
        name: path[0].text, type: .text, isHashTag: hole.mark == .hashTag)
    }
    guard let column = ColumnType(rawValue: type.text) else {
      let known = ColumnType.allCases.map(\.rawValue)
      report(
        Vocabulary.type(type.text) == nil
          ? .unknownType(type.text, types: known) : .unsupportedType(type.text, types: known),
        at: type.span)
      return nil
    }
    return KeyTemplate.Field(name: path[0].text, type: column, isHashTag: hole.mark == .hashTag)
  }
}
