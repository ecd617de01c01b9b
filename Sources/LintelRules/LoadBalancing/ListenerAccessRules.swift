import LintelGraph
package import LintelSource

// Who gets to the listeners of a load balancer.
extension Rule {
  package static let unreachableListener = Rule(
    "unreachable-listener", .error, .checking,
    "A load balancer listens on a port that none of its security groups opens.",
    page: RulePage(
      .loadBalancing,
      why: """
        A security group lets in what its rules name, and nothing else. A connection to a port that no rule opens is \
        dropped without an answer: clients wait until they give up. The listener's port is the one that counts here, \
        not that of the targets.
        """,
      source:
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html",
      wrong: [
        .ecs(
          """
          loadBalancers:
            public:
              listeners: { http: { port: ↓8080 } }
          """)
      ],
      right: [
        // An office, and nobody else: narrow, and meant.
        .ecs("securityGroups:\n  lb:\n    ingress: [{ port: 80, cidr: 203.0.113.0/24 }]"),
        // What a group that is already there lets in is not known.
        .ecs("securityGroups:\n  lb: { existing: sg-0123456789abcdef0, description: null, vpc: null, ingress: null }"),
        .ecs(
          "loadBalancers:\n  public: { scheme: internal }\nsecurityGroups:\n  lb:\n    ingress: [{ port: 80, cidr: 10.0.0.0/16 }]"
        ),
      ]))

  package static let listenerClosedToInternet = Rule(
    "listener-closed-to-internet", .warning, .checking,
    "A load balancer faces the internet and lets in private addresses only.",
    page: RulePage(
      .loadBalancing,
      why: """
        The name of an internet-facing load balancer answers with public addresses, to clients of the same VPC too. Who \
        connects to those arrives with a public address, which no private range holds and which wears no group. A load \
        balancer for a VPC's own use has `scheme: internal`.
        """,
      source:
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html",
      wrong: [
        .ecs(
          """
          securityGroups:
            lb:
              ingress: [{ port: 80, cidr: 10.0.0.0/16 }]
          loadBalancers:
            public:
              listeners: { http: { port: ↓80 } }
          """)
      ],
      right: [
        .ecs(
          "loadBalancers:\n  public: { scheme: internal }\nsecurityGroups:\n  lb:\n    ingress: [{ port: 80, cidr: 10.0.0.0/16 }]"
        ),
        .ecs(
          "securityGroups:\n  lb:\n    ingress: [{ port: 80, cidr: 198.51.100.0/24 }, { port: 80, cidr: 10.0.0.0/16 }]"),
      ]))

  package static let portWithoutListener = Rule(
    "port-without-listener", .note, .checking, "A load balancer's security group opens a port that nothing listens on.",
    page: RulePage(
      .loadBalancing,
      why: """
        An open port without a listener answers nobody, so it does no harm today. It is either left over, or the \
        listener was forgotten: often that for HTTPS.
        """,
      source:
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-update-security-groups.html",
      wrong: [
        .ecs(
          """
          securityGroups:
            lb:
              ingress: [{ port: 80, cidr: 0.0.0.0/0 }, { port: ↓443, cidr: 0.0.0.0/0 }]
          """)
      ],
      right: [.ecs("securityGroups:\n  lb:\n    ingress: [{ port: 80-443, cidr: 0.0.0.0/0 }]")]))
}
