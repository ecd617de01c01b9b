import LintelGraph
import LintelSchema
package import LintelSource
import LintelSpec

extension Rule {
  package static let recordOutsideZone = Rule(
    "record-outside-zone", .error, .checking, "A record's name does not belong to its zone.",
    page: RulePage(
      .loadBalancing,
      why: """
        A zone holds the records of its own name and of names below it. Route 53 refuses any other. A zone that is given by \
        its id is not checked, because the id does not tell its name.
        """,
      awsAnswer: "InvalidChangeBatch: RRSet with DNS name … is not permitted in zone …",
      source: "https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html",
      wrong: [
        .ecs("records:\n  shop: { hostedZone: example.com, name: ↓shop.example.org, loadBalancer: public }")
      ],
      right: [.ecs("records:\n  shop: { hostedZone: example.com, name: shop.example.com, loadBalancer: public }")]))

  package static let misfittingRecord = Rule(
    "misfitting-record", .error, .checking, "What a record says does not fit its type.",
    page: RulePage(
      .loadBalancing,
      why: """
        An `A` record holds IPv4 addresses, an `AAAA` record IPv6 addresses, a `CNAME` one name, and text stands in quotes. \
        A mail server has a number before its name, which orders them, an `SRV` record three, and a `CAA` record a flag \
        and a word. An alias of a load balancer is `A` or, where the load balancer has IPv6 addresses too, `AAAA`; one \
        with `ipAddressType: dualstack-without-public-ipv4` has only the second. How long an alias may be remembered is up \
        to what it leads to. A zone's own name can have no `CNAME`, because it has other records: \
        an alias does the same there.
        """,
      awsAnswer: "InvalidChangeBatch: Invalid Resource Record",
      source: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html",
      wrong: [
        .ecs("records:\n  shop: { hostedZone: example.com, name: shop.example.com, values: ↓shop.example.org }"),
        .ecs("records:\n  shop: { hostedZone: example.com, name: shop.example.com, type: TXT, values: ↓v=spf1 -all }"),
        .ecs("records:\n  mail: { hostedZone: example.com, name: example.com, type: MX, values: ↓mail.example.com }"),
        .ecs(
          "records:\n  shop: { hostedZone: example.com, name: shop.example.com, type: ↓CNAME, loadBalancer: public }"),
        .ecs("records:\n  shop: { hostedZone: example.com, name: shop.example.com, loadBalancer: public, ttl: ↓60 }"),
        .ecs(
          """
          vpcs: { main: { ipv6: true } }
          subnets: { public-a: { ipv6: 0 }, public-b: { ipv6: 1 } }
          securityGroups:
            lb: { ingress: [{ port: 80, cidr: "::/0" }] }
          loadBalancers:
            public: { ipAddressType: dualstack-without-public-ipv4 }
          records:
            shop: { hostedZone: example.com, name: shop.example.com, type: ↓A, loadBalancer: public }
          """),
        .ecs(
          """
          vpcs: { main: { ipv6: true } }
          subnets: { public-a: { ipv6: 0 }, public-b: { ipv6: 1 } }
          securityGroups:
            lb: { ingress: [{ port: 80, cidr: "::/0" }] }
          loadBalancers:
            public: { ipAddressType: dualstack-without-public-ipv4 }
          records:
            shop: { hostedZone: example.com, name: shop.example.com, loadBalancer: ↓public }
            shop-six: { hostedZone: example.com, name: shop.example.com, type: AAAA, loadBalancer: public }
          """),
        .ecs(
          "records:\n  shop: { hostedZone: example.com, name: ↓example.com, type: CNAME, values: shop.example.org }"),
      ],
      right: [
        .ecs(
          """
          records:
            shop: { hostedZone: example.com, name: shop.example.com, loadBalancer: public }
            mail: { hostedZone: example.com, name: example.com, type: TXT, values: '"v=spf1 -all"' }
            post: { hostedZone: example.com, name: example.com, type: MX, values: 10 mail.example.com }
            blog: { hostedZone: example.com, name: blog.example.com, type: CNAME, values: example.net, ttl: 60 }
          """)
      ]))

  package static let hostWithoutCertificate = Rule(
    "host-without-certificate", .warning, .checking,
    "No certificate of a load balancer is for a host that leads to it.",
    page: RulePage(
      .loadBalancing,
      why: """
        Clients refuse a certificate that is not for the host they asked for. A star stands for one part of a name: \
        `*.example.com` is for `shop.example.com`, and neither for `example.com` nor for `eu.shop.example.com`. Listeners \
        whose certificates the spec does not describe are not judged.
        """,
      source: "https://docs.aws.amazon.com/acm/latest/userguide/acm-certificate.html",
      wrong: [
        .ecs(
          """
          certificates:
            shop: { domainName: example.com, hostedZone: Z0123456789ABCDEFGHIJ }
          securityGroups:
            lb: { ingress: [{ port: 443, cidr: 0.0.0.0/0 }] }
          loadBalancers:
            public:
              listeners:
                http:
                  port: 443
                  protocol: HTTPS
                  certificate: shop
                  sslPolicy: ELBSecurityPolicy-TLS13-1-2-2021-06
                  rules:
                    admin: { priority: 10, host: ↓admin.example.com, fixedResponse: { statusCode: 404 } }
          records:
            shop: { hostedZone: example.com, name: ↓shop.example.com, loadBalancer: public }
          """)
      ],
      right: [
        .ecs(
          """
          certificates:
            shop:
              domainName: example.com
              subjectAlternativeNames: ["*.example.com"]
              hostedZone: Z0123456789ABCDEFGHIJ
          securityGroups:
            lb: { ingress: [{ port: 443, cidr: 0.0.0.0/0 }] }
          loadBalancers:
            public:
              listeners:
                http:
                  port: 443
                  protocol: HTTPS
                  certificate: shop
                  sslPolicy: ELBSecurityPolicy-TLS13-1-2-2021-06
                  rules:
                    admin: { priority: 10, host: admin.example.com, fixedResponse: { statusCode: 404 } }
          records:
            shop: { hostedZone: example.com, name: shop.example.com, loadBalancer: public }
          """)
      ]))
}

extension Record {
  package static let rules: [EntryRule<Record>] = [
    EntryRule([.recordOutsideZone], by: checkZone),
    EntryRule([.misfittingRecord], by: checkContent),
    EntryRule([.hostWithoutCertificate], by: checkCertificate),
  ]

  private func checkZone(of entry: Entry<Record>, _ lowered: Lowering) {
    guard let zone = zoneName, !DomainName.isOne(host.value, within: zone) else { return }
    lowered.findings.report(
      .recordOutsideZone, at: host.span, "'\(host.value)' does not belong to zone '\(zone)'",
      label: "Route 53 refuses it",
      labels: [Label(hostedZone.span, "the zone")], help: ["write a name that ends in `.\(zone)`, or name its own zone"]
    )
  }

  private func checkContent(of entry: Entry<Record>, _ lowered: Lowering) {
    let findings = lowered.findings
    if values == nil {
      if type.value != .a, type.value != .aaaa, loadBalancer != nil {
        findings.report(
          .misfittingRecord, at: type.span, "an alias of a load balancer is no \(type.value.rawValue) record",
          label: "it stands for addresses", help: ["leave `type` out"])
      } else if let loadBalancer, lacksAddresses(in: lowered.spec), !bringsIPv6(in: lowered) {
        let isWritten = type.isWritten
        findings.report(
          .misfittingRecord, at: isWritten ? type.span : loadBalancer.span,
          "load balancer '\(loadBalancer.value.id)' has no public IPv4 address for an A record",
          label: "whoever asks for it gets no answer",
          help: [
            lowered.index.ipv6Records.contains(place)
              ? "remove the entry: another is the AAAA record of '\(host.value)'" : "leave `type` out"
          ])
      }
      if let ttl {
        findings.report(
          .misfittingRecord, at: ttl.span, "an alias has no time to live of its own",
          label: "Route 53 takes that of what it leads to", help: ["remove `ttl`"])
      }
      return
    }
    if type.value == .cname, zoneName == host.value {
      findings.report(
        .misfittingRecord, at: host.span, "the name of a zone itself can have no CNAME record",
        label: "it has others, which a CNAME would hide", help: ["use `loadBalancer` or `alias`, or another name"])
    }
    if type.value == .cname, let second = values?.value.dropFirst().first {
      findings.report(
        .misfittingRecord, at: second.span, "a CNAME record has one value",
        label: "it stands for one other name", help: ["remove all values but one"])
    }
    for value in values?.value ?? [] {
      guard let (defect, help) = problem(with: value.value) else { continue }
      findings.report(
        .misfittingRecord, at: value.span, "'\(value.value)' is no value of \(article) \(type.value.rawValue) record",
        label: defect, help: [help])
    }
  }

  private var article: String { "AEFHILMNORSX".contains(type.value.rawValue.prefix(1)) ? "an" : "a" }

  /// What is certainly wrong with a value, and what to write instead.
  private func problem(with value: String) -> (defect: String, help: String)? {
    switch type.value {
    case .a where CIDR(ipv4: value + "/32") == nil:
      return ("an IPv4 address is expected", "write an address, or `type: CNAME` for a name")
    case .aaaa where CIDR(ipv6: value + "/128") == nil:
      return ("an IPv6 address is expected", "write an address, or `type: CNAME` for a name")
    case .cname where CIDR(ipv4: value + "/32") != nil: return ("a name is expected", "write `type: A`")
    case .txt where !(value.hasPrefix("\"") && value.hasSuffix("\"") && value.utf8.count > 1):
      return ("Route 53 takes text in quotes only", "write `'\"\(value)\"'`")
    case .cname, .ns:
      return value.utf8.contains(where: "/: ".utf8.contains) ? ("a name is expected", "write the name alone") : nil
    case .mx where !Self.isName(value, behind: 1):
      return ("the server's preference and its name are expected", "write it like `10 mail.example.com`")
    case .srv where !Self.isName(value, behind: 3):
      return ("priority, weight, port and name are expected", "write it like `10 5 443 host.example.com`")
    case .caa where !Self.isAuthority(value):
      return ("a flag, a word and a value in quotes are expected", "write it like `'0 issue \"amazon.com\"'`")
    default: return nil
    }
  }

  /// Whether a value is a name behind so many numbers of 16 bits.
  private static func isName(_ value: String, behind count: Int) -> Bool {
    let words = value.split(separator: " ")
    return words.count == count + 1 && words.dropLast().allSatisfy { UInt16($0) != nil }
      && !value.utf8.contains(where: "/:".utf8.contains)
  }

  /// Whether a value says which authority may issue certificates: `0 issue "amazon.com"`.
  private static func isAuthority(_ value: String) -> Bool {
    let words = value.split(separator: " ", maxSplits: 2)
    guard words.count == 3, UInt8(words[0]) != nil, words[1].utf8.allSatisfy(\.isAlphanumeric) else { return false }
    return words[2].utf8.count > 1 && words[2].hasPrefix("\"") && words[2].hasSuffix("\"")
  }

  private func checkCertificate(of entry: Entry<Record>, _ lowered: Lowering) {
    guard let target = loadBalancer?.value.id, let balancer = lowered.spec.sections[LoadBalancer.self][target],
      balancer.existing == nil
    else { return }
    var all: Set<String> = []
    for listener in balancer.model.listeners where listener.value.value.protocol.value.isSecure {
      guard let names = listener.value.value.certifiedNames(in: lowered) else { return }
      // Of a host that a rule names, it is said there.
      if listener.value.value.rules.contains(where: { rule in
        rule.value.value.host?.value.contains { $0.value.lowercased() == host.value.lowercased() } ?? false
      }) {
        return
      }
      all.formUnion(names)
    }
    lowered.reportUncertified(host, by: all)
  }
}

extension LoadBalancer {
  /// Hosts of rules, which clients ask for by the same name.
  func checkHosts(of entry: Entry<LoadBalancer>, _ lowered: Lowering) {
    for listener in listeners where listener.value.value.protocol.value.isSecure {
      guard let names = listener.value.value.certifiedNames(in: lowered) else { continue }
      for host in listener.value.value.rules.flatMap({ $0.value.value.host?.value ?? [] }) {
        if host.value.contains("*") || host.value.contains("?") { continue }
        lowered.reportUncertified(host, by: names)
      }
    }
  }
}

extension Listener {
  /// The names that its certificates are for; nil where the spec does not say it of all of them, or there are none.
  fileprivate func certifiedNames(in lowered: Lowering) -> [String]? {
    guard existing == nil, let certificates = certificates?.value else { return nil }
    var names: [String] = []
    for certificate in certificates {
      guard case .resource(Certificate.section, let id, part: _, attribute: _)? = certificate.value.parts.first,
        let entry = lowered.spec.sections[Certificate.self][id], entry.existing == nil
      else { return nil }
      names += [entry.model.domainName.value] + (entry.model.alternatives?.value ?? []).map(\.value)
    }
    return names
  }
}

extension Lowering {
  fileprivate func reportUncertified(_ host: Located<String>, by names: some Collection<String>) {
    let name = host.value.lowercased()
    if names.isEmpty || names.contains(where: { DomainName.isOne(name, coveredBy: $0) }) { return }
    let list = Set(names).sorted().map { "'\($0)'" }.joined(separator: ", ")
    findings.report(
      .hostWithoutCertificate, at: host.span, "no certificate of the load balancer is for '\(host.value)'",
      label: "they are for \(list)", help: ["add it to the certificate's `subjectAlternativeNames`"])
  }
}
