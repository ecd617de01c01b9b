import LintelAWS
package import LintelGraph
package import LintelSchema
package import LintelSource
import LintelSpec

/// An EC2 launch template, with IMDSv2 required.
package struct LaunchTemplate: Kind {
  package static let section = "launchTemplates"
  package static let summary =
    "What the instances of an Auto Scaling group start as. IMDSv2 is required of them, and volumes that are written are "
    + "encrypted."
  package static let type = "AWS::EC2::LaunchTemplate"
  package static let existing = ExistingForm.id(prefix: "lt-")
  package static let attributes = ["id"]
  package static let nameRule = NameRule.launchTemplate
  package static let nameUse = NameUse.property("LaunchTemplateName")

  package let name: Located<String>?
  let image: Located<EntryReference>?
  let ami: Located<String>?
  let amiParameter: Located<String>?
  let instanceType: Located<String>
  let keyPair: Located<String>?
  let securityGroups: Located<[Located<EntryReference>]>
  let assignPublicIp: Located<Bool>?
  let role: Located<EntryReference>?
  let userData: Located<Text>?
  let blockDevices: Located<[MapEntry<BlockDevice>]>?
  let metadataOptions: Located<MetadataOptions>?
  let options: LaunchOptions

  package init(_ fields: inout FieldReader) {
    name = fields.optional("name", .name(Self.nameRule), "The launch template's name.", absence: Absence.name)
    image = fields.optional("image", .reference(to: Image.section), "An image of the spec.")
    ami = fields.optional("ami", .ami, "The id of any other Amazon Machine Image.")
    amiParameter = fields.optional(
      "amiParameter", .amiParameter,
      "The parameter of Systems Manager that names the AMI, such as AWS's own below `/aws/service`. It is read whenever "
        + "an instance starts, so that a new AMI replaces no instance by itself.")
    fields.exactlyOne("image", "ami", "amiParameter")
    instanceType = fields.required("instanceType", .instanceType, "The instance type, such as `t3.micro`.")
    keyPair = fields.optional("keyPair", .name(.keyPair), "The name of an EC2 key pair, which is never created.")
    securityGroups = fields.required(
      "securityGroups", .set(of: .reference(to: SecurityGroup.section), count: 1...5),
      "The groups that the instances wear.")
    assignPublicIp = fields.optional(
      "assignPublicIp", .boolean, "Whether the instances get public addresses, whatever their subnets say.",
      absence: "what the subnet says: `public`")
    role = fields.optional(
      "role", .reference(to: Role.section),
      "The role that the instances act with, through an instance profile that Lintel makes.")
    userData = fields.optional("userData", .userData, FieldType<Text>.userDataSummary)
    blockDevices = fields.optional(
      "blockDevices", .map("block device", keys: .deviceName, ofObjects: BlockDevice.self, count: 1...40),
      "The volumes by the names of their devices. The root device is `/dev/xvda` in Amazon's images, and `/dev/sda1` in "
        + "Ubuntu's and in Windows: that name changes the root volume.",
      absence: "those of the AMI")
    metadataOptions = fields.optional(
      "metadataOptions", .object,
      "How programs on an instance ask for its metadata and for the credentials of its role.")
    options = LaunchOptions(&fields)
  }

  package static let rules: [EntryRule<LaunchTemplate>] = [
    EntryRule([.impossibleVolume], by: checkVolumes),
    EntryRule([.unsupportedByInstanceType], by: checkOptions),
    EntryRule([.metadataWithoutToken], by: checkMetadata),
  ]

  package func properties(of entry: Entry<LaunchTemplate>, in lowering: inout Lowering) -> [Member] {
    let data = members([
      "ImageId": imageID(in: lowering),
      "InstanceType": .string(instanceType),
      "KeyName": keyPair.map { .string($0) },
      "SecurityGroupIds": assignPublicIp == nil ? lowering.references(securityGroups, .id) : nil,
      "NetworkInterfaces": assignPublicIp.map { networkInterfaces($0, in: lowering) },
      "IamInstanceProfile": lowering.instanceProfile(of: entry, role, .arn).map { .map(["Arn": $0]) },
      "UserData": userData.map { lowering.value(of: $0) },
      "BlockDeviceMappings": blockDevices.map { devices in
        .set(devices.value.map { $0.value.value.mapping(at: $0.key) }, at: devices.span)
      },
      "MetadataOptions": MetadataOptions.lower(metadataOptions),
    ])
    return members([
      "LaunchTemplateData": Value(
        .map(
          data + options.members
            + members(["TagSpecifications": tagSpecifications(lowering.tags(of: entry))])), at: instanceType.span)
    ])
  }

  /// The only interface: its groups are said in it, since EC2 refuses others beside it.
  private func networkInterfaces(_ isPublic: Located<Bool>, in lowering: Lowering) -> Value {
    let interface = Value.map(
      [
        "DeviceIndex": 0, "AssociatePublicIpAddress": .boolean(isPublic),
        "Groups": lowering.references(securityGroups, .id), "DeleteOnTermination": true,
      ], at: isPublic.span)
    return .set([interface], at: isPublic.span)
  }

  private func imageID(in lowering: Lowering) -> Value? {
    if let amiParameter { return Value(.string("resolve:ssm:\(amiParameter.value)"), at: amiParameter.span) }
    return image.map { lowering.reference($0, .id) } ?? ami.map { .string($0) }
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
