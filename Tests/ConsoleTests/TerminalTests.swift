import Testing

@testable import Console

@Suite struct TerminalTests {
  private func terminal(
    _ environment: [String: String], isTerminal: Bool = true, color: Terminal.ColorChoice = .auto
  ) -> Terminal {
    Terminal(descriptor: 2, isTerminal: isTerminal, color: color) { environment[$0] }
  }

  @Test func colourFollowsTheFlagThenTheEnvironmentThenTheStream() {
    let plain = ["TERM": "xterm"]
    #expect(terminal(plain).allowsColor)
    #expect(!terminal(plain, isTerminal: false).allowsColor)
    #expect(terminal(plain, isTerminal: false, color: .always).allowsColor)
    #expect(!terminal(plain, color: .never).allowsColor)
    #expect(!terminal(["TERM": "xterm", "NO_COLOR": "1"]).allowsColor)
    #expect(terminal(["TERM": "xterm", "NO_COLOR": ""]).allowsColor)
    #expect(terminal(["TERM": "xterm", "NO_COLOR": "1"], color: .always).allowsColor)
    #expect(!terminal(["TERM": "dumb"]).allowsColor)
    #expect(!terminal([:]).allowsColor)
  }

  @Test func onlyARealTerminalIsDrawnOver() {
    #expect(terminal(["TERM": "xterm", "NO_COLOR": "1"]).allowsRedraw)
    #expect(!terminal(["TERM": "dumb"]).allowsRedraw)
    #expect(!terminal(["TERM": "xterm"], isTerminal: false, color: .always).allowsRedraw)
    #expect(terminal(["TERM": "xterm"], isTerminal: false).width == nil)
  }

  @Test func paletteLeavesTextAloneWithoutColour() {
    for role in Palette.Role.allCases {
      #expect(Palette(isColored: false).paint("x", role) == "x")
      let painted = Palette(isColored: true).paint("x", role)
      #expect(painted.hasPrefix("\u{1B}[") && painted.hasSuffix("x\u{1B}[0m"))
    }
    #expect(Palette(isColored: true).paint("", .error) == "")
  }
}
