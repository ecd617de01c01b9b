package import LintelSource

extension Rule {
  package static let emptySystem = Rule(
    "empty-system", .error, .checking, "A spec without entries describes nothing that could be deployed.",
    page: RulePage(
      .system,
      why: """
        CloudFormation refuses a template without resources. A spec whose entries are all `existing` has none either: \
        what is already there is never created, changed or deleted.
        """,
      awsAnswer: "Template format error: At least one Resources member must be defined.",
      source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html",
      wrong: [.whole("↓lintel: 1\nproject: shop\nregion: us-east-1")],
      right: [.whole("lintel: 1\nproject: shop\nregion: us-east-1\nclusters:\n  main: {}")]))
}
