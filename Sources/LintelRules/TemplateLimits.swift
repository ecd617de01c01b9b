import LintelGraph
package import LintelSource

extension Rule {
  package static let templateTooLarge = Rule(
    "template-too-large", .warning, .checking, "CloudFormation refuses a template of this size.")
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

  static func check(_ graph: ResourceGraph, _ findings: Findings) {
    let count = graph.resources.count { $0.role == .owned }
    guard count > resources, let first = graph.resources.first else { return }
    findings.report(
      .templateTooLarge, at: first.span, "the template has \(count) resources",
      label: "CloudFormation takes \(resources) in one stack",
      help: ["split the spec in two, and refer from one to the other with `existing: { export: … }`"])
  }
}
