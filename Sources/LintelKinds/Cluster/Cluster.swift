import LintelAWS
package import LintelGraph
package import LintelSchema
package import LintelSource

/// An ECS cluster.
package struct Cluster: Kind {
  package static let section = "clusters"
  package static let summary = "An ECS cluster."
  package static let type = "AWS::ECS::Cluster"
  package static let existing = ExistingForm.nameOrARN(service: "ecs")
  package static let attributes = ["name", "arn"]
  package static let nameRule = NameRule.cluster
  package static let nameUse = NameUse.property("ClusterName")

  package let name: Located<String>?
  let containerInsights: Located<ContainerInsights>?
  let capacityProviders: Located<[Located<CapacityProviderName>]>?
  let defaultCapacityProviderStrategy: Located<[Located<CapacityShare>]>?

  package init(_ fields: inout FieldReader) {
    name = fields.optional("name", .name(Self.nameRule), "The cluster's name.", absence: Absence.name)
    containerInsights = fields.optional(
      "containerInsights", .choice, "CloudWatch Container Insights.", absence: "the account's setting")
    capacityProviders = fields.optional(
      "capacityProviders", .set(of: .choice, count: 0...20),
      "Where tasks of the cluster can run. Left out again, the cluster keeps those that it has: services may use them.",
      absence: "both, where the cluster or a service of it has a strategy")
    defaultCapacityProviderStrategy = fields.optional(
      "defaultCapacityProviderStrategy", .list(of: .object, count: 1...20),
      "Where those services run their tasks that say neither `launchType` nor a strategy.")
  }

  package enum ContainerInsights: String, CaseIterable, Sendable { case enabled, disabled, enhanced }

  package func properties(of entry: Entry<Cluster>, in lowering: inout Lowering) -> [Member] {
    members([
      "ClusterSettings": containerInsights.map { insights in
        .set(
          [
            .map(["Name": "containerInsights", "Value": .string(insights.map(\.rawValue))], at: insights.span)
          ], at: insights.span)
      },
      "CapacityProviders": providers(of: entry, in: lowering),
      "DefaultCapacityProviderStrategy": defaultCapacityProviderStrategy.map { .strategy($0) }
        ?? (providers(of: entry, in: lowering) == nil ? nil : .set([])),
    ])
  }

  /// The providers that are written, or else both of AWS's where a strategy is; nil where none is.
  ///
  /// Both, because a service that leaves one is updated after the cluster, which cannot lose what a service uses.
  private func providers(of entry: Entry<Cluster>, in lowering: Lowering) -> Value? {
    if let capacityProviders {
      return .set(capacityProviders.value.map { .string($0.map(\.rawValue)) }, at: capacityProviders.span)
    }
    guard lowering.index.clustersWithStrategy.contains(entry.id), entry.existing == nil else { return nil }
    return .set(CapacityProviderName.allCases.map { Value(.string($0.rawValue)) })
  }

  package func derive(from entry: Entry<Cluster>, in lowering: inout Lowering) {
    let path = Self.path(entry.id)
    lowering.graph.outputs.append(
      Output("\(LogicalID(path))Name", "The name of cluster '\(entry.id)'", .reference(path, .name)))
  }
}
