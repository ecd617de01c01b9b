import LintelAWS
import LintelSchema
package import LintelSource

extension Rule {
  package static let misfittingAddressType = Rule(
    "misfitting-address-type", .error, .checking, "A load balancer cannot go without public IPv4 addresses alone.",
    page: RulePage(
      .loadBalancing,
      why: """
        With `ipAddressType: dualstack-without-public-ipv4` the public addresses of a load balancer are of IPv6 only, and \
        nothing is paid for public IPv4 addresses. AWS has that for application load balancers that face the internet. An \
        internal load balancer has no public address in any case, and says `dualstack` for IPv6.
        """,
      source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_SetIpAddressType.html",
      wrong: [
        .ecs(
          """
          vpcs: { main: { ipv6: true } }
          subnets: { public-a: { ipv6: 0 }, public-b: { ipv6: 1 } }
          loadBalancers:
            public: { scheme: internal, ipAddressType: ↓dualstack-without-public-ipv4 }
          """),
        .ecs(
          """
          vpcs: { main: { ipv6: true } }
          subnets: { public-a: { ipv6: 0 }, public-b: { ipv6: 1 } }
          securityGroups:
            lb: { ingress: [{ port: 80, cidr: 0.0.0.0/0 }, { port: 80, cidr: "::/0" }] }
          loadBalancers:
            public:
              type: network
              ipAddressType: ↓dualstack-without-public-ipv4
              listeners: { http: { protocol: TCP } }
          targetGroups:
            web: { protocol: TCP, healthCheck: null }
          scalingPolicies: null
          """),
      ],
      right: [
        .ecs(
          """
          vpcs: { main: { ipv6: true } }
          subnets: { public-a: { ipv6: 0 }, public-b: { ipv6: 1 } }
          securityGroups:
            lb: { ingress: [{ port: 80, cidr: "::/0" }] }
          loadBalancers:
            public: { ipAddressType: dualstack-without-public-ipv4 }
          """)
      ]))

  package static let sourceOfAbsentFamily = Rule(
    "source-of-absent-family", .error, .checking,
    "A rule of a listener is for IPv6 clients, and the load balancer has no IPv6 addresses.",
    page: RulePage(
      .loadBalancing,
      why: """
        A `source` is compared with the address that a request comes from, and that is of the family of the load balancer's \
        address which the client connected to. A rule whose ranges are all of IPv6 is never met behind a load balancer that \
        has IPv4 addresses only. Ranges of both families in one list are no finding.
        """,
      source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_SourceIpConditionConfig.html",
      wrong: [
        .ecs(
          """
          loadBalancers:
            public:
              listeners:
                http:
                  rules:
                    office: { priority: 10, source: ↓"2001:db8:7::/48", targetGroup: web }
          """)
      ],
      right: [
        .ecs(
          """
          loadBalancers:
            public:
              listeners:
                http:
                  rules:
                    office: { priority: 10, source: [203.0.113.0/24, "2001:db8:7::/48"], targetGroup: web }
          """)
      ]))
}

extension LoadBalancer {
  /// Ranges that no client of the load balancer has an address of.
  func checkSources(of entry: Entry<LoadBalancer>, _ lowered: Lowering) {
    // Of one that is there already the addresses may not be known.
    guard !isDualStack, entry.existing == nil || ipAddressType != nil else { return }
    for listener in listeners {
      for rule in listener.value.value.rules {
        guard let source = rule.value.value.source, source.value.allSatisfy(\.isIPv6), let first = source.value.first
        else { continue }
        lowered.findings.report(
          .sourceOfAbsentFamily, at: first.span, "no request ever meets rule '\(rule.key.value)'",
          label: "load balancer '\(entry.id)' has no IPv6 addresses, over which such a client would come",
          labels: ipAddressType.map { [Label($0.span, "IPv4 only")] } ?? [],
          help: ["write the clients' IPv4 addresses, or remove the rule"])
      }
    }
  }

  /// Public addresses of IPv6 without such of IPv4 are for some load balancers only.
  func checkAddressType(of entry: Entry<LoadBalancer>, _ lowered: Lowering) {
    guard let ipAddressType, lacksPublicIPv4 else { return }
    let word = ipAddressType.value.rawValue
    if type.value == .network {
      // Packets over UDP are another finding beside `dualstack`.
      let takesPackets = listeners.contains { listener in
        ResourceType.transports(ofProtocol: listener.value.value.protocol.value.rawValue).contains("udp")
      }
      lowered.findings.report(
        .misfittingAddressType, at: ipAddressType.span, "a network load balancer cannot have '\(word)'",
        label: "only application load balancers can do without public IPv4 addresses",
        labels: type.isWritten ? [Label(type.span, "the type")] : [],
        help: [takesPackets ? "remove `ipAddressType`" : "write `ipAddressType: dualstack`"])
    } else if scheme.value == .internal {
      lowered.findings.report(
        .misfittingAddressType, at: ipAddressType.span,
        "load balancer '\(entry.id)' is internal, and has no public addresses",
        label: "AWS has this type for load balancers that face the internet",
        labels: scheme.isWritten ? [Label(scheme.span, "internal")] : [], help: ["write `ipAddressType: dualstack`"])
    }
  }
}
