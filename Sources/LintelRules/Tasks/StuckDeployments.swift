import LintelAWS
import LintelAnalysis
import LintelGraph
package import LintelSource

extension Rule {
  package static let stuckDeployment = Rule(
    "stuck-deployment", .error, .checking, "A deployment may neither start a new task nor stop an old one.",
    page: RulePage(
      .containers,
      why: """
        ECS starts new tasks up to `maximumPercent` of the count, rounded down, and stops old ones down to \
        `minimumHealthyPercent`, rounded up. Where both leave the count as it is, as 100 and 100 do, and for one task \
        100 and 150, no deployment ever begins, and none ever fails.
        """,
      awsAnswer:
        "service web was unable to stop or start tasks during a deployment because of the service deployment "
        + "configuration.",
      source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html",
      wrong: [
        .ecs("services:\n  web: { deployment: ↓{ minimumHealthyPercent: 100, maximumPercent: 100 } }"),
        .ecs(
          """
          services:
            web: { autoScaling: { minCapacity: 1, maxCapacity: 4 }, deployment: ↓{ maximumPercent: 150 } }
          """),
      ],
      right: [
        .ecs("services:\n  web: { deployment: { minimumHealthyPercent: 50, maximumPercent: 100 } }"),
        .ecs("services:\n  web: { deployment: { minimumHealthyPercent: 100, maximumPercent: 150 } }"),
      ]))
}

/// Finds services whose deployments have no room to move.
enum StuckDeployments {
  static func check(_ model: SystemModel, _ findings: Findings) {
    for (path, limits) in DeploymentLimits.all(in: model.graph) {
      guard let service = model.graph[path], !service.isExisting, let limit = limits.first(where: { !$0.isPossible }),
        let place = service["DeploymentConfiguration"]?.span, place.isWritten
      else { continue }
      let count = "\(limit.desired) task\(limit.desired == 1 ? "" : "s")"
      findings.report(
        .stuckDeployment, at: place,
        "with \(count) service '\(path.id)' can never be deployed: at least \(limit.least) stay, at most \(limit.most) run",
        label: "no task may start, and none may stop",
        help: ["write `maximumPercent: 200`, or a lower `minimumHealthyPercent`"])
    }
  }
}
