import LintelAWS
import LintelGraph
import LintelSource

/// Holds the tags of resources to what their services take.
enum Tags {
  /// `lintel:project`, `lintel:environment` and `lintel:id`.
  private static let own = 3

  static func check(_ graph: ResourceGraph, _ findings: Findings) {
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
