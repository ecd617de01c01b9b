import LintelAWS
import LintelGraph
package import LintelSource

extension Rule {
  package static let tooManyTags = Rule(
    "too-many-tags", .error, .checking, "A resource has at most \(TagLimits.count) tags.",
    page: RulePage(
      .names,
      why: """
        The tags at top level, those of the entry, Lintel's own three and, where AWS has no other name, the tag `Name` \
        add up. AWS refuses to create a resource with more than \(TagLimits.count).
        """,
      awsAnswer: "The maximum number of Tags for a resource has been reached.",
      source: "https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html",
      wrong: [
        .ecs(
          "clusters:\n  ↓jobs:\n    tags:\n" + (1...47).map { "      t\($0): x\n" }.joined() + "tags: { team: shop }")
      ],
      right: [.ecs("clusters:\n  jobs:\n    tags:\n" + (1...47).map { "      t\($0): x\n" }.joined())]))

  package static let invalidTagValue = Rule(
    "invalid-tag-value", .error, .checking, "A tag's value holds a character that the resource's service refuses.",
    page: RulePage(
      .names,
      why: """
        ECS, Elastic Load Balancing, IAM and CloudWatch Logs take letters and digits of any script, blanks and \
        _ . : / = + - @ in tags; a comma, a bracket or a quotation mark fails the creation. EC2 takes any text, so a \
        tag of a subnet may hold more than a tag of everything.
        """,
      awsAnswer: "Member must satisfy regular expression pattern: [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+",
      source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Tag.html",
      wrong: [
        .ecs("tags: { purpose: ↓\"shop, checkout\" }"),
        .ecs("clusters:\n  main: { tags: { owner: ↓shop (platform) } }"),
      ],
      right: [
        .ecs("tags: { purpose: shop and checkout, owner: café@example.com }"),
        .ecs("subnets:\n  public-a: { tags: { purpose: \"shop, checkout\" } }"),
      ]))
}

/// Holds the tags of resources to what their services take.
enum Tags {
  /// `lintel:project`, `lintel:environment` and `lintel:id`.
  private static let own = 3

  static func check(_ model: SystemModel, _ findings: Findings) {
    let graph = model.graph
    // A tag at top level is a tag of every resource: it is reported once.
    var reported: Set<Span> = []
    for node in graph.resources where node.role == .owned || node.role == .scaffold {
      guard !node.tags.isEmpty, let type = Catalog.type(named: node.type), hasTags(type) else { continue }
      let lintels = graph.environment == nil ? own - 1 : own
      if node.path.part.isEmpty, node.tags.count + lintels > TagLimits.count {
        findings.report(
          .tooManyTags, at: node.span,
          "'\(node.path)' has \(node.tags.count + lintels) tags, \(lintels) of Lintel's among them",
          label: "AWS takes \(TagLimits.count)", help: ["take away \(node.tags.count + lintels - TagLimits.count)"])
      }
      guard TagLimits.isStrict(node.type) else { continue }
      for tag in node.tags where tag.value.span.isWritten && !reported.contains(tag.value.span) {
        guard let value = tag.value.literal, let scalar = TagLimits.illegalCharacter(in: value) else { continue }
        reported.insert(tag.value.span)
        findings.report(
          .invalidTagValue, at: tag.value.span, "tag '\(tag.key)' of '\(node.path)' holds '\(scalar)'",
          label: "letters, digits, blanks and _ . : / = + - @ are possible", help: ["write the value with those"])
      }
    }
  }

  /// Whether either target gives it tags: CloudFormation has none for some types that the script tags.
  private static func hasTags(_ type: ResourceType) -> Bool {
    type.tags != TagStyle.none || type.commands.tag != nil
  }
}
