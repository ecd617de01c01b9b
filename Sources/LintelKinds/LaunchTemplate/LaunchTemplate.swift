import LintelAWS
package import LintelGraph
package import LintelSchema
package import LintelSource

/// An EC2 launch template, with IMDSv2 required.
package struct LaunchTemplate: Kind {
  package static let section = "launchTemplates"
  package static let summary = "What the instances of an Auto Scaling group start as. IMDSv2 is required of them."
  package static let type = "AWS::EC2::LaunchTemplate"
  package static let existing = ExistingForm.id(prefix: "lt-")
  package static let attributes = ["id"]
  package static let nameRule = NameRule.launchTemplate
  package static let nameUse = NameUse.property("LaunchTemplateName")

  package let name: Located<String>?
  let image: Located<EntryReference>?
  let ami: Located<String>?
  let instanceType: Located<String>
  let keyPair: Located<String>?
  let securityGroups: Located<[Located<EntryReference>]>
  let role: Located<EntryReference>?

  package init(_ fields: inout FieldReader) {
    name = fields.optional("name", .name(Self.nameRule), "The launch template's name.", absence: Absence.name)
    image = fields.optional("image", .reference(to: Image.section), "An image of the spec.")
    ami = fields.optional("ami", .ami, "The id of any other Amazon Machine Image.")
    fields.exactlyOne("image", "ami")
    instanceType = fields.required("instanceType", .instanceType, "The instance type, such as `t3.micro`.")
    keyPair = fields.optional("keyPair", .name(.keyPair), "The name of an EC2 key pair, which is never created.")
    securityGroups = fields.required(
      "securityGroups", .set(of: .reference(to: SecurityGroup.section), count: 1...5),
      "The groups that the instances wear.")
    role = fields.optional(
      "role", .reference(to: Role.section),
      "The role that the instances act with, through an instance profile that Lintel makes.")
  }

  package func properties(of entry: Entry<LaunchTemplate>, in lowering: inout Lowering) -> [Member] {
    members([
      "LaunchTemplateData": .map(
        [
          "ImageId": image.map { lowering.reference($0, .id) } ?? ami.map { .string($0) },
          "InstanceType": .string(instanceType),
          "KeyName": keyPair.map { .string($0) },
          "SecurityGroupIds": lowering.references(securityGroups, .id),
          "IamInstanceProfile": lowering.instanceProfile(of: entry, role, .arn).map { .map(["Arn": $0]) },
          "MetadataOptions": .map(["HttpTokens": "required"]),
          "TagSpecifications": tagSpecifications(lowering.tags(of: entry)),
        ], at: instanceType.span)
    ])
  }

  /// The spec's own tags, for the instances and their volumes: so their costs can be told apart.
  private func tagSpecifications(_ tags: [Tag]) -> Value? {
    if tags.isEmpty { return nil }
    let list = Value.list(tags.map { .map(["Key": Value(.string($0.key), at: $0.value.span), "Value": $0.value]) })
    return .list(["instance", "volume"].map { .map(["ResourceType": Value(.string($0)), "Tags": list]) })
  }

  package func derive(from entry: Entry<LaunchTemplate>, in lowering: inout Lowering) {
    lowering.addInstanceProfile(of: entry, role, suffix: "launch-template")
  }
}
