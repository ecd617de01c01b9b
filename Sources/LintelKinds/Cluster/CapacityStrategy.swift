import LintelGraph
package import LintelSchema
import LintelSource

/// One share of a capacity provider strategy: which provider runs how many tasks.
package struct CapacityShare: Described {
  package static let summary = "A capacity provider, and its share of the tasks."
  package static let noun = "share"

  let capacityProvider: Located<CapacityProviderName>
  let base: Located<Int>
  let weight: Located<Int>

  package init(_ fields: inout FieldReader) {
    capacityProvider = fields.required(
      "capacityProvider", .choice, "Where its tasks run: `FARGATE_SPOT` costs less, and AWS may take its tasks back.")
    base = fields.optional("base", .integer(0...100_000), default: 0, "So many tasks run there before any is shared.")
    weight = fields.optional("weight", .integer(0...1000), default: 0, "Its share of the tasks beyond that.")
  }
}

/// A capacity provider that AWS has.
package enum CapacityProviderName: String, CaseIterable, Sendable {
  case fargate = "FARGATE"
  case fargateSpot = "FARGATE_SPOT"
}

extension Value {
  /// A strategy with all members, because ECS answers with all of them.
  static func strategy(_ shares: Located<[Located<CapacityShare>]>) -> Value {
    .set(
      shares.value.map { share in
        .map(
          [
            "CapacityProvider": .string(share.value.capacityProvider.map(\.rawValue)),
            "Base": .integer(share.value.base), "Weight": .integer(share.value.weight),
          ], at: share.span)
      }, at: shares.span)
  }
}
