import LintelAWS
import LintelGraph
import LintelSchema
import LintelSource

/// The types of a group's instances, and which of them are Spot.
///
/// What a spec leaves out is said as AWS takes it, so that it comes back when a line of the spec goes.
struct MixedInstances: Described {
  static let summary =
    "Other instance types than the launch template's, and how many of them are Spot. A change concerns instances that "
    + "start later."
  static let noun = "mix of instances"

  private static let usualOnDemandStrategy = "prioritized"
  private static let usualSpotStrategy = "lowest-price"

  private let types: Located<[Located<String>]>
  private let onDemandBase: Located<Int>?
  private let onDemandPercentage: Located<Int>?
  private let onDemandStrategy: Located<String>?
  private let spotStrategy: Located<String>?
  private let spotPrice: Located<String>?

  init(_ fields: inout FieldReader) {
    types = fields.required(
      "instanceTypes", .set(of: .instanceType, count: 1...40),
      "The instance types, in the order that On-Demand instances prefer them. The launch template's own counts only if "
        + "it is among them.")
    onDemandBase = fields.optional(
      "onDemandBaseCapacity", .integer(0...10_000), "How many instances are On-Demand before any other starts.",
      absence: "0")
    onDemandPercentage = fields.optional(
      "onDemandPercentageAboveBaseCapacity", .integer(0...100, in: .percent),
      "The share of On-Demand instances among those above the base; the rest is Spot.",
      absence: "100")
    onDemandStrategy = fields.optional(
      "onDemandAllocationStrategy", .oneOf(["lowest-price", "prioritized"]), "Which type an On-Demand instance has.",
      absence: "`\(Self.usualOnDemandStrategy)`")
    spotStrategy = fields.optional(
      "spotAllocationStrategy",
      .oneOf(["capacity-optimized", "capacity-optimized-prioritized", "lowest-price", "price-capacity-optimized"]),
      "Which type a Spot instance has. AWS advises `price-capacity-optimized`: what is cheapest is often taken back first.",
      absence: "`\(Self.usualSpotStrategy)`")
    spotPrice = fields.optional(
      "spotMaxPrice", .price, "The most that a Spot instance may cost an hour, in dollars.",
      absence: "the On-Demand price")
  }

  /// Where it says that some of the instances are Spot; nil where none are.
  var spot: Span? { onDemandPercentage.flatMap { $0.value < 100 ? $0.span : nil } }

  func policy(_ start: Value, at span: Span) -> Value {
    .map(
      [
        "LaunchTemplate": .map(
          [
            "LaunchTemplateSpecification": start,
            "Overrides": .list(types.value.map { .map(["InstanceType": .string($0)], at: $0.span) }, at: types.span),
          ], at: span),
        "InstancesDistribution": .map(
          [
            "OnDemandAllocationStrategy": onDemandStrategy.map { .string($0) }
              ?? Value(.string(Self.usualOnDemandStrategy)),
            "OnDemandBaseCapacity": onDemandBase.map { .integer($0) } ?? 0,
            "OnDemandPercentageAboveBaseCapacity": onDemandPercentage.map { .integer($0) } ?? 100,
            "SpotAllocationStrategy": spotStrategy.map { .string($0) } ?? Value(.string(Self.usualSpotStrategy)),
            "SpotMaxPrice": spotPrice.map { .string($0) },
          ], at: span),
      ], at: span)
  }
}

extension FieldType where Value == String {
  /// Dollars, as AWS takes them: a text of digits with a point.
  static var price: FieldType<String> {
    .text("a price", pattern: #"^[0-9]{1,5}(\.[0-9]{1,6})?$"#) { text in
      let parts = text.split(separator: ".", omittingEmptySubsequences: false)
      let isPrice =
        (1...2).contains(parts.count) && (1...5).contains(parts[0].utf8.count)
        && parts.allSatisfy { !$0.isEmpty && $0.utf8.count <= 6 && $0.utf8.allSatisfy(\.isDigit) }
      return isPrice ? nil : "dollars are expected, as in `0.05`"
    }
  }
}
