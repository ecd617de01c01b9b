package import LintelGraph

/// What AWS does with a resource when a property changes, in rising order.
package enum UpdateEffect: String, CaseIterable, Comparable, Sendable {
  case noInterruption = "none"
  /// Only instances that start from then on have it.
  case laterInstances = "later"
  /// ECS starts new tasks in place of the old ones, within the deployment's percentages.
  case rollingDeployment = "deployment"
  case someInterruption = "some"
  case replacement

  package static func < (left: UpdateEffect, right: UpdateEffect) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .noInterruption: 0
    case .laterInstances: 1
    case .rollingDeployment: 2
    case .someInterruption: 3
    case .replacement: 4
    }
  }
}

/// The form of a property's value.
package indirect enum PropertyShape: Sendable {
  case string, integer, number, boolean
  /// Named members, which are AWS's property names.
  case object([PropertyDescription])
  /// Keys are data and keep their spelling.
  case map(of: PropertyShape)
  /// Order counts.
  case list(of: PropertyShape)
  /// Order means nothing.
  case set(of: PropertyShape)
  /// Any JSON: a policy document.
  case document
}

/// What AWS's type says of one property.
package struct PropertyDescription: Sendable {
  package let name: String
  package let shape: PropertyShape
  /// What a change of it does to the resource.
  package let effect: UpdateEffect
  /// Whether it must be there where what holds it is.
  package let isRequired: Bool
  /// Whether a template has it beside the properties, as what CloudFormation itself heeds.
  package let isAttribute: Bool
}

/// How a type carries tags in a template.
package enum TagStyle: String, Sendable {
  /// It has none.
  case none
  /// `Tags: [{Key, Value}]`
  case list
  /// `Tags: [{Key, Value, PropagateAtLaunch}]`
  case propagated
  /// `TagSpecifications: [{ResourceType, Tags}]`
  case specifications
}

/// How a template asks a resource for an attribute.
package enum AttributeSpelling: Sendable, Equatable {
  case ref
  case getAtt(String)
}

/// How an attribute of an existing resource follows from the identifier that the spec gives for it.
///
/// An attribute without a spelling does not follow: nothing may refer to it.
package enum ExistingSpelling: Sendable {
  /// It is the identifier.
  case identifier
  /// An ARN in this account: `arn:<partition>:<service>:<region>:<account>:<prefix><identifier>`, unless the
  /// identifier is an ARN already. IAM's ARNs have no region.
  case arn(service: String, prefix: String, hasRegion: Bool)
  /// What stands behind the last `after` of an ARN; anything else is a name, and stands for itself.
  case nameInARN(after: String)
  /// What stands behind the last colon of an ARN.
  case lastPart
  /// The address of an ECR repository by its name or ARN.
  case repositoryURI
}

/// One of AWS's resource types: what both targets, diff and the proofs know about it.
///
/// A class, because it is looked up for every node and a struct of this size is slow to copy.
package final class ResourceType: Sendable {
  /// CloudFormation's name.
  package let name: String
  /// What a template writes for each attribute by meaning.
  package let attributes: [Attribute: AttributeSpelling]
  package let existing: [Attribute: ExistingSpelling]
  package let tags: TagStyle
  /// The property that holds the physical name, where the type has one.
  package let nameProperty: String?
  /// Whether the name can be had once only, so that a replacement meets that of the resource it replaces.
  package let isNameUnique: Bool
  /// Whether a replacement is a new revision under the same name, which stands beside the old one.
  package let isRevisioned: Bool
  /// What is in it that AWS cannot make again: images, log events.
  package let data: String?
  /// The properties as a text table; see `PropertyTable`.
  package let table: String
  /// How the AWS CLI handles it, as a text table; see `CommandTable`.
  package let commandTable: String

  package init(
    _ name: String, attributes: [Attribute: AttributeSpelling] = [:], existing: [Attribute: ExistingSpelling] = [:],
    tags: TagStyle = .none, nameProperty: String? = nil, isNameUnique: Bool = true,
    isRevisioned: Bool = false, data: String? = nil, properties table: String, commands commandTable: String = ""
  ) {
    self.name = name
    self.attributes = attributes
    self.existing = existing
    self.tags = tags
    self.nameProperty = nameProperty
    self.isNameUnique = isNameUnique && !isRevisioned
    self.isRevisioned = isRevisioned
    self.data = data
    self.table = table
    self.commandTable = commandTable
  }

  /// The properties, read from the table the first time that any type's are asked for.
  package var properties: [PropertyDescription] { Catalog.properties[name] ?? PropertyTable.parse(table) }

  /// The properties that a template has beside the others.
  package var attributeNames: [String] { Catalog.attributeNames[name] ?? [] }

  /// How the AWS CLI handles it, read from the table the first time that any type's is asked for.
  package var commands: Commands { Catalog.commands[name] ?? CommandTable(commandTable).commands }

  /// Whether CloudFormation has no such type.
  package var isArtifact: Bool { name.hasPrefix("Lintel::") }
}
