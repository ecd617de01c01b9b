/// Colours of a terminal, or none.
package struct Palette {
  package enum Style {
    case plain, bold, error, warning, note, help
    /// Line numbers, arrows, and marks that are not the primary one.
    case frame

    init(_ severity: Severity) {
      switch severity {
      case .error: self = .error
      case .warning: self = .warning
      case .note, .off: self = .note
      }
    }

    /// The parameters of the escape sequence that turns it on.
    fileprivate var code: String? {
      switch self {
      case .plain: nil
      case .bold: "1"
      case .error: "1;31"
      case .warning: "1;33"
      case .note: "1;36"
      case .help: "1;32"
      case .frame: "1;34"
      }
    }
  }

  package let isColored: Bool

  package init(isColored: Bool) {
    self.isColored = isColored
  }

  /// A text in a style.
  package func paint(_ text: PrintableText, _ style: Style) -> PrintableText {
    guard isColored, let code = style.code, !text.isEmpty else { return text }
    return PrintableText(madeSafe: "\u{1B}[\(code)m\(text.text)\u{1B}[0m")
  }
}
