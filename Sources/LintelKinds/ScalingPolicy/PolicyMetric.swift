import LintelAWS
import LintelGraph
package import LintelSchema
import LintelSource
import LintelSpec

/// A metric that AWS publishes by itself for services or for Auto Scaling groups.
package enum MetricWord: String, CaseIterable, Sendable {
  case cpu, memory, requestsPerTarget, networkIn, networkOut

  var isOfServices: Bool { self != .networkIn && self != .networkOut }
  var isOfGroups: Bool { self != .memory }
}

/// The metric that a policy acts on: one of AWS's own, or any that is in CloudWatch.
package typealias PolicyMetric = Either<MetricWord, CustomMetric>

extension FieldType where Value == PolicyMetric {
  static var policyMetric: FieldType<PolicyMetric> { .either(.choice, or: .object) }
}

extension PolicyMetric {
  static let words =
    "The metric. `cpu` and `memory` (services only) are the average utilization in percent, `networkIn` and `networkOut` "
    + "(groups only) bytes an instance and minute, `requestsPerTarget` what one task or instance gets from its load "
    + "balancer in a minute. Any other is named in full, or is an expression of several."
  static let statisticWords =
    "What is made of the values of a period; `p99.9` is a percentile, and CloudWatch's other statistics can be said too, "
    + "as `tm90` or `TM(10%:90%)`."

  var word: MetricWord? { if case .scalar(let word) = self { word } else { nil } }
  var custom: CustomMetric? { if case .object(let custom) = self { custom } else { nil } }
}

/// A metric of CloudWatch, or what is worked out from several.
package struct CustomMetric: Described {
  package static let summary = "A metric of CloudWatch, by its full name, or what an expression makes of several."
  package static let noun = "metric"

  /// Nil of an expression.
  let named: NamedMetric?
  let maths: MetricMaths?

  package init(_ fields: inout FieldReader) {
    named = NamedMetric(&fields)
    maths = MetricMaths(&fields)
    fields.either(NamedMetric.keys, or: MetricMaths.keys)
  }

  /// The metrics that it is made of.
  var sources: [NamedMetric] { named.map { [$0] } ?? maths?.terms.compactMap(\.value.value.named) ?? [] }

  /// As a target tracking policy names it.
  func specification(in lowering: Lowering, at span: Span) -> Value {
    if let maths { return .map(["Metrics": maths.queries(in: lowering)], at: span) }
    return Value(.map(named?.specification(in: lowering) ?? []), at: span)
  }
}

extension FieldType where Value == String {
  static var metricStatistic: FieldType<String> {
    let shape = Shape.anyOf([
      .choice(MetricStatistic.words), .string(pattern: MetricStatistic.pattern, minLength: 1, maxLength: 100),
    ])
    return FieldType<String>.string(1...100).converted(shape: shape, placeholder: "") { text, span, context in
      guard case .failure(let problem) = MetricStatistic.read(text) else { return text }
      let message = "'\(text)' is no statistic of CloudWatch"
      if let meant = MetricStatistic.meant(by: text) {
        context.findings.report(
          .invalidValue, at: span, message, label: problem.words, fix: .meant(meant, insteadOf: text, at: span))
      } else {
        let near = Suggestion.nearest(to: text, among: MetricStatistic.words + [MetricStatistic.interquartile])
        context.findings.report(
          .invalidValue, at: span, message, label: problem.words, help: near.map { ["did you mean `\($0)`?"] } ?? [])
      }
      return nil
    }
  }
}

/// A metric of CloudWatch, by its full name.
struct NamedMetric {
  static let keys = KeyForm(["namespace", "name"], optional: ["dimensions", "statistic", "unit"])

  let namespace: Located<String>
  let name: Located<String>
  let dimensions: [MapEntry<Text>]
  let statistic: Located<String>?
  let unit: Located<String>?

  /// Nil where its name is not there.
  init?(_ fields: inout FieldReader) {
    let namespace = fields.optional("namespace", .metricNamespace, "The namespace, such as `AWS/SQS`.")
    let name = fields.optional("name", .string(1...255), "The metric's name there.")
    let dimensions = fields.optional(
      "dimensions", .map("dimension", keys: .dimension, of: .dimensionValue, count: 0...30),
      "The dimensions, all of those that it is published with.")
    statistic = fields.optional("statistic", .metricStatistic, PolicyMetric.statisticWords, absence: "Average")
    unit = fields.optional("unit", .oneOf(MetricWords.units), "The unit that it is published in.", absence: "any")
    guard let namespace, let name else { return nil }
    self.namespace = namespace
    self.name = name
    self.dimensions = dimensions?.value ?? []
  }

  /// Names and values, in the order of the names.
  func dimensions(in lowering: Lowering) -> Value {
    .set(
      dimensions.sorted { $0.key.value < $1.key.value }.map { dimension in
        .map(["Name": .string(dimension.key), "Value": lowering.value(of: dimension.value)], at: dimension.key.span)
      }, at: dimensions.first?.key.span ?? name.span)
  }

  /// Its name, where it is the only one that a policy or an alarm has to name in full.
  private static let onlyID = "metric"

  func specification(in lowering: Lowering) -> [Member] {
    // Of one metric target tracking takes the plain statistics only, of several any.
    if let statistic, MetricStatistic(statistic.value)?.isExtended ?? false {
      let query = Value.map(
        ["Id": Value(.string(Self.onlyID)), "ReturnData": true, "MetricStat": stat(period: nil, in: lowering)],
        at: name.span)
      return members(["Metrics": .set([query], at: name.span)])
    }
    return members([
      "Namespace": .string(namespace), "MetricName": .string(name),
      "Dimensions": dimensions.isEmpty ? nil : dimensions(in: lowering),
      "Statistic": statistic.map { .string($0) } ?? "Average", "Unit": unit.map { .string($0) },
    ])
  }

  /// As one of the metrics of an expression; `period`: what an alarm asks for, and target tracking has by itself.
  func stat(period: Value?, in lowering: Lowering) -> Value {
    .map(
      [
        "Metric": .map(
          [
            "Namespace": .string(namespace), "MetricName": .string(name),
            "Dimensions": dimensions.isEmpty ? nil : dimensions(in: lowering),
          ], at: name.span),
        "Period": period, "Stat": statistic.map { .string($0) } ?? "Average", "Unit": unit.map { .string($0) },
      ], at: name.span)
  }
}

extension FieldType where Value == String {
  /// The namespace of a metric, in the letters that CloudWatch has for it.
  fileprivate static var metricNamespace: FieldType<String> {
    .text("a namespace", pattern: "^[A-Za-z0-9._/# -][A-Za-z0-9._/#: -]{0,254}$") { text in
      if text.hasPrefix(":") { return "a namespace begins with another character than ':'" }
      if text.utf8.count > 255 { return "AWS takes at most 255 characters" }
      let isWritable = text.utf8.allSatisfy { byte in
        byte.isAlphanumeric || " #-./:_".utf8.contains(byte)
      }
      return isWritable ? nil : "letters, digits, spaces and . - _ / # : are possible"
    }
  }
}

extension KeyRule {
  fileprivate static let dimension = KeyRule("name", pattern: "^[!-9;-~][ -~]{0,254}$") { key in
    let isPrintable = key.utf8.allSatisfy { (0x20...0x7E).contains($0) }
    return isPrintable && (1...255).contains(key.utf8.count) && !key.hasPrefix(":") && !key.hasPrefix(" ")
      ? nil : "1 to 255 printable ASCII characters, no colon or space first"
  }
}

extension FieldType<Text> {
  /// CloudWatch takes printable ASCII that is not blank, as its reference of Dimension says.
  fileprivate static var dimensionValue: FieldType<Text> {
    deployTimeText(1...1024).converted(placeholder: Text("")) { text, span, context in
      guard let literal = text.literal else { return text }
      let isPrintable = literal.utf8.allSatisfy { (0x20...0x7E).contains($0) }
      if isPrintable, literal.utf8.contains(where: { $0 != 0x20 }) { return text }
      context.findings.report(
        .invalidValue, at: span, "the value of a dimension is printable ASCII, and not only spaces",
        label: "CloudWatch refuses it")
      return nil
    }
  }
}
