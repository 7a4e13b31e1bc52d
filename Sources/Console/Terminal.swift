import Platform

/// What one output stream allows: colour, a line drawn over, a known width. Decided once, at the
/// start, except the width, which follows the window.
package struct Terminal: Sendable {
  /// The values of `--color`.
  package enum ColorChoice: String, CaseIterable, Sendable {
    case auto
    case always
    case never
  }

  package let descriptor: Int32
  /// Whether a person is looking; `--color always` does not make a file one.
  package let isTerminal: Bool
  package let allowsColor: Bool
  /// Whether a line can be drawn over: a terminal that is not `TERM=dumb`.
  package let allowsRedraw: Bool

  package init(descriptor: Int32, color: ColorChoice = .auto) {
    self.init(
      descriptor: descriptor, isTerminal: TerminalDevice.isTerminal(descriptor), color: color,
      environment: Environment.value(of:))
  }

  init(
    descriptor: Int32, isTerminal: Bool, color: ColorChoice, environment: (String) -> String?
  ) {
    self.descriptor = descriptor
    self.isTerminal = isTerminal
    let kind = environment("TERM") ?? ""
    allowsRedraw = isTerminal && !kind.isEmpty && kind != "dumb"
    switch color {
    case .always: allowsColor = true
    case .never: allowsColor = false
    // https://no-color.org: set to anything but nothing.
    case .auto: allowsColor = allowsRedraw && (environment("NO_COLOR") ?? "").isEmpty
    }
  }

  /// The window's columns now; nil where there is no window, and so no reason to cut a line.
  package var width: Int? {
    isTerminal ? TerminalDevice.size(of: descriptor)?.columns : nil
  }

  /// The window's rows now.
  package var height: Int? {
    isTerminal ? TerminalDevice.size(of: descriptor)?.rows : nil
  }

  package var palette: Palette { Palette(isColored: allowsColor) }
}
