import LintelGraph
package import LintelSource

// What a target group needs on both its sides.
extension Rule {
  package static let targetGroupWithoutListener = Rule(
    "target-group-without-listener", .error, .checking,
    "A service registers with a target group to which no listener forwards.",
    page: RulePage(
      .loadBalancing,
      why: """
        A target group belongs to a load balancer from the moment that a listener forwards to it. ECS refuses to create \
        a service whose target group belongs to none. The spec makes the target group, so no listener outside of it can \
        forward to it yet.
        """,
      awsAnswer:
        "The target group with targetGroupArn … does not have an associated load balancer.",
      source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/alb.html",
      wrong: [
        .ecs(
          """
          targetGroups:
            admin: { vpc: main, port: 8080 }
          services:
            web:
              loadBalancers:
                - { targetGroup: web, container: web, port: 8080 }
                - { targetGroup: ↓admin, container: web, port: 8080 }
          """)
      ],
      right: [
        .ecs(
          """
          targetGroups:
            admin: { existing: "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/admin/73e2d6bc24d8a067" }
          services:
            web:
              loadBalancers:
                - { targetGroup: web, container: web, port: 8080 }
                - { targetGroup: admin, container: web, port: 8080 }
          """),
        // The port of the target group is nobody's, as each task registers with its own.
        .ecs("targetGroups:\n  web: { port: 9999 }"),
      ]))

  package static let idleTargetGroup = Rule(
    "idle-target-group", .warning, .checking,
    "A target group has a listener without targets, or targets without a listener.",
    page: RulePage(
      .loadBalancing,
      why: """
        A listener that forwards to an empty target group answers every request with 503. Instances of a group to which \
        no listener forwards are registered, never checked and never used. AWS takes either without a word.
        """,
      awsAnswer: "503 Service Temporarily Unavailable",
      source:
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html",
      wrong: [
        .ecs(
          "services: null\nscalingPolicies: null\nloadBalancers:\n  public:\n    listeners: { http: { targetGroup: ↓web } }"
        ),
        .ec2(
          """
          targetGroups:
            admin: { vpc: main, port: 80 }
          autoScalingGroups:
            web: { targetGroups: [web, ↓admin] }
          """),
      ],
      right: [
        .ec2(
          """
          targetGroups:
            admin: { vpc: main, port: 80 }
          loadBalancers:
            public:
              listeners: { admin: { port: 8080, targetGroup: admin } }
          securityGroups:
            lb: { ingress: [{ port: 80, cidr: 0.0.0.0/0 }, { port: 8080, cidr: 203.0.113.0/24 }] }
          autoScalingGroups:
            web: { targetGroups: [web, admin] }
          """)
      ]))

  package static let targetGroupOfTwoLoadBalancers = Rule(
    "target-group-of-two-load-balancers", .error, .checking, "Two load balancers forward to one target group.",
    page: RulePage(
      .loadBalancing,
      why: """
        A target group belongs to one load balancer; the quota cannot be raised. A service that two load balancers \
        serve, one from the internet and one from inside, registers with a target group of each. Several listeners of \
        one load balancer may share a group.
        """,
      awsAnswer:
        "TargetGroupAssociationLimit: The following target groups cannot be associated with more than one load balancer",
      source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html",
      wrong: [
        .ecs(
          """
          loadBalancers:
            second:
              scheme: internal
              subnets: [public-a, public-b]
              securityGroups: [lb]
              listeners: { http: { port: 80, targetGroup: ↓web } }
          """)
      ],
      right: [
        .ecs(
          """
          securityGroups:
            lb: { ingress: [{ port: 80-81, cidr: 0.0.0.0/0 }] }
          loadBalancers:
            public:
              listeners: { again: { port: 81, targetGroup: web } }
          """)
      ]))

  package static let targetGroupOfAnotherVPC = Rule(
    "target-group-of-another-vpc", .error, .checking,
    "A target group belongs to another VPC than its load balancer or its targets.",
    page: RulePage(
      .loadBalancing,
      why: """
        A target group is made for one VPC. Its load balancer stands there, and so do the tasks and instances that \
        register with it. AWS refuses a listener that forwards to a group of another VPC.
        """,
      source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html",
      wrong: [
        .ecs(
          """
          vpcs:
            other: { cidr: 10.7.0.0/16 }
          targetGroups:
            web: { vpc: other }
          loadBalancers:
            public: { listeners: { http: { targetGroup: ↓web } } }
          services:
            web: { loadBalancers: [{ targetGroup: ↓web, container: web, port: 8080 }] }
          """)
      ],
      right: [
        .ecs(
          """
          vpcs:
            other: { cidr: 10.7.0.0/16 }
          targetGroups:
            web: { vpc: main }
          """)
      ]))
}
