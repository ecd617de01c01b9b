import LintelGraph
package import LintelSource

extension Rule {
  package static let exportOfStackOnly = Rule(
    "export-of-stack-only", .note, .checking, "Only a stack exports: `deploy.sh` gives the output to nobody.",
    page: RulePage(
      .system,
      why: """
        An export belongs to a stack, so there is none where the script deploys the system, and a spec that takes the value \
        by `{ export: … }` does not find it. A parameter in Systems Manager's store, `ssm: PATH`, is made by both targets. It \
        is a warning where `compile` writes scripts.
        """,
      source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html",
      wrong: [.ecs("outputs:\n  vpc: { value: \"${vpcs.main.id}\", export: ↓shop-vpc }")],
      right: [
        .ecs("outputs:\n  vpc: { value: \"${vpcs.main.id}\", export: shop-vpc, ssm: /shop/vpc }")
      ]))
}

/// Finds outputs that others get from a stack only.
enum StackExports {
  static func check(_ model: SystemModel, _ findings: Findings) {
    for output in model.graph.outputs {
      guard let export = output.export, let id = output.id, model.graph[Path("outputs", id)] == nil else { continue }
      findings.report(
        .exportOfStackOnly, at: export.span, "output '\(id)' is exported by the stack, and not by the script",
        label: "a script has no exports", help: ["add `ssm: /path`, which both targets make, if others need the value"])
    }
  }
}
