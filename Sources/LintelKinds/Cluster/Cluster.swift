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

  package init(_ fields: inout FieldReader) {
    name = fields.optional("name", .name(Self.nameRule), "The cluster's name.", absence: Absence.name)
    containerInsights = fields.optional(
      "containerInsights", .choice, "CloudWatch Container Insights.", absence: "the account's setting")
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

  package func derive(from entry: Entry<Cluster>, in lowering: inout Lowering) {
    let path = Self.path(entry.id)
    lowering.graph.outputs.append(
      Output("\(LogicalID(path))Name", "The name of cluster '\(entry.id)'", .reference(path, .name)))
  }
}
