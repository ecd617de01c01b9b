import LintelAnalysis
import LintelGraph
package import LintelSource

// How many addresses subnets have, and what takes them.
extension Rule {
  package static let tooFewAddresses = Rule(
    "too-few-addresses", .error, .checking, "More tasks or instances are to start than their subnets have addresses.",
    page: RulePage(
      .network,
      why: """
        Each task and each instance takes an address of its subnet. AWS keeps five in every subnet, and a load balancer \
        needs eight free ones wherever it stands: a block of /28 has eleven addresses to give, and three beside a load \
        balancer. What finds no address does not start.
        """,
      awsAnswer: "InsufficientFreeAddressesInSubnet: … has insufficient free addresses to satisfy the request.",
      source: "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html",
      wrong: [
        .ecs(
          """
          subnets:
            tasks-a: { vpc: main, availabilityZone: a, cidr: 10.0.32.0/28, public: true }
            tasks-b: { vpc: main, availabilityZone: b, cidr: 10.0.32.16/28, public: true }
          services:
            web: { subnets: ↓[tasks-a, tasks-b], desiredCount: 30, autoScaling: null }
          scalingPolicies: null
          """)
      ],
      right: [
        .ecs(
          """
          subnets:
            tasks-a: { vpc: main, availabilityZone: a, cidr: 10.0.32.0/28, public: true }
            tasks-b: { vpc: main, availabilityZone: b, cidr: 10.0.32.16/28, public: true }
          services:
            web: { subnets: [tasks-a, tasks-b], desiredCount: 10, autoScaling: null }
          scalingPolicies: null
          """)
      ]))

  package static let addressesMayRunOut = Rule(
    "addresses-may-run-out", .warning, .checking,
    "A subnet has too few addresses for what scaling and a deployment bring.",
    page: RulePage(
      .network,
      why: """
        A deployment starts new tasks beside the old ones, twice as many in all, and scaling may have brought the \
        service to its maximum before. Each task takes an address. Spread evenly over the subnets of the service, they \
        are more than this subnet has, so that deployments under load get stuck. A block cannot be changed later \
        without replacing the subnet and all that stands in it.
        """,
      awsAnswer: "InsufficientFreeAddressesInSubnet: … has insufficient free addresses to satisfy the request.",
      source: "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html",
      wrong: [
        .ecs(
          """
          subnets:
            public-a: { cidr: ↓10.0.0.0/27 }
            public-b: { cidr: ↓10.0.0.32/27 }
          services:
            web: { autoScaling: { maxCapacity: 20 } }
          """)
      ],
      right: [
        .ecs(
          """
          subnets:
            public-a: { cidr: 10.0.0.0/27 }
            public-b: { cidr: 10.0.0.32/27 }
          services:
            web: { autoScaling: { maxCapacity: 19 } }
          """)
      ]))

  package static let smallLoadBalancerSubnet = Rule(
    "small-load-balancer-subnet", .warning, .checking,
    "A load balancer stands in a subnet that is too small for it to grow.",
    page: RulePage(
      .network,
      why: """
        A load balancer adds addresses as traffic grows, up to a hundred in all. AWS asks for blocks of /27 at least, \
        with eight addresses free. In a smaller one it starts, and then does not keep up.
        """,
      source:
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html",
      wrong: [.ecs("subnets:\n  public-a: { cidr: ↓10.0.0.0/28 }\nservices:\n  web: { subnets: [public-b] }")],
      right: [.ecs("subnets:\n  public-a: { cidr: 10.0.0.0/27 }\nservices:\n  web: { subnets: [public-b] }")]))
}
