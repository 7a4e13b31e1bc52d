import Engine
import Platform
import Recipe
import SourceText

/// The configuration files: recipes of declarations only, below the recipe in precedence, the user's above the system's.
enum Configuration {
  /// Those that are there, parsed. With a file named by the flag only that one, and it must be there.
  static func load(flag: String?) throws(CommandFailure) -> [ParsedRecipe] {
    if let flag { return [try parse(flag, RecipeSource.read(flag))] }
    var files: [ParsedRecipe] = []
    for path in paths {
      do throws(SystemError) {
        files.append(parse(path, try Files.read(path, limit: 4 << 20)))
      } catch {
        guard error.isNotFound else {
          throw CommandFailure(.configuration, "the configuration cannot be read: \(error)")
        }
      }
    }
    return files
  }

  /// `$XDG_CONFIG_HOME/cachectl/config.recipe`, then `/etc/cachectl/config.recipe`.
  static var paths: [String] {
    let home = Environment.value(of: "HOME").map { "\($0)/.config" }
    // The specification wants a relative path ignored.
    let folder = Environment.value(of: "XDG_CONFIG_HOME").flatMap { $0.hasPrefix("/") ? $0 : nil }
    return [folder ?? home, "/etc"].compactMap { $0.map { "\($0)/cachectl/config.recipe" } }
  }

  private static func parse(_ path: String, _ bytes: [UInt8]) -> ParsedRecipe {
    Parser.parse(SourceFile(path: path, bytes: bytes))
  }
}
