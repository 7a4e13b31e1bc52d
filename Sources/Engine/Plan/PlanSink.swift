import Bytes
import Planner
import RESP
import Recipe

/// Counts the keys that a sweep would act on, shows a few, and spools them when they may be applied.
final class PlanSink: KeySink {
  private(set) var matched = 0
  private(set) var sample: [PlanSample] = []
  private let program: Program
  private let makeSpool: () throws(RunFailure) -> KeySpool?
  private(set) var spool: KeySpool?

  /// Keys shown to a person; also those whose memory is asked for.
  private static let sampleSize = 100

  init(
    program: Program, spool makeSpool: @escaping () throws(RunFailure) -> KeySpool?
  ) throws(RunFailure) {
    self.program = program
    self.makeSpool = makeSpool
    spool = try makeSpool()
  }

  var wantsProbes: Bool { true }
  var isIdle: Bool { true }
  var pace: Int64? { nil }

  func take(_ page: KeyPage, in walk: KeyWalk) throws(RunFailure) {
    for position in 0..<page.selected.count {
      let key = page.selectedKey(position)
      if sample.count < Self.sampleSize {
        sample.append(
          PlanSample(key: Array(key), facts: facts(page, Int(page.selected[position]), walk)))
      }
      try spool?.append(key)
    }
    matched += page.selected.count
    walk.release(page)
  }

  /// So many bytes of a field are enough to know it by.
  private static let fieldShown = 40

  /// What the probes said of a key, for the preview.
  private func facts(_ page: KeyPage, _ position: Int, _ walk: KeyWalk) -> [PlanSample.Fact] {
    guard page.probeCount > 0 else { return [] }
    return program.probes.enumerated().map { number, probe in
      let answer = page.answer(key: position, probe: number)
      if answer == KeyPage.null { return PlanSample.Fact(name: probe.name, text: "null") }
      let text =
        switch probe {
        case .ttl: answer == -1 ? "never" : UnitText.rounded(answer)
        case .idle: UnitText.rounded(answer * 1000)
        case .freq: "\(answer)"
        case .type: walk.keys.typeNames.name(answer).description
        case .bytes: "\(answer) B"
        case .length: "\(answer)"
        case .field: Escaping.escaped(Array(page.text(answer).buffer.prefix(Self.fieldShown)))
        }
      return PlanSample.Fact(name: probe.name, text: text)
    }
  }

  func proceed(_ walk: KeyWalk) {}

  func received(_ reply: ReplyView, to command: ByteSlice, tag: WalkTag, in walk: KeyWalk) {
    preconditionFailure("a plan sends no commands of its own")
  }

  func willResend(_ tag: WalkTag) {}

  func lost(_ command: ByteSlice, tag: WalkTag, mayHaveRun: Bool, in walk: KeyWalk) {}

  func restart() throws(RunFailure) {
    matched = 0
    sample = []
    spool = try makeSpool()
  }
}
