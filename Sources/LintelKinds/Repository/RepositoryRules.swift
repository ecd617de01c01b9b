import LintelGraph
import LintelSchema
package import LintelSource
import LintelSpec

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

  package static let pullByOwnAccount = Rule(
    "pull-by-own-account", .note, .checking, "A repository lets its own account pull.",
    page: RulePage(
      .containers,
      why: """
        Whoever is of the repository's own account pulls by the policies of its own role or user. A policy of the \
        repository is for others: accounts, roles of theirs, organizations. To name the whole of its own account there \
        leaves everything to those policies, as it is anyway.
        """,
      source: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html",
      wrong: [
        .ecs("account: \"123456789012\"\nrepositories:\n  spare: { pullableBy: [\"210987654321\", ↓\"123456789012\"] }")
      ],
      right: [
        .ecs("account: \"123456789012\"\nrepositories:\n  spare: { pullableBy: [\"210987654321\", o-a1b2c3d4e5] }"),
        // A role of its own account may be told apart from others there.
        .ecs(
          """
          account: "123456789012"
          repositories:
            spare: { pullableBy: "arn:aws:iam::123456789012:role/build" }
          """),
      ]))

  package static let immutableCache = Rule(
    "immutable-cache", .error, .checking, "A build keeps its cache under a tag that can be pushed once only.",
    page: RulePage(
      .containers,
      why: """
        What `cacheTo` names is pushed with every build. In a repository with `immutableTags` a tag is pushed once, so the \
        second build fails when it is done.
        """,
      awsAnswer: """
        The image tag 'cache' already exists in the 'web' repository and cannot be overwritten because the tag is immutable.
        """,
      source: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html",
      wrong: [
        .ecs(
          """
          repositories:
            spare:
              immutableTags: true
              build:
                cacheTo: ↓"type=registry,ref=${repositories.spare.uri}:cache,image-manifest=true,oci-mediatypes=true"
          """)
      ],
      right: [
        .ecs(
          """
          repositories:
            spare:
              immutableTags: true
              build:
                cacheFrom: "type=registry,ref=${repositories.layers.uri}:cache"
                cacheTo: "type=registry,ref=${repositories.layers.uri}:cache,image-manifest=true,oci-mediatypes=true"
            layers: { lifecycle: { expireUntaggedAfterDays: 7 } }
          """)
      ]))
}

extension Repository {
  package static let rules: [EntryRule<Repository>] = [
    EntryRule([.keyWithoutUse], by: checkEncryption),
    EntryRule([.pullByOwnAccount], by: checkPullers),
    EntryRule([.immutableCache], by: checkCache),
  ]

  private func checkPullers(of entry: Entry<Repository>, _ lowered: Lowering) {
    guard let account = lowered.graph.account else { return }
    for puller in pullableBy?.value ?? [] {
      guard case .principal(let principal) = puller.value, principal.isAccount(account) else { continue }
      lowered.findings.report(
        .pullByOwnAccount, at: puller.span, "account \(account) is the system's own",
        label: "who is of it pulls by policies of its own", help: ["remove it"])
    }
  }

  private func checkCache(of entry: Entry<Repository>, _ lowered: Lowering) {
    for place in build?.value.cacheTo?.value ?? [] {
      for part in place.value.parts {
        guard case .resource(Repository.section, let id, "", "uri") = part,
          let immutable = lowered.spec.sections[Repository.self][id]?.model.immutableTags, immutable.value
        else { continue }
        lowered.findings.report(
          .immutableCache, at: place.span,
          "the cache of repository '\(entry.id)' is pushed to '\(id)' with every build",
          label: "its second push is refused", labels: [Label(immutable.span, "a tag is pushed once")],
          help: ["keep it in a repository without `immutableTags`"])
      }
    }
  }

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
