import LintelGraph
package import LintelSource

extension Rule {
  package static let blockedLoadBalancer = Rule(
    "blocked-load-balancer", .error, .checking,
    "The security groups of a service or instance do not let its load balancer in.",
    page: RulePage(
      .loadBalancing,
      why: """
        A load balancer opens a connection of its own to each target, from its own addresses and wearing its own \
        groups, to the port that the target registered: that of the container, or of the target group. Health checks \
        go the same way. If no group of the target lets it in there, every check times out, and ECS stops the task and \
        starts another, for ever. The port of the listener does not matter here.
        """,
      awsAnswer:
        "(service web) (task …) (port 8080) is unhealthy in (target-group …) due to (reason Request timed out)",
      source:
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html",
      wrong: [
        // The port of the listener in place of the container's.
        .ecs("securityGroups:\n  web:\n    ingress: [{ port: ↓80, securityGroup: lb }]"),
        .ecs(
          """
          securityGroups:
            ↓tasks: { vpc: main, description: Tasks that nobody may connect to }
          services:
            web: { securityGroups: [tasks] }
          """),
        .ec2(
          "targetGroups:\n  web: { port: 8080 }\nsecurityGroups:\n  web:\n    ingress: [{ port: ↓80, securityGroup: lb }]"
        ),
      ],
      right: [
        // Either of the groups that a task wears will do.
        .ecs(
          """
          securityGroups:
            tasks: { vpc: main, description: Tasks }
          services:
            web: { securityGroups: [tasks, web] }
          """),
        // The port of the target group is not what the container registers.
        .ecs("targetGroups:\n  web: { port: 80 }"),
        .ec2("securityGroups:\n  web:\n    ingress: [{ port: 80, cidr: 10.1.0.0/16 }]"),
      ]))
}
