package import LintelSource

// What registers with a target group, and what is spoken to it.
extension Rule {
  package static let wrongTargetType = Rule(
    "wrong-target-type", .error, .checking, "A target group takes another sort of target than registers with it.",
    page: RulePage(
      .loadBalancing,
      why: """
        A target group holds addresses or instances, never both. The tasks of a service on Fargate have addresses of \
        their own and register with those; an Auto Scaling group registers its instances. The other sort is refused \
        when the service or the group is created.
        """,
      awsAnswer: """
        The provided target group … has target type instance, which is incompatible with the awsvpc network mode \
        specified in the task definition.
        """,
      source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/load-balancer-types.html",
      wrong: [
        .ecs("targetGroups:\n  web: { targetType: ↓instance }"), .ec2("targetGroups:\n  web: { targetType: ↓ip }"),
      ],
      right: [
        .ecs("targetGroups:\n  web: { targetType: null }"), .ec2("targetGroups:\n  web: { targetType: instance }"),
      ]))

  package static let protocolAgainstPort = Rule(
    "protocol-against-port", .warning, .checking,
    "What is spoken on a port is not what everybody expects of that port.",
    page: RulePage(
      .loadBalancing,
      why: """
        Port 443 means TLS and port 80 means none. A browser that is sent to a listener for plain HTTP on 443 reports a \
        broken certificate. A load balancer that speaks HTTP to a container that listens on 443, or HTTPS to one on 80, \
        fails its health checks and answers every request with 502. Where the software really does the unexpected, \
        allow the finding.
        """,
      awsAnswer: "502 Bad Gateway",
      source:
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html",
      wrong: [
        .ecs(
          """
          securityGroups:
            lb: { ingress: [{ port: 443, cidr: 0.0.0.0/0 }] }
          loadBalancers:
            public: { listeners: { http: { port: ↓443 } } }
          """),
        .ec2("targetGroups:\n  web: { protocol: HTTPS, port: ↓80 }"),
      ],
      right: [
        .ecs(
          """
          securityGroups:
            lb: { ingress: [{ port: 8443, cidr: 0.0.0.0/0 }] }
          loadBalancers:
            public: { listeners: { http: { port: 8443 } } }
          """),
        .ecs("targetGroups:\n  web: { port: 443 }"),
      ]))
}
