import LintelAWS
import LintelGraph
import LintelSchema
package import LintelSource

extension Rule {
  package static let misfittingListener = Rule(
    "misfitting-listener", .error, .checking, "A load balancer of this type has no such listener or attribute.",
    page: RulePage(
      .loadBalancing,
      why: """
        An application load balancer takes requests over HTTP and HTTPS, and can look into them. A network load balancer \
        passes on connections over TCP and packets over UDP, or takes TLS from them: it answers nothing by itself, redirects \
        nobody and has no rules. Each has attributes of its own.
        """,
      awsAnswer: "ValidationError: Protocol 'HTTP' is not supported for network load balancers",
      source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html",
      wrong: [
        .ecs(
          """
          loadBalancers:
            public: { listeners: { http: { protocol: ↓TCP } } }
          """),
        .ecs(
          """
          loadBalancers:
            public:
              type: network
              attributes: { idle_timeout.timeout_seconds: ↓60 }
              listeners: { http: { protocol: TCP } }
          targetGroups:
            web: { protocol: TCP, healthCheck: null }
          scalingPolicies: null
          """),
        .ecs(
          """
          vpcs: { main: { ipv6: true } }
          subnets: { public-a: { ipv6: 0 }, public-b: { ipv6: 1 } }
          securityGroups:
            lb: { ingress: [{ port: 80, cidr: 0.0.0.0/0 }, { port: 80, protocol: udp, cidr: 0.0.0.0/0 }] }
            web: { ingress: [{ port: 8080, securityGroup: lb }, { port: 8080, protocol: udp, securityGroup: lb }] }
          loadBalancers:
            public:
              type: network
              ipAddressType: dualstack
              listeners: { http: { protocol: ↓TCP_UDP } }
          targetGroups:
            web: { protocol: TCP_UDP, healthCheck: null }
          scalingPolicies: null
          """),
      ],
      right: [
        .ecs(
          """
          loadBalancers:
            public:
              type: network
              attributes: { load_balancing.cross_zone.enabled: true }
              listeners: { http: { protocol: TCP } }
          targetGroups:
            web: { protocol: TCP, healthCheck: { protocol: HTTP, path: / } }
          """)
      ]))
}

extension LoadBalancer {
  /// What listeners and attributes say that the type of the load balancer does not know.
  func checkListeners(of entry: Entry<LoadBalancer>, _ lowered: Lowering) {
    // Of one that is there already the type may not be known.
    if entry.existing != nil, !type.isWritten { return }
    let isNetwork = type.value == .network
    for listener in listeners where listener.value.value.existing == nil {
      let model = listener.value.value
      let (name, spoken) = (listener.key.value, model.protocol)
      if spoken.value.isOfRequests == isNetwork {
        let other = isNetwork ? (spoken.value == .https ? "TLS" : "TCP") : spoken.value == .tls ? "HTTPS" : "HTTP"
        lowered.findings.report(
          .misfittingListener, at: spoken.span.isWritten ? spoken.span : listener.key.span,
          "listener '\(name)' of \(isNetwork ? "a network" : "an application") load balancer speaks \(spoken.value.rawValue)",
          label: isNetwork ? "it passes on connections over TCP" : "it takes requests over HTTP",
          labels: type.isWritten ? [Label(type.span, "the type")] : [],
          help: ["write `protocol: \(other)`, or `type: \(isNetwork ? "application" : "network")` in the load balancer"]
        )
      } else if isNetwork {
        checkActions(of: model, name, lowered)
        checkPackets(of: model, name, lowered)
      }
    }
    for item in attributes.items {
      guard let key = item["Key"]?.literal else { continue }
      // Its default for this type may be written out.
      if !isNetwork, key == "load_balancing.cross_zone.enabled", item["Value"]?.literal == "false" {
        lowered.findings.report(
          .misfittingListener, at: item.span, "an application load balancer sends requests to all of its zones",
          label: "only its target groups can turn that off",
          help: ["write it in `attributes` of the target groups instead"])
      }
      guard let owner = ResourceType.loadBalancerType(ofAttribute: key), owner != type.value.rawValue else { continue }
      lowered.findings.report(
        .misfittingListener, at: item.span, "only \(owner) load balancers have attribute '\(key)'",
        label: "AWS refuses it", help: ["remove it"])
    }
  }

  /// Over IPv6 packets come through a prefix of their own, which the language does not have.
  private func checkPackets(of listener: Listener, _ name: String, _ lowered: Lowering) {
    let spoken = listener.protocol
    guard let ipAddressType, ipAddressType.value == .dualstack,
      ResourceType.transports(ofProtocol: spoken.value.rawValue).contains("udp")
    else { return }
    lowered.findings.report(
      .misfittingListener, at: spoken.span,
      "listener '\(name)' of a load balancer with IPv6 addresses takes packets over UDP",
      label: "AWS takes that with a prefix for source NAT only", labels: [Label(ipAddressType.span, "IPv6")],
      help: ["remove `ipAddressType` from the load balancer, or give UDP a load balancer of its own"])
  }

  private func checkActions(of listener: Listener, _ name: String, _ lowered: Lowering) {
    let answers: [(span: Span?, words: String)] = [
      (listener.action.redirect?.span, "redirects nobody"),
      (listener.action.fixedResponse?.span, "answers nothing by itself"),
      (listener.rules.first?.key.span, "has no rules"),
    ]
    for case (let span?, let words) in answers {
      lowered.findings.report(
        .misfittingListener, at: span, "listener '\(name)' of a network load balancer \(words)",
        label: "it does not look into what it passes on",
        help: ["name one `targetGroup`, or write `type: application` in the load balancer"])
    }
  }
}
