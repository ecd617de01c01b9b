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
  let immutableTags: Located<Bool>?
  let lifecycle: Located<RepositoryLifecycle>?
  let encryption: Located<RepositoryEncryption>?
  let pullableBy: Located<[Located<Puller>]>?
  let build: Located<Build>?

  package init(_ fields: inout FieldReader) {
    name = fields.optional("name", .name(Self.nameRule), "The repository's name.", absence: Absence.name)
    scanOnPush = fields.optional(
      "scanOnPush", .boolean, "Whether images are scanned for known vulnerabilities when pushed.",
      absence: Absence.aws(.repository, "ImageScanningConfiguration", "ScanOnPush"))
    immutableTags = fields.optional(
      "immutableTags", .boolean, "Whether a tag that is there can never be pushed again.", absence: "false")
    lifecycle = fields.optional(
      "lifecycle", .object, "Which images ECR removes by itself, within a day of the time.",
      absence: "all are kept, and paid for")
    encryption = fields.optional(
      "encryption", .object, "How images are encrypted. It cannot be changed later.", absence: "AES256")
    pullableBy = fields.optional(
      "pullableBy", .oneOrMore(of: .puller, count: 1...50, isSet: true),
      "Who may pull images besides this account: other accounts by number, roles or users by ARN, organizations by id (`o-…`).",
      absence: "nobody; a policy that is there already stays")
    build = fields.optional("build", .object, "How deploy.sh builds the images that containers of the spec use.")
  }

  package func properties(of entry: Entry<Repository>, in lowering: inout Lowering) -> [Member] {
    members([
      "ImageScanningConfiguration": scanOnPush.map { .map(["ScanOnPush": .boolean($0)], at: $0.span) },
      "ImageTagMutability": immutableTags.map { Value(.string($0.value ? "IMMUTABLE" : "MUTABLE"), at: $0.span) },
      "EncryptionConfiguration": encryption.map { encryption in
        .map(
          ["EncryptionType": encryption.value.lowered, "KmsKey": encryption.value.kmsKey.map { .string($0) }],
          at: encryption.span)
      },
      "LifecyclePolicy": lifecycle.flatMap { lifecycle in
        lifecycle.value.text.map {
          .map(["LifecyclePolicyText": Value(.string($0), at: lifecycle.span)], at: lifecycle.span)
        }
      },
      "RepositoryPolicyText": pullableBy.map { Puller.policy(for: $0) },
    ])
  }

  package func derive(from entry: Entry<Repository>, in lowering: inout Lowering) {
    let path = Self.path(entry.id)
    lowering.graph.outputs.append(
      Output("\(LogicalID(path))Uri", "Where images of '\(entry.id)' are pushed", .reference(path, .uri)))
  }
}
