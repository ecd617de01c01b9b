import LintelSchema
package import LintelSource
import LintelSpec

extension Rule {
  package static let circularRedirect = Rule(
    "circular-redirect", .error, .checking,
    "A redirect sends clients to where they come from, or to a port that answers otherwise.",
    page: RulePage(
      .loadBalancing,
      why: """
        What a redirect does not name stays as the request has it. One that changes nothing sends the client round in a \
        circle, and AWS refuses it; a rule that takes the request that it made does the same, and AWS does not see it. One \
        that changes the protocol alone keeps the port: a client is sent to \
        `https://…:80`, where nobody speaks TLS.
        """,
      source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RedirectActionConfig.html",
      wrong: [
        .ecs(
          """
          loadBalancers:
            public:
              listeners: { http: { targetGroup: null, redirect: { protocol: ↓HTTPS, statusCode: HTTP_301 } } }
          services:
            web: { loadBalancers: null, healthCheckGracePeriod: null }
          targetGroups: null
          """),
        .ecs(
          """
          loadBalancers:
            public:
              listeners: { http: { targetGroup: null, redirect: ↓{ path: "/#{path}", statusCode: HTTP_302 } } }
          services:
            web: { loadBalancers: null, healthCheckGracePeriod: null }
          targetGroups: null
          """),
        .ecs(
          """
          loadBalancers:
            public:
              listeners:
                http:
                  rules: { old: { priority: 10, path: /shop*, redirect: { path: ↓/shop/new, statusCode: HTTP_301 } } }
          """),
      ],
      right: [
        .ecs(
          """
          loadBalancers:
            public:
              listeners:
                http:
                  rules:
                    new: { priority: 10, path: /shop/new, targetGroup: web }
                    old: { priority: 20, path: /shop*, redirect: { path: /shop/new, statusCode: HTTP_301 } }
          """)
      ]))

  package static let redirectWithoutListener = Rule(
    "redirect-without-listener", .warning, .checking,
    "A redirect sends clients to a port that the load balancer does not listen on.",
    page: RulePage(
      .loadBalancing,
      why: """
        A redirect that keeps the host sends clients to the same load balancer, on the port that it names. Without a \
        listener there, they wait and give up. It is forgotten most often for HTTPS, which wants a certificate.
        """,
      source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RedirectActionConfig.html",
      wrong: [
        .ecs(
          """
          loadBalancers:
            public:
              listeners:
                http:
                  rules:
                    old: { priority: 10, path: /old, redirect: { protocol: HTTPS, port: ↓"443", statusCode: HTTP_301 } }
          """)
      ],
      right: [
        .ecs(
          """
          certificates:
            shop: { domainName: example.com, hostedZone: Z0123456789ABCDEFGHIJ }
          securityGroups:
            lb: { ingress: [{ port: 80, cidr: 0.0.0.0/0 }, { port: 443, cidr: 0.0.0.0/0 }] }
          loadBalancers:
            public:
              listeners:
                http: { targetGroup: null, redirect: { protocol: HTTPS, port: "443", statusCode: HTTP_301 } }
                https:
                  port: 443
                  protocol: HTTPS
                  certificate: shop
                  sslPolicy: ELBSecurityPolicy-TLS13-1-2-2021-06
                  targetGroup: web
          """)
      ]))
}

extension LoadBalancer {
  func checkRedirects(of entry: Entry<LoadBalancer>, _ lowered: Lowering) {
    let ports = Set(listeners.map { String($0.value.value.port.value) })
    // What else listens on a load balancer that is there already is not known.
    let isWhole = entry.existing == nil && listeners.allSatisfy { $0.value.value.existing == nil }
    for listener in listeners {
      let model = listener.value.value
      // The port of one that is there already may not be known.
      guard model.existing == nil, model.protocol.value.isOfRequests else { continue }
      for action in [model.action] + model.rules.map(\.value.value.action) {
        guard let redirect = action.redirect else { continue }
        check(redirect, of: model, lowered.findings)
        if let port = redirect.value.port, isWhole, redirect.value.keepsHost, UInt16(port.value) != nil,
          !ports.contains(port.value)
        {
          lowered.findings.report(
            .redirectWithoutListener, at: port.span,
            "clients are sent to port \(port.value), where load balancer '\(entry.id)' does not listen",
            label: "nobody answers there",
            help: [
              port.value == "443"
                ? "add a listener for it: `https: { certificate: …, targetGroup: … }`" : "add a listener with that port"
            ])
        }
      }
      checkCircles(of: model, lowered.findings)
    }
  }

  private func check(_ redirect: Located<Redirect>, of listener: Listener, _ findings: Findings) {
    let own = listener.protocol.value.rawValue
    let port = String(listener.port.value)
    let target = redirect.value
    func stays(_ part: Located<String>?, _ same: String, _ value: String? = nil) -> Bool {
      part == nil || part?.value == same || part?.value == value
    }
    let keepsProtocol = stays(target.protocol, "#{protocol}", own)
    let keepsPort = stays(target.port, "#{port}", port)
    if keepsProtocol, keepsPort, target.keepsHost, stays(target.path, "/#{path}"), stays(target.query, "#{query}") {
      findings.report(
        .circularRedirect, at: redirect.span, "the redirect leads to where the client comes from",
        label: "AWS refuses it: one part has to change",
        help: ["change the protocol, the host, the port, the path or the query"])
    } else if let written = target.protocol, !keepsProtocol, keepsPort, target.keepsHost {
      let usual = written.value == "HTTPS" ? "443" : "80"
      findings.report(
        .circularRedirect, at: written.span,
        "clients are sent to \(written.value) on port \(port), where this listener speaks \(own)",
        label: "the port stays \(port)", help: ["add `port: \"\(usual)\"`"])
    }
  }

  /// Rules that take the request that they made, because no rule before them does.
  private func checkCircles(of listener: Listener, _ findings: Findings) {
    let own = listener.protocol.value.rawValue
    for rule in listener.rules {
      let model = rule.value.value
      guard let target = model.action.redirect?.value, target.keepsHost, let path = target.path,
        !path.value.holds("#{"),
        target.protocol.map({ ["#{protocol}", own].contains($0.value) }) ?? true,
        target.port.map({ ["#{port}", String(listener.port.value)].contains($0.value) }) ?? true,
        target.query.map({ $0.value == "#{query}" }) ?? true, model.path.map({ $0.takes(path.value) }) ?? true
      else { continue }
      let earlier = listener.rules.map(\.value.value).filter { $0.priority.value < model.priority.value }
      guard earlier.allSatisfy({ other in other.path.map { !$0.takes(path.value) } ?? false }) else { continue }
      findings.report(
        .circularRedirect, at: path.span, "rule '\(rule.key.value)' takes the request again that it sends clients to",
        label: "browsers give up after some rounds",
        labels: [Label(model.path?.span ?? rule.key.span, "its conditions")],
        help: [
          "add a rule with a priority below \(model.priority.value) for '\(path.value)', or have the conditions leave it out"
        ])
    }
  }
}

extension Redirect {
  /// Whether clients come back to the same load balancer.
  fileprivate var keepsHost: Bool { host == nil || host?.value == "#{host}" }
}

extension Located<[Located<String>]> {
  /// Whether one of the patterns is that of a path.
  fileprivate func takes(_ path: String) -> Bool { value.contains { Glob.matches(path, $0.value) } }
}
