import LintelGraph
import LintelSchema
import LintelSource
import LintelSpec

// A default is a value: what its own declaration says of values holds for it.
extension ParameterDeclaration {
  /// Holds the default and the allowed values against the declaration itself.
  func check(_ name: String, _ findings: Findings) {
    if type.value == .number {
      for value in allowedValues + [defaultValue].compactMap(\.self) where Decimal(value.value) == nil {
        findings.report(
          .invalidValue, at: value.span, "'\(shortened(value.value))' is no number, and parameter '\(name)' is one",
          label: "AWS refuses the template", labels: type.isWritten ? [Label(type.span, "the type")] : [],
          help: ["write a number, or leave `type` out"])
      }
    }
    guard let defaultValue else { return }
    if !allowedValues.isEmpty, !allowedValues.contains(where: { isSame($0.value, defaultValue.value) }) {
      let words = allowedValues.map { shortened($0.value) }
      let near = Suggestion.nearest(to: defaultValue.value, among: allowedValues.map(\.value))
      findings.report(
        .invalidValue, at: defaultValue.span,
        "'\(shortened(defaultValue.value))' is none of the values that parameter '\(name)' can have",
        label: "AWS refuses the template: expected \(Suggestion.list(words, joinedBy: "or"))",
        help: [
          near.map { "did you mean `\($0)`?" } ?? "write one of them, or add it to `allowedValues`"
        ])
    } else if type.value == .string, let pattern, let whole = WholePattern(pattern.value),
      !whole.matches(defaultValue.value)
    {
      findings.report(
        .invalidValue, at: defaultValue.span,
        "'\(shortened(defaultValue.value))' does not match the pattern of parameter '\(name)'",
        label: "AWS refuses the template", labels: [Label(pattern.span, "the whole value has to match")],
        help: ["write a default that matches, or change the pattern"])
    }
  }

  private func isSame(_ left: String, _ right: String) -> Bool {
    guard type.value == .number, let first = Decimal(left), let second = Decimal(right) else { return left == right }
    return first == second
  }

  private func shortened(_ text: String) -> String { ReadingContext.shortened(text) }
}
