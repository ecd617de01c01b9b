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
    + "balancer in a minute. Any other is named in full."

  var word: MetricWord? { if case .scalar(let word) = self { word } else { nil } }
  var custom: CustomMetric? { if case .object(let custom) = self { custom } else { nil } }
}

/// A metric of CloudWatch, by its full name.
package struct CustomMetric: Described {
  package static let summary = "A metric of CloudWatch, by its full name."
  package static let noun = "metric"

  let namespace: Located<String>
  let name: Located<String>
  let dimensions: [MapEntry<Text>]
  let statistic: Located<String>?
  let unit: Located<String>?

  package init(_ fields: inout FieldReader) {
    namespace = fields.required("namespace", .metricNamespace, "The namespace, such as `AWS/SQS`.")
    name = fields.required("name", .string(1...255), "The metric's name there.")
    dimensions =
      fields.optional(
        "dimensions", .map("dimension", keys: .dimension, of: .dimensionValue, count: 0...30),
        "The dimensions, all of those that it is published with.")?.value ?? []
    statistic = fields.optional(
      "statistic", .oneOf(MetricWords.statistics), "What is made of the values of a period.", absence: "Average")
    unit = fields.optional("unit", .oneOf(MetricWords.units), "The unit that it is published in.", absence: "any")
  }

  /// Names and values, in the order of the names.
  func dimensions(in lowering: Lowering) -> Value {
    .set(
      dimensions.sorted { $0.key.value < $1.key.value }.map { dimension in
        .map(["Name": .string(dimension.key), "Value": lowering.value(of: dimension.value)], at: dimension.key.span)
      }, at: dimensions.first?.key.span ?? name.span)
  }

  /// As a target tracking policy names it.
  func specification(in lowering: Lowering, at span: Span) -> Value {
    .map(
      [
        "Namespace": .string(namespace), "MetricName": .string(name),
        "Dimensions": dimensions.isEmpty ? nil : dimensions(in: lowering),
        "Statistic": statistic.map { .string($0) } ?? "Average", "Unit": unit.map { .string($0) },
      ], at: span)
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
