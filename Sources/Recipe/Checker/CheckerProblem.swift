import SourceText

/// One problem that the checker found, in words; the place is added by `ProblemList`.
///
/// The factories in `CheckerProblem+….swift` are the checker's catalogue of messages: nothing else makes prose.
struct CheckerProblem {
  let id: CheckerDiagnosticID
  let message: String
  var label = ""
  var help: String?
  var notes: [String] = []
}

/// The stable ids of the checker. Every id has a golden file.
enum CheckerDiagnosticID: String, CaseIterable {
  case wrongUnit = "E0107"
  // names
  case unknownName = "E0201"
  case ambiguousName = "E0202"
  case unknownColumn = "E0203"
  case unknownFamily = "E0204"
  case unknownServer = "E0205"
  case unknownSource = "E0206"
  case unknownSecret = "E0207"
  case unknownFunction = "E0208"
  case unknownFilter = "E0209"
  case unknownScript = "E0210"
  case unknownType = "E0211"
  case unknownSetting = "E0212"
  case misplacedName = "E0213"
  case duplicateName = "E0214"
  // types
  case incompatibleOperands = "E0301"
  case wrongType = "E0302"
  case wrongArgumentCount = "E0303"
  case needsFilter = "E0304"
  case notConstant = "E0305"
  case badArgument = "E0306"
  case badSetting = "E0307"
  case misplacedList = "E0308"
  case outOfRange = "E0309"
  // statements
  case repeatedStatement = "E0401"
  case conflictingClauses = "E0402"
  case missingClause = "E0403"
  case jitterOnNever = "E0404"
  case ttlOutsideFamily = "E0405"
  case ttlNotPositive = "E0406"
  case writeNotAllowed = "E0407"
  case refersToNothing = "E0408"
  case wrongMoment = "E0409"
  case tooManyExpansions = "E0410"
  case holeInQuote = "E0411"
  case irreversibleTemplate = "E0412"
  // declarations
  case duplicateDeclaration = "E0501"
  case actionInDeclarations = "E0502"
  case pathOutsideFolder = "E0503"
  case circularUse = "E0504"
  case unreadableUse = "E0505"
  case misplacedSecret = "E0506"
  case circularName = "E0507"
  case incompleteDeclaration = "E0508"
  case badAddress = "E0509"
  // scripts; E0701 to W0719 are of their Lua
  case unreadableScript = "E0721"
  case wrongPin = "E0722"
  case badPin = "E0723"
  case wrongFlags = "E0724"
  case badTest = "E0725"
  // benches
  case wrongWeights = "E0801"
  case badDistribution = "E0802"
  case badLoad = "E0803"
  case unknownOperation = "E0804"
  case badPhase = "E0805"
  case badOperation = "E0806"
  case idleClause = "E0807"
  // warnings
  case shortTTL = "W0601"
  case ttlWithoutJitter = "W0602"
  case unlikelyText = "W0603"
  case keysInManySlots = "W0604"

  var severity: Diagnostic.Severity { rawValue.utf8.first == UInt8(ascii: "W") ? .warning : .error }
}

/// The diagnostics of one check. A problem at a place is said once, however many rules stumble over it.
final class ProblemList {
  private(set) var diagnostics: [Diagnostic] = []
  private(set) var hasErrors = false
  private var seen: Set<Key> = []
  private var placed: Set<String> = []

  private struct Key: Hashable {
    let id: CheckerDiagnosticID
    let file: ObjectIdentifier
    let span: Span
  }

  func add(_ problem: CheckerProblem, at span: Span, in file: SourceFile) {
    let key = Key(id: problem.id, file: ObjectIdentifier(file), span: span)
    guard seen.insert(key).inserted else { return }
    add(
      Diagnostic(
        id: problem.id.rawValue, severity: problem.id.severity, at: Location(file, span),
        message: problem.message, label: problem.label, help: problem.help, notes: problem.notes))
  }

  /// A problem of a file that several declarations may have read.
  func add(_ diagnostic: Diagnostic, onceAt location: Location) {
    let place = "\(diagnostic.id) \(location.file.path) \(location.span)"
    if placed.insert(place).inserted { add(diagnostic) }
  }

  /// A problem without a place: a flag of the command line.
  func add(_ problem: CheckerProblem) {
    add(
      Diagnostic(
        id: problem.id.rawValue, severity: problem.id.severity, at: nil, message: problem.message,
        label: problem.label, help: problem.help, notes: problem.notes))
  }

  func add(_ diagnostic: Diagnostic) {
    if diagnostic.severity != .warning { hasErrors = true }
    diagnostics.append(diagnostic)
  }

  /// In the order of the files: those of the recipe first.
  func sorted(mainFile: SourceFile) -> [Diagnostic] {
    func rank(_ diagnostic: Diagnostic) -> (Int, String, Int) {
      guard let location = diagnostic.location else { return (0, "", 0) }
      return (location.file === mainFile ? 1 : 2, location.file.path, location.span.start)
    }
    return diagnostics.enumerated().sorted {
      let (left, right) = (rank($0.element), rank($1.element))
      return left == right ? $0.offset < $1.offset : left < right
    }.map(\.element)
  }
}
