package import LintelGraph
import LintelSource
import Synchronization

/// The effect that the change of a property has on a resource, in rising order.
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
package enum PropertyShape: Sendable {
  case string, integer, number, boolean
  /// Text that AWS takes and shows in base64; the graph has it as it was written.
  case base64
  /// Named members, which are AWS's property names.
  case object([PropertyDescription])
  /// Keys are data and keep their spelling.
  indirect case map(of: PropertyShape)
  /// Order counts.
  indirect case list(of: PropertyShape)
  /// Order means nothing.
  indirect case set(of: PropertyShape)
  /// Any JSON: a policy document.
  case document
}

/// One property of AWS's type.
///
/// A class, because rows are filtered and looked up all the time, and a struct of this size is slow to copy.
package final class PropertyDescription: Sendable {
  package let name: String
  package let shape: PropertyShape
  /// The effect that its change has on the resource.
  package let effect: UpdateEffect
  /// Whether it must be there where what holds it is.
  package let isRequired: Bool
  /// Whether a template has it beside the properties, as what CloudFormation itself heeds.
  package let isAttribute: Bool
  /// The value that AWS takes where nothing is said: `null` for none at all, nil where that is not known.
  package let defaultValue: String?
  /// What AWS takes of a number, besides its default; nil where that is not stated here.
  package let range: ClosedRange<Int>?
  /// What AWS takes of text; empty where that is not stated here.
  package let choices: [String]
  /// Of a set whose items have a key and a value: the keys that are known, with the shapes of their values.
  package let keys: [PropertyDescription]
  /// Deviations of commands from what the name gives.
  package let use: PropertyUse

  init(
    name: String, shape: PropertyShape, effect: UpdateEffect, isRequired: Bool, isAttribute: Bool,
    defaultValue: String?,
    range: ClosedRange<Int>?, choices: [String], keys: [PropertyDescription], use: PropertyUse
  ) {
    self.name = name
    self.shape = shape
    self.effect = effect
    self.isRequired = isRequired
    self.isAttribute = isAttribute
    self.defaultValue = defaultValue
    self.range = range
    self.choices = choices
    self.keys = keys
    self.use = use
  }

  /// Whether it is no member but a key, which AWS spells with small letters.
  var isKey: Bool { name.utf8.first.map { (0x61...0x7A).contains($0) } ?? false }
}

/// Deviations of the AWS CLI from what a property's name gives.
package struct PropertyUse: Sendable, Equatable {
  /// The option, where it is another than the name's.
  var option: String?
  /// Text before the value in the option's argument: `Value=`.
  var prefix = ""
  /// The argument's form, where it is another than the shape's.
  var form: Placeholder.Form?
  /// How the answer has the value.
  var comparison = Commands.Comparison.Form.stated
  /// JMESPath to the value in the answer, where it is no member of the property's name.
  var expression: String?
  /// Whether the call that makes a resource does not take it.
  var isUpdateOnly = false
  /// Whether no answer shows it.
  var isWriteOnly = false
  /// Whether any call has it.
  package var isManaged = true
  /// The value that the call which makes a resource gives where nothing is stated.
  var initialValue: String?
  /// Whether AWS fills it in where nothing is stated.
  package var isFilled = false
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
  /// `Tags: {key: value}`
  case map
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
  /// The name of a log group by its name or ARN, which ends in `:*` or not.
  case logGroupName
  /// The ARN of a log group as policies want it, with `:*` behind it.
  case logGroupARN
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
  /// The section of whose entries it is kept like data, since others know it: an address of a load balancer.
  package let keptOf: String?
  /// What it means to analyses and rules.
  package let facts: Facts
  /// The properties as a text table; see `PropertyTable`.
  package let table: String
  /// How the AWS CLI handles it, as a text table; see `CommandTable`.
  package let commandTable: String
  /// CloudFormation's properties that nothing of a spec becomes, as a text table: names, a colon and the reason.
  package let unreachedTable: String

  package init(
    _ name: String, attributes: [Attribute: AttributeSpelling] = [:], existing: [Attribute: ExistingSpelling] = [:],
    tags: TagStyle = .none, nameProperty: String? = nil, isNameUnique: Bool = true,
    isRevisioned: Bool = false, data: String? = nil, keptOf: String? = nil, facts: Facts = Facts(),
    properties table: String,
    commands commandTable: String = "", unreached unreachedTable: String = ""
  ) {
    self.name = name
    self.attributes = attributes
    self.existing = existing
    self.tags = tags
    self.nameProperty = nameProperty
    self.isNameUnique = isNameUnique && !isRevisioned
    self.isRevisioned = isRevisioned
    self.data = data
    self.keptOf = keptOf
    self.facts = facts
    self.table = table
    self.commandTable = commandTable
    self.unreachedTable = unreachedTable
  }

  /// The properties, once they were asked for.
  private final class Tables: Sendable {
    let properties: [PropertyDescription]
    let attributeNames: [String]

    init(_ table: String) {
      properties = PropertyTable.parse(table)
      attributeNames = properties.filter(\.isAttribute).map(\.name)
    }
  }

  private final class ReadCommands: Sendable {
    let commands: Commands

    init(_ commands: Commands) {
      self.commands = commands
    }
  }

  private let tables = AtomicLazyReference<Tables>()
  private let readCommands = AtomicLazyReference<ReadCommands>()

  private var read: Tables { tables.load() ?? tables.storeIfNil(Tables(table)) }

  /// The properties, read from the table the first time that they are asked for.
  package var properties: [PropertyDescription] { read.properties }

  /// The properties that a template has beside the others.
  package var attributeNames: [String] { read.attributeNames }

  /// How the AWS CLI handles it, read from the tables the first time that it is asked for.
  package var commands: Commands {
    (readCommands.load() ?? readCommands.storeIfNil(ReadCommands(CommandTable(of: self).commands))).commands
  }

  /// AWS's default of a property, or of a member or key below one; nil where none is known.
  package func defaultValue(of path: String...) -> String? { defaultValue(of: path) }

  /// The default of a property whose row has one.
  package func requiredDefault(of path: [String]) -> String {
    guard let value = defaultValue(of: path) else { preconditionFailure("no default of \(path) in \(name)") }
    return value
  }

  /// The default of an integer whose row has one.
  package func integerDefault(of path: String...) -> Int {
    let value = requiredDefault(of: path)
    guard let integer = Int(value) else { preconditionFailure("\(value) of \(path) in \(name) is no integer") }
    return integer
  }

  private func defaultValue(of path: [String]) -> String? {
    description(of: path).flatMap { $0.defaultValue ?? $0.use.initialValue }
  }

  /// The row of a property, or of a member or key below one.
  package func description(of path: [String]) -> PropertyDescription? {
    var parts = properties
    var found: PropertyDescription?
    for name in path {
      found = parts.first { $0.name == name }
      parts = found.map { $0.shape.parts + $0.keys } ?? []
    }
    return found
  }

  /// The properties that nothing of a spec becomes, members behind a dot, and why.
  package var unreached: [(properties: [String], reason: String)] {
    unreachedTable.split(separator: "\n").compactMap { line in
      String(line).halves(around: ": ").map { names, reason in (names.split(separator: " ").map(String.init), reason) }
    }
  }

  /// Whether CloudFormation has no such type.
  package var isArtifact: Bool { name.hasPrefix("Lintel::") }
}
