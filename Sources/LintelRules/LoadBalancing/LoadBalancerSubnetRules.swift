import LintelGraph
package import LintelSource

// Where a load balancer stands, and whether that is where it is needed.
extension Rule {
  package static let loadBalancerInPrivateSubnet = Rule(
    "load-balancer-in-private-subnet", .error, .checking,
    "A load balancer faces the internet from a subnet that the internet cannot reach.",
    page: RulePage(
      .loadBalancing,
      why: """
        An internet-facing load balancer has a public address in each of its subnets, and its name answers with all of \
        them. Connections arrive only where the subnet routes to an internet gateway: in any other subnet they time out, \
        for the share of the clients that got this address. Where the VPC has no internet gateway at all, AWS refuses \
        the load balancer.
        """,
      awsAnswer: "InvalidSubnet: VPC vpc-… has no internet gateway",
      source:
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html",
      wrong: [
        .ecs(
          """
          subnets:
            private-c: { vpc: main, availabilityZone: c, cidr: 10.0.32.0/20 }
          loadBalancers:
            public: { subnets: [public-a, public-b, ↓private-c] }
          """)
      ],
      right: [
        .ecs(
          """
          subnets:
            private-a: { vpc: main, availabilityZone: a, cidr: 10.0.32.0/20 }
            private-b: { vpc: main, availabilityZone: b, cidr: 10.0.48.0/20 }
          targetGroups:
            inside: { vpc: main, port: 8080 }
          loadBalancers:
            inside:
              scheme: internal
              subnets: [private-a, private-b]
              securityGroups: [lb]
              listeners: { http: { port: 80, targetGroup: inside } }
          services:
            inside:
              cluster: main
              taskDefinition: web
              subnets: [public-a]
              securityGroups: [web]
              assignPublicIp: true
              loadBalancers: [{ targetGroup: inside, container: web, port: 8080 }]
          """)
      ]))

  package static let loadBalancerZoneTwice = Rule(
    "load-balancer-zone-twice", .error, .checking, "A load balancer has two subnets in one Availability Zone.",
    page: RulePage(
      .loadBalancing,
      why: """
        An Application Load Balancer stands in two Availability Zones at least, with one subnet in each. AWS refuses two \
        subnets of one zone, also where there is a second zone besides.
        """,
      awsAnswer:
        "InvalidConfigurationRequest: A load balancer cannot be attached to multiple subnets in the same Availability Zone",
      source:
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html",
      wrong: [
        .ecs(
          "subnets:\n  public-b: { availabilityZone: a }\nloadBalancers:\n  public: { subnets: [public-a, ↓public-b] }")
      ],
      right: [.ecs("subnets:\n  public-b: { availabilityZone: us-east-1c }")]))

  package static let loadBalancerInSeveralVPCs = Rule(
    "load-balancer-in-several-vpcs", .error, .checking, "The subnets of a load balancer belong to different VPCs.",
    page: RulePage(
      .loadBalancing,
      why: """
        A load balancer has its addresses in one VPC, where its targets and its security groups are as well. AWS \
        refuses subnets of two VPCs.
        """,
      source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html",
      wrong: [
        .ecs(
          """
          vpcs:
            other: { cidr: 10.7.0.0/16 }
          subnets:
            other-c: { vpc: other, availabilityZone: c, cidr: 10.7.0.0/20, public: true }
          loadBalancers:
            public: { subnets: [public-a, public-b, ↓other-c] }
          """)
      ],
      right: [
        .ecs(
          """
          subnets:
            edge-c: { vpc: main, availabilityZone: c, cidr: 10.0.32.0/20, public: true }
          loadBalancers:
            public: { subnets: [public-a, public-b, edge-c] }
          """)
      ]))

  package static let zoneWithoutLoadBalancer = Rule(
    "zone-without-load-balancer", .error, .checking,
    "Targets start in an Availability Zone that their load balancer does not stand in.",
    page: RulePage(
      .loadBalancing,
      why: """
        A load balancer sends requests to targets of its own zones only. A task that starts elsewhere registers, stays \
        unused, never passes a health check and is stopped: the service keeps replacing it.
        """,
      awsAnswer: "Target is in an Availability Zone that is not enabled for the load balancer",
      source:
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html",
      wrong: [
        .ecs(
          """
          subnets:
            edge-c: { vpc: main, availabilityZone: c, cidr: 10.0.32.0/20, public: true }
          services:
            web: { subnets: [public-a, ↓edge-c] }
          """),
        .ec2(
          """
          subnets:
            edge-c: { vpc: main, availabilityZone: c, cidr: 10.1.32.0/20, public: true }
          autoScalingGroups:
            web: { subnets: [public-a, ↓edge-c] }
          """),
      ],
      right: [
        // Another subnet of a zone that the load balancer stands in.
        .ecs(
          """
          subnets:
            tasks-a: { vpc: main, availabilityZone: a, cidr: 10.0.32.0/20, public: true }
          services:
            web: { subnets: [tasks-a, public-b] }
          """)
      ]))
}
