import LintelAWS
import LintelSchema
package import LintelSource

// What a listener by itself says of TLS.
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
}
