import LintelAWS
import LintelSchema
package import LintelSource

// What a listener by itself says of TLS and of where it sends clients.
extension Rule {
  package static let listenerWithoutCertificate = Rule(
    "listener-without-certificate", .error, .checking, "A listener for HTTPS has no certificate.",
    page: RulePage(
      .loadBalancing,
      why: """
        TLS begins with a certificate: without one there is nothing to answer a client with, and AWS refuses the \
        listener. A listener for plain HTTP takes none.
        """,
      awsAnswer: "A certificate must be specified for HTTPS listeners",
      source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html",
      wrong: [
        .ecs(
          """
          securityGroups:
            lb: { ingress: [{ port: 443, cidr: 0.0.0.0/0 }] }
          loadBalancers:
            public:
              listeners: { http: { port: 443, protocol: ↓HTTPS } }
          """),
        .ecs(
          """
          loadBalancers:
            public:
              listeners:
                http: { protocol: HTTP, certificate: ↓"arn:aws:acm:us-east-1:111111111111:certificate/1a2b" }
          """),
      ],
      right: [
        .ecs(
          """
          securityGroups:
            lb: { ingress: [{ port: 443, cidr: 0.0.0.0/0 }] }
          loadBalancers:
            public:
              listeners:
                http:
                  port: 443
                  protocol: HTTPS
                  certificate: "arn:aws:acm:us-east-1:111111111111:certificate/1a2b"
                  sslPolicy: ELBSecurityPolicy-TLS13-1-2-2021-06
          """)
      ]))

  package static let outdatedTLS = Rule(
    "outdated-tls", .warning, .checking, "A listener speaks TLS 1.0 or 1.1.",
    page: RulePage(
      .loadBalancing,
      why: """
        TLS 1.0 and 1.1 are broken and given up by every browser. A policy that allows them lets an attacker talk a client \
        down to them. AWS's own default by API and CloudFormation, \(Listener.usualPolicy), allows both, and is not \
        reported where nobody wrote it. Where old clients have to be served, allow the finding.
        """,
      source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html",
      wrong: [
        .ecs(
          """
          securityGroups:
            lb: { ingress: [{ port: 443, cidr: 0.0.0.0/0 }] }
          loadBalancers:
            public:
              listeners:
                http:
                  port: 443
                  protocol: HTTPS
                  certificate: "arn:aws:acm:us-east-1:111111111111:certificate/1a2b"
                  sslPolicy: ↓ELBSecurityPolicy-2016-08
          """)
      ],
      right: [
        .ecs(
          """
          securityGroups:
            lb: { ingress: [{ port: 443, cidr: 0.0.0.0/0 }] }
          loadBalancers:
            public:
              listeners:
                http:
                  port: 443
                  protocol: HTTPS
                  certificate: "arn:aws:acm:us-east-1:111111111111:certificate/1a2b"
                  sslPolicy: ELBSecurityPolicy-TLS13-1-2-2021-06
          """)
      ]))

  package static let circularRedirect = Rule(
    "circular-redirect", .error, .checking,
    "A redirect sends clients to where they come from, or to a port that answers otherwise.",
    page: RulePage(
      .loadBalancing,
      why: """
        What a redirect does not name stays as the request has it. One that changes nothing sends the client round in a \
        circle, and AWS refuses it. One that changes the protocol alone keeps the port: a client is sent to \
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
      ],
      right: [
        .ecs(
          """
          loadBalancers:
            public:
              listeners:
                http: { targetGroup: null, redirect: { protocol: HTTPS, port: "443", statusCode: HTTP_301 } }
          services:
            web: { loadBalancers: null, healthCheckGracePeriod: null }
          targetGroups: null
          """)
      ]))
}

extension LoadBalancer {
  func checkTLS(of entry: Entry<LoadBalancer>, _ lowered: Lowering) {
    for listener in listeners where listener.value.value.existing == nil {
      let model = listener.value.value
      let isSecure = model.protocol.value.isSecure
      let word = model.protocol.value.rawValue
      if !isSecure, let certificate = model.certificates {
        lowered.findings.report(
          .listenerWithoutCertificate, at: certificate.span,
          "listener '\(listener.key.value)' speaks plain \(word), and has a certificate",
          label: "AWS takes none there",
          help: ["write `protocol: \(word == "TCP" ? "TLS" : "HTTPS")`, or remove the certificate"])
      }
      guard isSecure else { continue }
      if model.certificates == nil {
        let place = model.protocol.span.isWritten ? model.protocol.span : listener.key.span
        lowered.findings.report(
          .listenerWithoutCertificate, at: place,
          "listener '\(listener.key.value)' speaks \(word) without a certificate",
          label: "AWS answers 'A certificate must be specified for \(word) listeners'",
          help: ["add `certificate` with the ARN of a certificate of this region"])
      }
      guard let policy = model.sslPolicy else { continue }
      guard let oldest = Vocabulary.tlsPolicies.entry(policy.value), ["1.0", "1.1"].contains(oldest) else { continue }
      lowered.findings.report(
        .outdatedTLS, at: policy.span, "listener '\(listener.key.value)' speaks TLS \(oldest)",
        label: "every browser has given it up", help: ["write `sslPolicy: ELBSecurityPolicy-TLS13-1-2-2021-06`"])
    }
  }

  func checkRedirects(of entry: Entry<LoadBalancer>, _ lowered: Lowering) {
    for listener in listeners {
      let model = listener.value.value
      // The port of one that is there already may not be known.
      for action in [model.action] + model.rules.map(\.value.value.action)
      where model.existing == nil && model.protocol.value.isOfRequests {
        if let redirect = action.redirect { check(redirect, of: model, lowered.findings) }
      }
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
    let keepsHost = stays(target.host, "#{host}")
    if keepsProtocol, keepsPort, keepsHost, stays(target.path, "/#{path}"), stays(target.query, "#{query}") {
      findings.report(
        .circularRedirect, at: redirect.span, "the redirect leads to where the client comes from",
        label: "AWS refuses it: one part has to change",
        help: ["change the protocol, the host, the port, the path or the query"])
    } else if let written = target.protocol, !keepsProtocol, keepsPort, keepsHost {
      let usual = written.value == "HTTPS" ? "443" : "80"
      findings.report(
        .circularRedirect, at: written.span,
        "clients are sent to \(written.value) on port \(port), where this listener speaks \(own)",
        label: "the port stays \(port)", help: ["add `port: \"\(usual)\"`"])
    }
  }
}
