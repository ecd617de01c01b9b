import LintelAWS
package import LintelGraph
package import LintelSchema
package import LintelSource
import LintelSpec

/// An EC2 instance.
///
/// One that an image is made from is the script's alone.
package struct Instance: Kind {
  package static let section = "instances"
  package static let summary = "An EC2 instance. One that an image is made from is not in the template."
  package static let type = "AWS::EC2::Instance"
  package static let existing = ExistingForm.id(prefix: "i-")
  package static let attributes = ["id"]
  package static let nameRule = NameRule.nameTag
  package static let nameUse = NameUse.tag

  package let name: Located<String>?
  let ami: Located<String>
  let instanceType: Located<String>
  let subnet: Located<EntryReference>
  let securityGroups: Located<[Located<EntryReference>]>
  let keyPair: Located<String>?
  let role: Located<EntryReference>?
  let userData: Located<Text>?

  package init(_ fields: inout FieldReader) {
    name = fields.optional("name", .name(Self.nameRule), "The tag `Name`.", absence: Absence.name)
    ami = fields.required("ami", .ami, "The Amazon Machine Image that it starts from.")
    instanceType = fields.required("instanceType", .instanceType, "The instance type, such as `t3.micro`.")
    subnet = fields.required("subnet", .reference(to: Subnet.section), "Where it stands.")
    securityGroups = fields.required(
      "securityGroups", .set(of: .reference(to: SecurityGroup.section), count: 1...5), "The groups that it wears.")
    keyPair = fields.optional("keyPair", .name(.keyPair), "The name of an EC2 key pair, which is never created.")
    role = fields.optional(
      "role", .reference(to: Role.section),
      "The role that it acts with, through an instance profile that Lintel makes.")
    userData = fields.optional(
      "userData", .userData,
      FieldType<Text>.userDataSummary + " A change stops and starts the instance, and runs nothing again; without the "
        + "line it keeps what it has.")
  }

  package func role(of entry: Entry<Instance>, in lowering: Lowering) -> Resource.Role {
    lowering.index.imageSources.contains(entry.id) ? .scaffold : .owned
  }

  package func properties(of entry: Entry<Instance>, in lowering: inout Lowering) -> [Member] {
    members([
      "ImageId": .string(ami),
      "InstanceType": .string(instanceType),
      "SubnetId": lowering.reference(subnet, .id),
      "SecurityGroupIds": lowering.references(securityGroups, .id),
      "KeyName": keyPair.map { .string($0) },
      "UserData": userData.map { lowering.value(of: $0) },
      "IamInstanceProfile": lowering.instanceProfile(of: entry, role, .name),
    ])
  }

  package func derive(from entry: Entry<Instance>, in lowering: inout Lowering) {
    lowering.addInstanceProfile(of: entry, role, suffix: "instance")
  }
}

extension FieldType where Value == String {
  /// The id of an Amazon Machine Image, of 8 or 17 hexadecimal digits.
  package static var ami: FieldType<String> { .identifier("an AMI", ["ami-"]) }

  package static var instanceType: FieldType<String> {
    .text("an instance type", pattern: #"^[a-z0-9-]+\.[a-z0-9-]+$"#) { text in
      let parts = text.split(separator: ".", omittingEmptySubsequences: false)
      let isWord = parts.allSatisfy { part in
        !part.isEmpty
          && part.utf8.allSatisfy { $0.isDigit || $0.isSmallLetter || $0 == 0x2D }
      }
      return parts.count == 2 && isWord ? nil : "a family and a size are expected, as in `t3.micro`"
    }.known("instance type") { AWSNames.verdict(onInstanceType: $0) }
  }
}
