import LintelAWS
package import LintelGraph
package import LintelSchema
package import LintelSource

/// An ECR repository.
///
/// It holds data, and so outlives the system.
package struct Repository: Kind {
  package static let section = "repositories"
  package static let summary = "An ECR repository of container images. It is kept when the system is removed."
  package static let type = "AWS::ECR::Repository"
  package static let existing = ExistingForm.nameOrARN(service: "ecr")
  package static let attributes = ["name", "arn", "uri"]
  package static let nameRule = NameRule.repository
  package static let nameUse = NameUse.property("RepositoryName")
  package static let isRetained = true

  package let name: Located<String>?
  let scanOnPush: Located<Bool>?

  package init(_ fields: inout FieldReader) {
    name = fields.optional("name", .name(Self.nameRule), "The repository's name.", absence: Absence.name)
    scanOnPush = fields.optional(
      "scanOnPush", .boolean, "Whether images are scanned for known vulnerabilities when pushed.", absence: "false")
  }

  package func properties(of entry: Entry<Repository>, in lowering: inout Lowering) -> [Member] {
    members([
      "ImageScanningConfiguration": scanOnPush.map { .map(["ScanOnPush": .boolean($0)], at: $0.span) }
    ])
  }

  package func derive(from entry: Entry<Repository>, in lowering: inout Lowering) {
    let path = Self.path(entry.id)
    lowering.graph.outputs.append(
      Output("\(LogicalID(path))Uri", "Where images of '\(entry.id)' are pushed", .reference(path, .uri)))
  }
}
