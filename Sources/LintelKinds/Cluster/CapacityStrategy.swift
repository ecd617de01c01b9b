import LintelGraph
package import LintelSchema
import LintelSource

/// One share of a capacity provider strategy: which provider runs how many tasks.
package struct CapacityShare: Described {
  package static let summary = "A capacity provider, and its share of the tasks."
  package static let noun = "share"

  let capacityProvider: Located<ProviderChoice>
  let base: Located<Int>
  let weight: Located<Int>

  package init(_ fields: inout FieldReader) {
    capacityProvider = fields.required(
      "capacityProvider", .capacityProvider,
      "Where its tasks run: on Fargate, where `FARGATE_SPOT` costs less and AWS may take tasks back, or on instances of a "
        + "capacity provider by its id. One strategy has the one or the other.")
    base = fields.optional("base", .integer(0...100_000), default: 0, "So many tasks run there before any is shared.")
    weight = fields.optional("weight", .integer(0...1000), default: 0, "Its share of the tasks beyond that.")
  }
}

/// A capacity provider as a strategy or a cluster names it.
package enum ProviderChoice: Hashable, Sendable {
  case aws(CapacityProviderName)
  case entry(EntryReference)

  /// The word that a spec has for it.
  var word: String {
    switch self {
    case .aws(let name): name.rawValue
    case .entry(let reference): reference.id
    }
  }

  var isEntry: Bool { if case .entry = self { true } else { false } }
}

extension FieldType where Value == ProviderChoice {
  /// One of AWS's own, or the id of an entry: ids have no capitals.
  static var capacityProvider: FieldType<ProviderChoice> {
    let choice = FieldType<CapacityProviderName>.choice
    let reference = FieldType<EntryReference>.reference(to: CapacityProvider.section)
    return FieldType(
      shape: .anyOf([choice.shape(), reference.shape()]), placeholder: .aws(.fargate)
    ) { cursor, context in
      let isWord = context.isText(cursor) { $0.contains(where: \.isUppercase) }
      if isWord { return choice.read(cursor, context).map { .aws($0) } }
      return reference.read(cursor, context).map { .entry($0) }
    }
  }
}

/// A capacity provider that AWS has.
package enum CapacityProviderName: String, CaseIterable, Sendable {
  case fargate = "FARGATE"
  case fargateSpot = "FARGATE_SPOT"
}

extension Lowering {
  /// A capacity provider by the name that ECS knows it by.
  func provider(_ choice: Located<ProviderChoice>) -> Value {
    switch choice.value {
    case .aws(let name): Value(.string(name.rawValue), at: choice.span)
    case .entry(let entry): reference(Located(entry, at: choice.span), .name)
    }
  }

  /// A strategy with all members, because ECS answers with all of them.
  func strategy(_ shares: Located<[Located<CapacityShare>]>) -> Value {
    .set(
      shares.value.map { share in
        .map(
          [
            "CapacityProvider": provider(share.value.capacityProvider),
            "Base": .integer(share.value.base), "Weight": .integer(share.value.weight),
          ], at: share.span)
      }, at: shares.span)
  }
}
