import LintelGraph
import LintelSchema
package import LintelSource

extension Rule {
  package static let remoteAccessOpen = Rule(
    "remote-access-open-to-world", .warning, .checking,
    "Whoever wears the group can be logged in to from any address there is.",
    page: RulePage(
      .network,
      why: """
        Ports 22 (SSH) and 3389 (Remote Desktop) are tried by strangers within minutes of an address being up, and one \
        weak password or one unpatched server is enough. The addresses of an office or of a VPN are a better source; \
        Session Manager needs no open port at all.
        """,
      source: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html",
      wrong: [
        .ec2(
          """
          securityGroups:
            web:
              ingress:
                - { port: 80, securityGroup: lb }
                - { port: 22, cidr: ↓0.0.0.0/0 }
          """),
        .ec2(
          """
          securityGroups:
            web:
              ingress:
                - { port: 80, securityGroup: lb }
                - { port: 22, cidr: ↓"::/0" }
          """),
      ],
      right: [
        .ec2(
          """
          securityGroups:
            web:
              ingress:
                - { port: 80, securityGroup: lb }
                - { port: 22, cidr: 203.0.113.0/24 }
          """)
      ]))

  package static let databaseOpen = Rule(
    "database-open-to-world", .warning, .checking,
    "A database or cache of whoever wears the group can be connected to from any address there is.",
    page: RulePage(
      .network,
      why: """
        The ports of databases and caches are tried by strangers as those for logging in are, and some of these \
        programs ask for no password until they are told to. What uses the database is a better source: its security \
        group, or the addresses of its network. Half of all addresses is as good as all of them.
        """,
      source: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html",
      wrong: [
        .ec2(
          """
          securityGroups:
            web:
              ingress:
                - { port: 80, securityGroup: lb }
                - { port: 3306, cidr: ↓0.0.0.0/0 }
          """),
        .ec2(
          """
          securityGroups:
            web:
              ingress:
                - { port: 80, securityGroup: lb }
                - { port: 6370-6380, cidr: ↓0.0.0.0/1 }
                - { port: 6370-6380, cidr: ↓128.0.0.0/1 }
          """),
        .ec2(
          """
          securityGroups:
            web:
              ingress:
                - { port: 80, securityGroup: lb }
                - { port: 3306, cidr: ↓"::/1" }
                - { port: 3306, cidr: "8000::/1" }
          """),
      ],
      right: [
        .ec2(
          """
          securityGroups:
            web:
              ingress:
                - { port: 80, securityGroup: lb }
                - { port: 3306, cidr: 10.0.0.0/16 }
                - { port: 3306, cidr: 2001:db8::/32 }
                - { port: 3307, cidr: 0.0.0.0/0 }
          """)
      ]))
}

extension SecurityGroup {
  package static let rules: [EntryRule<SecurityGroup>] = [
    EntryRule([.repeatedIngress], judgesExisting: true, by: checkRepeats),
    EntryRule([.missingPorts, .misplacedPorts], judgesExisting: true, by: checkPorts),
    EntryRule([.addedRulesOfOwnGroup], by: checkAddedRules),
    EntryRule([.remoteAccessOpen, .databaseOpen], judgesExisting: true, by: checkOpenPorts),
  ]

  /// A port with what listens to it by default, as the service's own documentation says.
  private typealias KnownPort = (number: Int, name: String)

  private static let remoteAccess: [KnownPort] = [(22, "SSH"), (3389, "Remote Desktop")]
  private static let databases: [KnownPort] = [
    (1433, "SQL Server"), (1521, "Oracle Database"), (3306, "MySQL"), (5432, "PostgreSQL"), (5439, "Redshift"),
    (5984, "CouchDB"), (6379, "Redis"), (9042, "Cassandra"), (9200, "OpenSearch"), (11211, "Memcached"),
    (27017, "MongoDB"),
  ]

  /// Who stands in a block that is as wide as the internet, or half as wide; nil for a narrower one.
  private static func everybody(in text: String) -> String? {
    guard let block = CIDR(text) else { return nil }
    if block.prefix == 0 { return "every address" }
    if block.family == .ipv4 { return block.prefix == 1 ? "half of all addresses" : nil }
    // What the internet has of IPv6 is 2000::/3, and the half of it that is given to anybody is the lower.
    let internet = CIDR(.ipv6, base: 0x2 << 124, prefix: 4)
    return block.contains(internet) ? "every address of the internet" : nil
  }

  /// Reports ports that strangers try, open to all addresses or to a half of them; a rule with several has one finding.
  private func checkOpenPorts(of entry: Entry<SecurityGroup>, _ lowered: Lowering) {
    let id = entry.id
    if lowered.index.loadBalancersGroups.contains(id) { return }
    for rule in (ingress + (addIngress?.value ?? [])).map(\.value.rule) {
      guard let source = rule.cidr, let who = Self.everybody(in: source.value), let range = rule.portsOfTCP else {
        continue
      }
      let example = rule.isIPv6 ? "2001:db8::/32" : "203.0.113.0/24"
      let place = rule.protocol.value == .all ? rule.protocol.span : rule.port?.span ?? source.span
      if let port = Self.remoteAccess.first(where: { range.contains($0.number) }) {
        lowered.findings.report(
          .remoteAccessOpen, at: source.span,
          "security group '\(id)' opens port \(port.number), \(port.name), to \(who)",
          label: "anybody may try to log in", labels: [Label(place, port.name)],
          help: ["write the addresses that log in, such as `cidr: \(example)`"])
      } else if let port = Self.databases.first(where: { range.contains($0.number) }) {
        lowered.findings.report(
          .databaseOpen, at: source.span, "security group '\(id)' opens port \(port.number), \(port.name), to \(who)",
          label: "anybody may try to connect", labels: [Label(place, port.name)],
          help: ["let in what uses it, by its `securityGroup` or by addresses such as `cidr: \(example)`"])
      }
    }
  }
}
