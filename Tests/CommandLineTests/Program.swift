import Foundation
import TestSupport

/// The built program, as a script would start it: no terminal, its own environment.
enum Program {
  struct Result {
    let exit: Int32
    let output: String
    let errors: String

    /// stdout as one JSON document.
    func json() throws -> [String: Any] {
      guard
        let object = try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any]
      else { throw TestFailure("no JSON object: \(output)") }
      return object
    }

    /// The statements of a report.
    func statements() throws -> [[String: Any]] {
      try json()["statements"] as? [[String: Any]] ?? []
    }
  }

  static let repository = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  static let path: String = {
    // Beside the test bundle, wherever the build folder is.
    let folder = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    let beside = folder.appending(path: "cachectl").path
    return FileManager.default.isExecutableFile(atPath: beside)
      ? beside : "\(repository)/.build/debug/cachectl"
  }()

  /// Where the runs of all tests leave their records: a server that is changed wants one.
  private static let stateHome: String = {
    var template = Array("/tmp/cachectl-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { return "/nonexistent" }
    atexit { try? FileManager.default.removeItem(atPath: Program.stateHome) }
    return String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }()

  /// Runs to its end. The home is an empty folder, so that nobody's configuration takes part.
  static func run(
    _ arguments: String..., input: String = "", environment: [String: String] = [:],
    folder: String? = nil
  ) throws -> Result {
    try run(arguments, input: input, environment: environment, folder: folder)
  }

  static func run(
    _ arguments: [String], input: String = "", environment: [String: String] = [:],
    folder: String? = nil
  ) throws -> Result {
    let ending = try start(arguments, environment: environment, folder: folder).finish(input)
    return Result(
      exit: ending.exit, output: String(decoding: ending.output, as: UTF8.self),
      errors: String(decoding: ending.errors, as: UTF8.self))
  }

  static func start(
    _ arguments: [String], environment: [String: String] = [:], folder: String? = nil,
    output: Int32? = nil
  ) throws -> StartedProgram {
    try start(path, arguments, environment: environment, folder: folder, output: output)
  }

  /// Another program, such as a shell that becomes ours, with what ours would get.
  static func start(
    _ program: String, _ arguments: [String], environment: [String: String] = [:],
    folder: String? = nil, output: Int32? = nil
  ) throws -> StartedProgram {
    var variables = ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"]
    variables["HOME"] = "/nonexistent"
    variables["XDG_STATE_HOME"] = stateHome
    return try StartedProgram(
      program, arguments, environment: variables.merging(environment) { $1 },
      folder: folder ?? repository, output: output)
  }
}

extension TemporaryFolder {
  /// Writes a file into the folder and gives its path.
  func file(_ name: String, _ text: String) throws -> String {
    let place = "\(path)/\(name)"
    try Data(text.utf8).write(to: URL(filePath: place))
    return place
  }
}
