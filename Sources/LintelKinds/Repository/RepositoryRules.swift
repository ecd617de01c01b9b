import LintelSchema
package import LintelSource

extension Rule {
  package static let keyWithoutUse = Rule(
    "key-without-use", .error, .checking, "A key is named for images that are not encrypted with one.",
    page: RulePage(
      .containers,
      why: """
        With `AES256` the keys are those of S3, and AWS refuses to be told another. A repository cannot be changed from \
        one to the other once it is there: its images would have to be pushed to a new one.
        """,
      awsAnswer: "InvalidParameterException: Invalid parameter at 'encryptionConfiguration'",
      source: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html",
      wrong: [
        .ecs(
          """
          repositories:
            spare:
              encryption:
                type: AES256
                kmsKey: ↓arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab
          """)
      ],
      right: [
        .ecs(
          """
          repositories:
            spare:
              encryption: { kmsKey: "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab" }
          """)
      ]))
}

extension Repository {
  package static let rules: [EntryRule<Repository>] = [
    EntryRule([.keyWithoutUse], by: checkEncryption)
  ]

  private func checkEncryption(of entry: Entry<Repository>, _ lowered: Lowering) {
    guard let encryption = encryption?.value, let type = encryption.type, type.value == "AES256",
      let key = encryption.kmsKey
    else { return }
    lowered.findings.report(
      .keyWithoutUse, at: key.span, "repository '\(entry.id)' has a key, and is encrypted without it",
      label: "AWS refuses one beside AES256", labels: [Label(type.span, "S3's keys")],
      help: ["write `type: KMS`, or remove `kmsKey`"])
  }
}
