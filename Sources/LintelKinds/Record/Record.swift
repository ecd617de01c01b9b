import LintelAWS
package import LintelGraph
package import LintelSchema
package import LintelSource

/// A record of a Route 53 zone that is there already.
package struct Record: Kind {
  package static let section = "records"
  package static let summary =
    "A name in a Route 53 zone that is there already: an alias of a load balancer, or values of its own."
  package static let type = "AWS::Route53::RecordSet"
  package static let existing = ExistingForm.impossible
  package static let attributes: [String] = []
  package static let nameRule = NameRule.nameTag
  package static let nameUse = NameUse.field
  package var name: Located<String>? { nil }

  let host: Located<String>
  let hostedZone: Located<String>
  let type: Located<RecordType>
  let loadBalancer: Located<EntryReference>?
  let alias: Located<AliasTarget>?
  let values: Located<[Located<String>]>?
  let ttl: Located<Int>?
  private let evaluateTargetHealth: Located<Bool>?

  package init(_ fields: inout FieldReader) {
    host = fields.required(
      "name", .recordName,
      """
      The whole name: `shop.example.com`, `*.example.com`. Records carry no tags: one is this system's if it is an alias of \
      its load balancer or says what the spec says. Any other of that name is neither written over nor deleted: it stops \
      `deploy.sh` before anything is made, unless `--adopt` hands it over.
      """)
    hostedZone = fields.required(
      "hostedZone", .hostedZoneOrName,
      """
      The zone, by its id or, where the account has one of that name, its name. A record that the spec no longer has is \
      removed with `--prune` if it is an alias and another record of the spec is in the same zone; else it stays.
      """)
    type = fields.optional(
      "type", .choice, default: .a, "What the name is asked for; another type wants an entry of its own.")
    loadBalancer = fields.optional(
      "loadBalancer", .reference(to: LoadBalancer.section),
      """
      The load balancer whose addresses it has, as an alias. Of one that has IPv6 addresses too, an `AAAA` record comes beside \
      it, unless `type` is written or another entry is that record; of one without public IPv4 addresses, in its place.
      """)
    alias = fields.optional("alias", .object, "Anything else of AWS's that it is an alias of.")
    values = fields.optional(
      "values", .oneOrMore(of: .recordValue, count: 1...400, isSet: true),
      "What it says, as Route 53 takes it: text in quotes, a mail server behind its preference.")
    ttl = fields.optional(
      "ttl", .integer(0...2_147_483_647, in: .seconds), "Seconds that it may be remembered.", absence: "`300`")
    evaluateTargetHealth = fields.optional(
      "evaluateTargetHealth", .boolean, "Whether an alias says nothing while what it leads to is not healthy.",
      absence: Absence.aws(.recordSet, "AliasTarget", "EvaluateTargetHealth"))
    fields.exactlyOne("loadBalancer", "alias", "values")
  }

  package enum RecordType: String, CaseIterable, Sendable {
    case a = "A"
    case aaaa = "AAAA"
    case cname = "CNAME"
    case txt = "TXT"
    case mx = "MX"
    case srv = "SRV"
    case caa = "CAA"
    case ns = "NS"
  }

  /// The name of the zone, where the spec gives that.
  var zoneName: String? { HostedZone.isID(hostedZone.value) ? nil : hostedZone.value }

  package func properties(of entry: Entry<Record>, in lowering: inout Lowering) -> [Member] {
    properties(Value.string(type.map(\.rawValue)), in: lowering)
  }

  /// The record for addresses of IPv6, beside that for the others.
  package func addNested(in entry: Entry<Record>, to lowering: inout Lowering) {
    guard let loadBalancer, bringsIPv6(in: lowering) else { return }
    lowering.graph.add(
      lowering.derived(
        "ipv6", ResourceType.recordSet.name, from: entry, at: loadBalancer.span,
        properties(Value(.string(RecordType.aaaa.rawValue), at: loadBalancer.span), in: lowering)))
  }

  /// A load balancer that the internet finds over IPv6 only has no addresses for an `A` record.
  ///
  /// The record for IPv6 is the same one whatever the load balancer has besides: none changes into another.
  package func isMade(of entry: Entry<Record>, in lowering: Lowering) -> Bool {
    !(lacksAddresses(in: lowering.spec) && bringsIPv6(in: lowering))
  }

  /// Whether a record for addresses of IPv6 comes with it.
  func bringsIPv6(in lowering: Lowering) -> Bool {
    !type.isWritten && balancer(in: lowering.spec)?.isDualStack ?? false
      && !lowering.index.ipv6Records.contains(place)
  }

  /// Whether it asks a load balancer for addresses of IPv4 that this does not have.
  func lacksAddresses(in spec: Specification) -> Bool {
    type.value == .a && balancer(in: spec)?.lacksPublicIPv4 ?? false
  }

  /// The load balancer that it is an alias of.
  private func balancer(in spec: Specification) -> LoadBalancer? {
    loadBalancer.flatMap { spec.sections[LoadBalancer.self][$0.value.id]?.model }
  }

  /// Its zone and name.
  var place: String { "\(hostedZone.value) \(host.value)" }

  private func properties(_ type: Value, in lowering: Lowering) -> [Member] {
    let evaluates = Value(
      .boolean(evaluateTargetHealth?.value ?? false), at: evaluateTargetHealth?.span ?? .none)
    var target: Value?
    if let loadBalancer {
      target = .map(
        [
          "DNSName": lowering.reference(loadBalancer, .dnsName),
          "HostedZoneId": lowering.reference(loadBalancer, .hostedZone), "EvaluateTargetHealth": evaluates,
        ], at: loadBalancer.span)
    } else if let alias {
      target = .map(
        [
          "DNSName": .string(alias.value.dnsName), "HostedZoneId": .string(alias.value.hostedZone),
          "EvaluateTargetHealth": evaluates,
        ], at: alias.span)
    }
    return members([
      "HostedZoneId": zoneName == nil ? .string(hostedZone) : nil,
      "HostedZoneName": zoneName.map { Value(.string($0 + "."), at: hostedZone.span) },
      "Name": .string(host),
      "Type": type,
      "TTL": values == nil ? nil : Value(.string("\(ttl?.value ?? 300)"), at: ttl?.span ?? .none),
      "ResourceRecords": values.map { .set($0.value.map(Value.string), at: $0.span) },
      "AliasTarget": target,
    ])
  }
}

/// Something of AWS's that records can be aliases of.
package struct AliasTarget: Described {
  package static let summary = "Something of AWS's that a record can be an alias of: a distribution, a load balancer."
  package static let noun = "target of an alias"

  let dnsName: Located<String>
  let hostedZone: Located<String>

  package init(_ fields: inout FieldReader) {
    dnsName = fields.required("dnsName", .domainName, "Its DNS name.")
    hostedZone = fields.required(
      "hostedZone", .hostedZone,
      "The id of the zone of that name: `Z2FDTNDATAQYW2` for every distribution of CloudFront.")
  }
}

extension FieldType where Value == String {
  /// A value of a record: Route 53 takes printable ASCII.
  fileprivate static var recordValue: FieldType<String> {
    .text("a value of a record", pattern: "^[ -~]{1,4000}$") { text in
      text.utf8.count <= 4000 && text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
        ? nil
        : "Route 53 takes up to 4000 letters, digits and signs of ASCII, and others as `\\` and three octal digits"
    }
  }
}
