package import LintelSource

// A service behind a load balancer is reachable only from that load balancer's security group, on the port that the
// container registers. Whatever else its groups let in goes past the load balancer, and past what guards it there.
extension Rule {
  package static let serviceOpenBesideLoadBalancer = Rule(
    "service-open-beside-load-balancer", .error, .checking,
    "A service behind a load balancer accepts connections that do not come through it.",
    page: RulePage(
      .loadBalancing,
      why: """
        TLS, authentication, a web application firewall, access logs and health checks all stand at the load balancer. \
        Who reaches the tasks directly goes past every one of them, and with `assignPublicIp` the tasks have public \
        addresses. The tasks' security group should let in the load balancer's group, and that on the port of the \
        container only.
        """,
      source:
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-update-security-groups.html",
      wrong: [
        .ecs("securityGroups:\n  web:\n    ingress:\n      - { port: 8080, cidr: ↓0.0.0.0/0 }"),
        .ecs("securityGroups:\n  web:\n    ingress:\n      - { port: ↓8000-9000, securityGroup: lb }"),
      ],
      right: [.ecs("securityGroups:\n  web:\n    ingress:\n      - { port: 8080, securityGroup: lb }")]))

  package static let groupBesideLoadBalancer = Rule(
    "group-beside-load-balancer", .warning, .checking,
    "A service behind a load balancer accepts connections from a group that something other than services wears.",
    page: RulePage(
      .loadBalancing,
      why: """
        A rule that names a group lets in whatever wears it, now or later. If only services and instances of the spec \
        wear it, the way past the load balancer is plainly meant: one service calls another. If nothing of the spec \
        wears it, or it belongs to another load balancer, the spec does not tell who gets in.
        """,
      source: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
      wrong: [
        .ecs(
          """
          securityGroups:
            probes: { vpc: main, description: Whoever probes }
            web:
              ingress:
                - { port: 8080, securityGroup: lb }
                - { port: 8080, securityGroup: ↓probes }
          """)
      ],
      right: [
        .ecs(
          """
          securityGroups:
            jobs: { vpc: main, description: Tasks that call the web service }
            web:
              ingress:
                - { port: 8080, securityGroup: lb }
                - { port: 8080, securityGroup: jobs }
          services:
            jobs: { cluster: main, taskDefinition: web, subnets: [public-a], securityGroups: [jobs], assignPublicIp: true }
          """)
      ]))
}
