import Planner
import Recipe

/// Whether somebody must be asked before a plan is applied: cli.md, safe mode.
package enum Confirmation: Equatable, Sendable {
  /// What is asked.
  package enum Question: Equatable, Sendable {
    case yesOrNo
    /// The server's name must be typed.
    case typeName(String)
  }

  case none
  case ask(Question)
  /// Nobody can be asked; the text names the flag that is missing.
  case refuse(String)

  /// | class | asked when | answered without a person by |
  /// |---|---|---|
  /// | dev | something is removed | `--yes` |
  /// | staging | anything is written | `--yes` |
  /// | production | anything is written, or a load is put on it | `--yes --confirm NAME` |
  package static func needed(
    for program: Program, on name: String, class serverClass: ServerClass, options: RunOptions
  ) -> Confirmation {
    switch serverClass {
    case .dev where !program.removes, .dev where options.assumeYes: return .none
    case .production where program.isLoad: break
    case _ where !program.writes: return .none
    default: break
    }
    switch serverClass {
    case .dev, .staging:
      if options.assumeYes { return .none }
      return options.canAsk
        ? .ask(.yesOrNo) : .refuse("nobody can be asked here: pass --yes to apply")
    case .production:
      if options.assumeYes, options.confirmedName == name { return .none }
      if let given = options.confirmedName, given != name {
        return .refuse("--confirm says \"\(given)\", and this server is \"\(name)\"")
      }
      return options.canAsk
        ? .ask(.typeName(name))
        : .refuse("a production server: pass --yes --confirm \(name), or apply a saved plan")
    }
  }
}
