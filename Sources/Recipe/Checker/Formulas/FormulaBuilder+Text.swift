import Bytes
import SourceText

extension FormulaBuilder {
  /// A string with holes: each hole renders text.
  func text(_ template: Template) -> TextFormula? {
    text(template) { $0 }
  }

  /// Text known before the run: a path, a URL, a sentence.
  func plainText(_ template: Template, for what: String) -> [UInt8]? {
    if let constant = template.constant { return constant }
    guard let text = text(template) else { return nil }
    guard let constant = text.constant else {
      report(.notConstant(what), at: template.span)
      return nil
    }
    return constant
  }

  func plainString(_ template: Template, for what: String) -> String? {
    plainText(template, for: what).map { String(decoding: $0, as: UTF8.self) }
  }

  /// A Redis glob: literal text is a pattern, what holes render is escaped.
  func glob(_ template: Template) -> [UInt8]? {
    if let constant = template.constant { return constant }
    let builder = with {
      $0 = NameScope(isPattern: true, isOpen: $0.isOpen, each: $0.each)
    }
    guard
      let text = builder.text(
        template,
        escaping: { bytes in
          bytes.withUnsafeBytes { GlobPattern.escape(ByteSlice($0)) }
        })
    else { return nil }
    guard let constant = text.constant else {
      if !names.isOpen { report(.notConstant("pattern"), at: template.span) }
      return nil
    }
    return constant
  }

  /// `escape` is applied to what holes render when that is known before the run.
  private func text(_ template: Template, escaping escape: ([UInt8]) -> [UInt8]) -> TextFormula? {
    if let constant = template.constant { return TextFormula(constant: constant) }
    var parts: [TextFormula.Part] = []
    var literal: [UInt8] = []
    var isWhole = true
    func flush() {
      if !literal.isEmpty { parts.append(.literal(PinnedBytes(literal))) }
      literal = []
    }
    for piece in template.pieces {
      switch piece {
      case .literal(let bytes, _): literal += bytes
      case .hole(let hole):
        guard let typed = value(of: hole) else {
          isWhole = false
          continue
        }
        let isHashTag = hole.mark == .hashTag
        if let constant = typed.formula.constantValue, let bytes = constant.value.text {
          literal +=
            isHashTag ? [UInt8(ascii: "{")] + escape(bytes) + [UInt8(ascii: "}")] : escape(bytes)
        } else {
          flush()
          parts.append(.value(typed.formula, hashTag: isHashTag))
        }
      }
    }
    flush()
    return isWhole ? TextFormula(parts: parts) : nil
  }

  /// What one hole of a text renders.
  private func value(of hole: Hole) -> TypedFormula? {
    if hole.mark == .spread {
      report(.spreadInText(), at: hole.span)
      return nil
    }
    guard let typed = filtered(hole) else { return nil }
    if case .constant(let constant) = typed.formula, constant.value.isNull, !names.isOpen {
      report(.nullInText, at: hole.span)
      return nil
    }
    if !typed.type.hasText {
      report(.needsFilter(typed.type), at: hole.expression.span)
      return nil
    }
    return typed
  }

  /// The expression of a hole with its type and its filters.
  private func filtered(_ hole: Hole) -> TypedFormula? {
    guard let built = build(hole.expression) else { return nil }
    guard case .scalar(var typed) = built else {
      report(.listInText(file.text(hole.expression.span)), at: hole.expression.span)
      return nil
    }
    if let type = hole.type {
      guard let converted = convert(typed, to: type) else { return nil }
      typed = converted
    }
    for filter in hole.filters {
      guard let next = apply(filter, to: typed, at: hole.expression.span) else { return nil }
      typed = next
    }
    return typed
  }

  /// `:int` at the place of use.
  func convert(_ typed: TypedFormula, to type: Identifier) -> TypedFormula? {
    guard let rule = Vocabulary.type(type.text) else {
      report(.unknownType(type.text, types: Vocabulary.types.map(\.name)), at: type.span)
      return nil
    }
    if rule.type == .time {
      let form = Formula.constant(Constant(text: Array("iso".utf8)))
      return TypedFormula(Formula.call(.time, [typed.formula, form]).folded, .time)
    }
    guard let column = ColumnType(rawValue: type.text) else {
      report(.unsupportedType(type.text, types: ColumnType.allCases.map(\.rawValue)), at: type.span)
      return nil
    }
    return convert(typed, to: column)
  }

  /// A column that has the type already is left alone.
  func convert(_ typed: TypedFormula, to type: ColumnType) -> TypedFormula {
    if type == .text, typed.type == .text { return typed }
    if case .slot(let index) = typed.formula, index < slots.slots.count,
      case .column(let name) = slots.slots[index].source, names.row?.type(of: name) == .some(type)
    {
      return typed
    }
    return TypedFormula(Formula.convert(typed.formula, to: type).folded, type.valueType)
  }
}

extension Value {
  /// The bytes of the value's text, for a value known before the run.
  var text: [UInt8]? {
    var buffer = ByteBuffer(capacity: 64)
    return append(to: &buffer) ? buffer.copy() : nil
  }
}
