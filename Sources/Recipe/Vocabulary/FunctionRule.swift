/// One function of the expression language.
package struct FunctionRule: Sendable {
  package let name: String
  package let parameters: [FunctionParameter]
  package let result: ValueType
  package let doc: String
  package let example: String

  init(
    _ name: String, _ parameters: [FunctionParameter], _ result: ValueType, doc: String,
    example: String
  ) {
    self.name = name
    self.parameters = parameters
    self.result = result
    self.doc = doc
    self.example = example
  }

  package var requiredCount: Int { parameters.count { !$0.isOptional } }
}

/// One parameter of a function or a filter. Any of `types` will do; none means any type at all.
package struct FunctionParameter: Sendable {
  package let label: String
  package let types: [ValueType]
  package let isOptional: Bool

  init(_ label: String, _ types: ValueType..., optional: Bool = false) {
    self.label = label
    self.types = types
    self.isOptional = optional
  }
}

/// One filter of a hole: what it takes, what it gives.
package struct FilterRule: Sendable {
  package let name: String
  /// The types it is applied to; none means any.
  package let input: [ValueType]
  package let parameters: [FunctionParameter]
  package let result: ValueType
  package let doc: String
  package let example: String

  init(
    _ name: String, _ input: [ValueType], _ parameters: [FunctionParameter] = [],
    _ result: ValueType, doc: String, example: String
  ) {
    self.name = name
    self.input = input
    self.parameters = parameters
    self.result = result
    self.doc = doc
    self.example = example
  }
}

/// One attribute of a key, and what it costs to know.
package struct AttributeRule: Sendable {
  package enum Probe: Sendable {
    /// Known from the name alone.
    case none
    /// A command that leaves the key's idle time alone.
    case silent
    /// A command that resets it.
    case touching
  }

  package let name: String
  package let type: ValueType
  package let probe: Probe
  package let doc: String

  init(_ name: String, _ type: ValueType, _ probe: Probe, doc: String) {
    self.name = name
    self.type = type
    self.probe = probe
    self.doc = doc
  }
}

/// One type that a column, a parameter or a hole may be given after `:`.
package struct TypeRule: Sendable {
  package let name: String
  package let type: ValueType
  package let doc: String

  init(_ name: String, _ type: ValueType, doc: String) {
    self.name = name
    self.type = type
    self.doc = doc
  }
}
