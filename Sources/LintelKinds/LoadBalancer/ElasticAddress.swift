import LintelGraph
import LintelSchema
package import LintelSource
import LintelSpec

extension Text {
  /// Whether it asks for an address that is not there yet.
  var isNew: Bool { literal == "new" }
}

extension FieldType where Value == Text {
  /// An elastic address: the id of its allocation, which may be known only when deploying, or `new`.
  static var elasticAddress: FieldType<Text> {
    FieldType<Text>.deployTimeText(1...255).converted(placeholder: Text("new")) { text, span, context in
      guard let literal = text.literal, literal != "new", !Identifier.isOne(literal, "eipalloc-") else { return text }
      context.findings.report(
        .invalidValue, at: span, "'\(ReadingContext.shortened(literal))' is no elastic address",
        label: "`new`, or `eipalloc-` and 8 or 17 hexadecimal digits are expected")
      return nil
    }
  }
}

extension Rule {
  package static let misplacedAddress = Rule(
    "misplaced-address", .error, .checking, "A load balancer has an elastic address where it cannot have one.",
    page: RulePage(
      .loadBalancing,
      why: """
        Only a network load balancer that faces the internet takes elastic addresses, one in each of its subnets. An \
        address that it has is nobody else's: the same allocation cannot stand in two of its subnets.
        """,
      awsAnswer: "ResourceInUse: The allocation IDs are not available for use",
      source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html",
      wrong: [
        .ecs("loadBalancers:\n  public: { addresses: { ↓public-a: new } }"),
        .ecs(
          """
          subnets:
            edge-c: { vpc: main, availabilityZone: c, cidr: 10.0.32.0/20, public: true }
          loadBalancers:
            public: { type: network, addresses: { ↓edge-c: new }, listeners: { http: { protocol: TCP } } }
          targetGroups:
            web: { protocol: TCP, healthCheck: { protocol: HTTP, path: / } }
          """),
      ],
      right: [
        .ecs(
          """
          loadBalancers:
            public:
              type: network
              addresses: { public-a: new, public-b: eipalloc-0123456789abcdef0 }
              listeners: { http: { protocol: TCP } }
          targetGroups:
            web: { protocol: TCP, healthCheck: { protocol: HTTP, path: / } }
          """)
      ]))
}

extension LoadBalancer {
  func checkAddresses(of entry: Entry<LoadBalancer>, _ lowered: Lowering) {
    guard let first = addresses.first else { return }
    func report(_ span: Span, _ message: String, _ label: String, _ help: [String], _ other: Span? = nil) {
      lowered.findings.report(
        .misplacedAddress, at: span, message, label: label, labels: other.map { [Label($0, "the first")] } ?? [],
        help: help)
    }
    if type.value == .application {
      return report(
        first.key.span, "an application load balancer has no addresses of its own", "AWS chooses and changes them",
        ["remove `addresses`, or write `type: network`"])
    }
    if scheme.value == .internal {
      return report(
        first.key.span, "load balancer '\(entry.id)' is internal, and has no public addresses", "AWS refuses it",
        ["remove `addresses`, or write `scheme: internet-facing`"])
    }
    var seen: [String: Span] = [:]
    for address in addresses {
      if !subnets.value.contains(where: { $0.value.id == address.key.value }) {
        report(
          address.key.span, "load balancer '\(entry.id)' does not stand in subnet '\(address.key.value)'",
          "an address belongs to one of its subnets",
          ["add `\(address.key.value)` to `subnets`, or remove the address"])
      }
      guard !address.value.value.isNew, let literal = address.value.value.literal,
        let other = seen.updateValue(address.value.span, forKey: literal)
      else { continue }
      report(
        address.value.span, "load balancer '\(entry.id)' has one address in two subnets", "AWS answers ResourceInUse",
        ["name another allocation, or write `new`"], other)
    }
  }
}
