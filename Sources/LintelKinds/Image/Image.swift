import LintelAWS
package import LintelGraph
package import LintelSchema
package import LintelSource

/// An Amazon Machine Image made from an instance: CloudFormation has no resource for it.
package struct Image: Kind {
  package static let section = "images"
  package static let summary =
    "An Amazon Machine Image made from an instance. In the template it is the parameter `<Id>ImageId`."
  package static let type = "Lintel::MachineImage"
  package static let existing = ExistingForm.id(prefix: "ami-")
  package static let attributes = ["id"]
  package static let nameRule = NameRule.image
  package static let nameUse = NameUse.script

  package let name: Located<String>?
  let instance: Located<EntryReference>

  package init(_ fields: inout FieldReader) {
    name = fields.optional("name", .name(Self.nameRule), "The AMI's name.", absence: Absence.name)
    instance = fields.required(
      "instance", .reference(to: Instance.section), "The instance that it is made from.")
  }

  package func role(of entry: Entry<Image>, in lowering: Lowering) -> Resource.Role { .artifact }

  package func properties(of entry: Entry<Image>, in lowering: inout Lowering) -> [Member] {
    [Member("Instance", lowering.reference(instance, .id))]
  }
}
