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
    build = fields.optional("build", .object, "How deploy.sh builds the images that containers of the spec use.")
  }

  /// How the images of a repository are built.
  package struct Build: Described {
    package static let summary = "How deploy.sh builds the images that it pushes to a repository."

    let context: Located<String>
    let dockerfile: Located<String>
    let target: Located<String>?
    let arguments: [MapEntry<String>]

    package init(_ fields: inout FieldReader) {
      context = fields.optional(
        "context", .string(1...4096), default: ".",
        "The folder that is sent to docker, from where deploy.sh is run. `--image-dir` overrides it.")
      dockerfile = fields.optional(
        "dockerfile", .string(1...4096), default: "Dockerfile", "The Dockerfile's path in that folder.")
      target = fields.optional("target", .string(1...255), "The stage to build.", absence: "the last one")
      arguments =
        fields.optional(
          "args", .map("argument", keys: .environmentVariable, of: .string(0...4096)), "Build arguments.")?
        .value ?? []
    }

    /// What an image of the repository says of its building.
    var members: [Member] {
      [
        Member("Context", .string(context)), Member("Dockerfile", .string(dockerfile)),
        target.map { Member("Target", .string($0)) },
        arguments.isEmpty
          ? nil
          : Member(
            "BuildArguments",
            Value(
              .map(
                arguments.sorted { $0.key.value < $1.key.value }.map { Member($0.key.value, .string($0.value)) }))),
      ].compactMap(\.self)
    }
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
    ])
  }

  package func derive(from entry: Entry<Repository>, in lowering: inout Lowering) {
    let path = Self.path(entry.id)
    lowering.graph.outputs.append(
      Output("\(LogicalID(path))Uri", "Where images of '\(entry.id)' are pushed", .reference(path, .uri)))
  }
}
