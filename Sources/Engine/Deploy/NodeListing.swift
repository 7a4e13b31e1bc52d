import Planner
import RESP
import Recipe

/// What one node holds: which of the scripts that were asked for, and its function libraries.
package struct NodeListing: Sendable {
  /// The SHA-1s that SCRIPT EXISTS said yes to.
  package var scripts: Set<String> = []
  package var libraries: [Library] = []

  package struct Library: Hashable, Sendable {
    package let name: String
    package let code: [UInt8]
    package let functions: [String]
  }

  package init() {}

  package func holding(of artifact: DeployArtifact) -> Holding {
    guard let name = artifact.library else {
      return scripts.contains(artifact.digest.hex) ? .present : .absent
    }
    guard let library = libraries.first(where: { $0.name == name }) else {
      return artifact.isRemoval ? .present : .absent
    }
    return library.code == artifact.code ? .present : .other(library.code)
  }

  /// The library of another name that has a function of this one already: the server would refuse to load it.
  package func rival(of artifact: DeployArtifact) -> (library: String, function: String)? {
    guard artifact.isLibrary else { return nil }
    for library in libraries where library.name != artifact.library {
      if let function = library.functions.first(where: artifact.functions.contains) {
        return (library.name, function)
      }
    }
    return nil
  }
}

/// What a node holds of one script or library.
package enum Holding: Hashable, Sendable {
  case absent
  /// This very code; of a removal, nothing.
  case present
  /// Other code under the library's name.
  case other([UInt8])
}

extension NodeListing.Library {
  /// One entry of `FUNCTION LIST WITHCODE`: names and values in turn.
  init?(_ reply: Reply) {
    guard let fields = reply.elements else { return nil }
    var name: String?
    var code: [UInt8]?
    var functions: [String] = []
    for index in stride(from: 0, to: fields.count - 1, by: 2) {
      let value = fields[index + 1]
      switch fields[index].text {
      case "library_name": name = value.text
      case "library_code": code = value.bytes
      case "functions":
        functions = (value.elements ?? []).compactMap { function in
          let pairs = function.elements ?? []
          let place = pairs.firstIndex { $0.text == "name" }
          return place.flatMap { $0 + 1 < pairs.count ? pairs[$0 + 1].text : nil }
        }
      default: continue
      }
    }
    guard let name, let code else { return nil }
    self.init(name: name, code: code, functions: functions)
  }
}
