package import LintelGraph
package import LintelSource

extension Rule {
  package static let templateTooLarge = Rule(
    "template-too-large", .warning, .checking, "CloudFormation refuses a template of this size.",
    page: RulePage(
      .system,
      why: """
        A stack has at most \(TemplateLimits.resources) resources, \(TemplateLimits.parameters) parameters and \
        \(TemplateLimits.outputs) outputs, and its template at most 1 MB. Lint counts what the template would have, all \
        that Lintel derives included; where compile writes a template it is an error. The scripts have no such limits. Two \
        systems of half the size refer to each other with `existing: { export: NAME }`.
        """,
      awsAnswer: "Template format error: Number of resources, 501, is greater than maximum allowed, 500",
      source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html",
      wrong: [
        .whole(
          "lintel: 1\nproject: shop\nregion: us-east-1\nclusters:\n  ↓c1: {}\n"
            + (2...TemplateLimits.resources + 1).map { "  c\($0): {}\n" }.joined())
      ],
      right: [.ecs("clusters:\n  batch: {}")]))
}

/// CloudFormation's quotas, from its user guide; the script has none.
package enum TemplateLimits {
  package static let resources = 500
  package static let parameters = 200
  package static let outputs = 200
  /// Bytes of a template in a bucket.
  package static let bytes = 1_000_000
  /// Bytes of a template in the request itself.
  package static let bytesInline = 51_200

  static func check(_ model: SystemModel, _ findings: Findings) {
    let count = model.graph.resources.count { $0.role == .owned }
    if let finding = finding(about: model.graph, Size(resources: count)) { findings.report(finding) }
  }

  /// What a template has of all that CloudFormation limits.
  package struct Size {
    let resources: Int
    var parameters = 0
    var outputs = 0
    var bytes = 0

    package init(resources: Int, parameters: Int = 0, outputs: Int = 0, bytes: Int = 0) {
      self.resources = resources
      self.parameters = parameters
      self.outputs = outputs
      self.bytes = bytes
    }
  }

  /// The finding about a template of this size, placed at what there is most of; nil where CloudFormation takes it.
  package static func finding(about graph: ResourceGraph, _ size: Size) -> Finding? {
    guard let (section, share, span) = largest(of: graph) else { return nil }
    let defects = [
      (size.resources, resources, "resources", span, "in one stack; \(share) of these are of \(section)"),
      (size.parameters, parameters, "parameters", graph.parameters.first?.span ?? span, "in one stack"),
      (size.outputs, outputs, "outputs", span, "in one stack"),
      (size.bytes, bytes, "bytes", span, "in one template"),
    ]
    guard let (count, limit, noun, place, share) = defects.first(where: { $0.0 > $0.1 }) else { return nil }
    return Finding(
      .templateTooLarge, at: place, "the template has \(count) \(noun)",
      label: "CloudFormation takes \(limit) \(share)",
      help: ["split the spec in two, and refer from one to the other with `existing: { export: … }`"])
  }

  /// The section with the most resources, how many it has, and its first entry.
  private static func largest(of graph: ResourceGraph) -> (section: String, share: Int, span: Span)? {
    var shares: [(section: String, share: Int, span: Span)] = []
    var positions: [String: Int] = [:]
    for node in graph.resources where node.role == .owned {
      if let position = positions[node.path.section] {
        shares[position].share += 1
      } else {
        positions[node.path.section] = shares.count
        shares.append((node.path.section, 1, node.span))
      }
    }
    return shares.max { $0.share < $1.share }
  }
}
