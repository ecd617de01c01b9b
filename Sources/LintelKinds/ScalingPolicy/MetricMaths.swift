import LintelAWS
import LintelGraph
package import LintelSchema
import LintelSource
import LintelSpec

/// What an expression makes of several metrics: CloudWatch's metric maths.
struct MetricMaths {
  static let keys = KeyForm(["expression", "metrics"], optional: ["label"])

  let expression: Located<String>
  let label: Located<String>?
  let terms: [MapEntry<MetricTerm>]

  /// Nil where there is no expression.
  init?(_ fields: inout FieldReader) {
    let expression = fields.optional(
      "expression", .metricExpression, "What is worked out from `metrics`, such as `queue / tasks`.")
    let metrics = fields.optional(
      "metrics", .map("metric", keys: .metricID, ofObjects: MetricTerm.self, count: 1 ... .max),
      "What the expression is made of, by the names that it has there: letters, digits and `_`, a small letter first.")
    label = fields.optional("label", .metricLabel, "What CloudWatch's graphs call the result.")
    guard let expression, let metrics else { return nil }
    self.expression = expression
    terms = metrics.value
  }

  /// The id of what the expression yields: none of those that the spec gives.
  private var resultID: String {
    let taken = Set(terms.map(\.key.value))
    var id = "result"
    var number = 1
    while taken.contains(id) {
      number += 1
      id = "result\(number)"
    }
    return id
  }

  /// AWS's list: the result first, which CloudWatch shows first then, and behind it what it is made of by ids.
  func queries(period: Value? = nil, in lowering: Lowering) -> Value {
    let result = Value.map(
      [
        "Id": Value(.string(resultID), at: expression.span), "Expression": .string(expression),
        "Label": label.map { .string($0) }, "ReturnData": true,
      ], at: expression.span)
    let others = terms.sorted { $0.key.value < $1.key.value }.map { term -> Value in
      let model = term.value.value
      return .map(
        [
          "Id": .string(term.key), "Expression": model.expression.map { .string($0) },
          "Label": model.label.map { .string($0) }, "ReturnData": false,
          "MetricStat": model.named?.stat(period: period, in: lowering),
        ], at: term.key.span)
    }
    return .set([result] + others, at: expression.span)
  }
}

/// One of the names that stand in an expression.
package struct MetricTerm: Described {
  package static let summary = "A metric that an expression uses, or another expression."
  package static let noun = "metric"

  let named: NamedMetric?
  let expression: Located<String>?
  let label: Located<String>?

  package init(_ fields: inout FieldReader) {
    named = NamedMetric(&fields)
    expression = fields.optional(
      "expression", .metricExpression, "What is worked out from others of `metrics`, in place of a metric.")
    label = fields.optional("label", .metricLabel, "What CloudWatch's graphs call it.")
    fields.either(NamedMetric.keys, or: KeyForm(["expression"]))
  }
}

extension FieldType where Value == String {
  fileprivate static var metricExpression: FieldType<String> {
    .withoutControls(1...MetricMathsLimits.expressionLength.other)
  }

  fileprivate static var metricLabel: FieldType<String> { .withoutControls(1...MetricMathsLimits.labelLength) }

  /// Text in which AWS takes no sign that controls a terminal, but for those that separate words.
  private static func withoutControls(_ length: ClosedRange<Int>) -> FieldType<String> {
    FieldType<String>.string(length).converted(placeholder: "") { text, span, context in
      let isPlain = text.unicodeScalars.allSatisfy { $0.value >= 0x20 || "\t\r\n".unicodeScalars.contains($0) }
      if isPlain { return text }
      context.findings.report(
        .invalidValue, at: span, "the text has a control character", label: "AWS takes none but tabs and line ends")
      return nil
    }
  }
}

extension KeyRule {
  fileprivate static let metricID = KeyRule("name", pattern: "^[a-z][A-Za-z0-9_]{0,254}$") { key in
    let isWritable = key.utf8.allSatisfy { $0.isAlphanumeric || $0 == UInt8(ascii: "_") }
    if key.utf8.count > MetricMathsLimits.idLength.other { return "at most 255 characters" }
    return isWritable && key.utf8.first?.isSmallLetter ?? false ? nil : "letters, digits and _, a small letter first"
  }
}
