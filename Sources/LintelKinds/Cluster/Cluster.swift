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
  let capacityProviders: Located<[Located<ProviderChoice>]>?
  let defaultCapacityProviderStrategy: Located<[Located<CapacityShare>]>?

  package init(_ fields: inout FieldReader) {
    name = fields.optional("name", .name(Self.nameRule), "The cluster's name.", absence: Absence.name)
    containerInsights = fields.optional(
      "containerInsights", .choice, "CloudWatch Container Insights.", absence: "the account's setting")
    capacityProviders = fields.optional(
      "capacityProviders", .set(of: .capacityProvider, count: 0...20),
      "Where tasks of the cluster can run: `FARGATE`, `FARGATE_SPOT`, and ids of capacity providers. ECS takes none from "
        + "the list that tasks run with: let the services name others first, in a deployment of its own.",
      absence: "those that its strategy and its services' name, and both of AWS's if one of them is among these")
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
      }
    ])
  }

  /// The providers that are written, or else those that strategies name; nil where there is none.
  ///
  /// AWS's come both, because a service that leaves one is updated after the cluster, which cannot lose what a service uses.
  private func providers(of entry: Entry<Cluster>, in lowering: Lowering) -> Value? {
    if let capacityProviders {
      return .set(capacityProviders.value.map { lowering.provider($0) }, at: capacityProviders.span)
    }
    guard let named = lowering.index.providersOfClusters[entry.id] else { return nil }
    var providers = named.filter(\.value.isEntry).map { lowering.provider($0) }
    if providers.count < named.count {
      providers = CapacityProviderName.allCases.map { Value(.string($0.rawValue)) } + providers
    }
    return .set(providers)
  }

  package func derive(from entry: Entry<Cluster>, in lowering: inout Lowering) {
    let path = Self.path(entry.id)
    if let providers = providers(of: entry, in: lowering) {
      let strategy = defaultCapacityProviderStrategy.map { lowering.strategy($0) }
      lowering.graph.add(
        lowering.derived(
          "capacityProviders", ResourceType.clusterCapacityProviders.name, from: entry,
          at: capacityProviders?.span ?? defaultCapacityProviderStrategy?.span ?? entry.span,
          members([
            "Cluster": .reference(path, .name), "CapacityProviders": providers,
            "DefaultCapacityProviderStrategy": strategy ?? .set([]),
          ])))
    }
    lowering.graph.outputs.append(
      Output("\(LogicalID(path))Name", "The name of cluster '\(entry.id)'", .reference(path, .name)))
  }
}
