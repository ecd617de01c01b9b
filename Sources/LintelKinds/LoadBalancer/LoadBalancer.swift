import LintelAWS
package import LintelGraph
package import LintelSchema
package import LintelSource
import LintelSpec

/// An Application or Network Load Balancer with its listeners.
package struct LoadBalancer: Kind {
  package static let section = "loadBalancers"
  package static let summary = "An Application or Network Load Balancer with its listeners."
  package static let type = "AWS::ElasticLoadBalancingV2::LoadBalancer"
  package static let existing = ExistingForm.arn(service: "elasticloadbalancing")
  package static let mayStayUnnamed = true
  package static let attributes = ["arn", "dnsName", "fullName", "hostedZone"]
  package static let nameRule = NameRule.loadBalancer
  package static let nameUse = NameUse.hashedProperty("Name")

  package let name: Located<String>?
  let type: Located<BalancerType>
  let scheme: Located<Scheme>
  let ipAddressType: Located<IPAddressType>?
  let subnets: Located<[Located<EntryReference>]>
  let securityGroups: Located<[Located<EntryReference>]>?
  let addresses: [MapEntry<Text>]
  let listeners: [MapEntry<Listener>]
  private(set) var attributes = AttributeFields(of: .loadBalancer, "LoadBalancerAttributes")

  package init(_ fields: inout FieldReader) {
    name = fields.optional("name", .name(Self.nameRule), "The load balancer's name.", absence: Absence.hashedName)
    type = fields.optional(
      "type", .choice, default: .application,
      "What it takes: `application` HTTP requests, `network` connections over TCP, TLS or not, and packets over UDP.")
    scheme = fields.optional(
      "scheme", .choice, default: .internetFacing, "Who can reach it: the internet, or its VPC only.")
    ipAddressType = fields.optional(
      "ipAddressType", .choice,
      "What addresses it has: `ipv4`, or `dualstack` for those of IPv6 too, which takes subnets that have `ipv6`. With "
        + "`dualstack-without-public-ipv4` the internet finds it over IPv6 only, and its VPC over both: for `application` "
        + "and `internet-facing`.",
      absence: "`ipv4`")
    subnets = fields.required(
      "subnets", .set(of: .reference(to: Subnet.section), count: 1...100),
      "Where it stands, in different zones: one subnet for `network`, else two at least.")
    securityGroups = fields.optional(
      "securityGroups", .set(of: .reference(to: SecurityGroup.section), count: 1...5),
      "The groups that it wears. Only `network` may go without: then the groups of its targets say who gets in, and it never gets one."
    )
    addresses =
      fields.optional(
        "addresses", .map("address", keys: .identifier, of: .elasticAddress, count: 1...100),
        "Elastic addresses of a network load balancer that faces the internet, by its subnets' ids: `new` makes one, which "
          + "is kept when the load balancer goes; an id names one that is there. None of them changes later.",
        absence: "AWS's choice")?.value ?? []
    listeners =
      fields.optional(
        "listeners", .map("listener", keys: .identifier, ofObjects: Listener.self, count: 0...50),
        "What it listens on, by id.")?.value ?? []
    let accessLogs: Located<LoadBalancerLogs>? = fields.optional(
      "accessLogs", .object, "Where it writes what it was asked for.", absence: "nowhere")
    let connectionLogs: Located<LoadBalancerLogs>? = fields.optional(
      "connectionLogs", .object, "Where it writes who connected.", absence: "nowhere")
    let written: Located<LoadBalancerAttributes>? = fields.optional("attributes", .object, "The rest, by AWS's names.")
    if let written { attributes.add(written.value.fields) }
    if let accessLogs { attributes.add(accessLogs.value.attributes("access_logs")) }
    if let connectionLogs { attributes.add(connectionLogs.value.attributes("connection_logs")) }
  }

  package enum BalancerType: String, CaseIterable, Sendable { case application, network }

  package enum Scheme: String, CaseIterable, Sendable {
    case internetFacing = "internet-facing"
    case `internal`
  }

  package enum IPAddressType: String, CaseIterable, Sendable {
    case ipv4, dualstack
    case withoutPublicIPv4 = "dualstack-without-public-ipv4"
  }

  /// Whether it has addresses of IPv6 too.
  var isDualStack: Bool { ipAddressType.map { $0.value != .ipv4 } ?? false }

  /// Whether the internet finds it over IPv6 only.
  var lacksPublicIPv4: Bool { ipAddressType?.value == .withoutPublicIPv4 }

  package func properties(of entry: Entry<LoadBalancer>, in lowering: inout Lowering) -> [Member] {
    members([
      "Type": .string(type.map(\.rawValue)),
      "Scheme": .string(scheme.map(\.rawValue)),
      "IpAddressType": ipAddressType.map { .string($0.map(\.rawValue)) },
      "Subnets": addresses.isEmpty ? lowering.references(subnets, .id) : nil,
      "SubnetMappings": addresses.isEmpty ? nil : mappings(of: entry, in: lowering),
      "SecurityGroups": securityGroups.map { lowering.references($0, .id) },
    ]) + attributes.members
  }

  /// The subnets with their addresses.
  private func mappings(of entry: Entry<LoadBalancer>, in lowering: Lowering) -> Value {
    let items = subnets.value.map { subnet -> Value in
      let address = addresses.first { $0.key.value == subnet.value.id }.map { address -> Value in
        address.value.value.isNew
          ? .reference(Self.address(of: entry.id, in: subnet.value.id), .id, at: address.value.span)
          : lowering.value(of: address.value)
      }
      return .map(["SubnetId": lowering.reference(subnet, .id), "AllocationId": address], at: subnet.span)
    }
    return .set(items, at: subnets.span)
  }

  /// An address that is made for a load balancer.
  private static func address(of id: String, in subnet: String) -> Path { path(id).appending("addresses.\(subnet)") }

  package func addNested(in entry: Entry<LoadBalancer>, to lowering: inout Lowering) {
    for listener in listeners {
      let part = "listeners.\(listener.key.value)"
      let path = Self.path(entry.id).appending(part)
      let model = listener.value.value
      var resource = lowering.derived(
        part, ResourceType.listener.name, from: entry, at: listener.key.span,
        model.properties(of: Self.path(entry.id), moved: lowering.index.movedTraffic[path], in: lowering))
      if let existing = model.existing {
        resource.role = .existing(existing.value.identifier)
        resource.places["existing"] = existing.span
      } else if lowering.index.movedTraffic[path] != nil {
        resource.released = ["DefaultActions"]
      }
      lowering.graph.add(resource)
      if let certificates = model.otherCertificates(in: lowering) {
        let members = [Member("ListenerArn", .reference(path, .arn)), Member("Certificates", certificates)]
        lowering.graph.add(
          lowering.derived(
            "\(part).certificates", ResourceType.listenerCertificate.name, from: entry, at: certificates.span, members))
      }
      for rule in model.rules {
        let moved = lowering.index.movedTraffic[path.appending("rules.\(rule.key.value)")]
        var resource = lowering.derived(
          "\(part).rules.\(rule.key.value)", ResourceType.listenerRule.name, from: entry, at: rule.key.span,
          rule.value.value.properties(of: path, moved: moved, in: lowering))
        if moved != nil { resource.released = ["Actions"] }
        lowering.graph.add(resource)
      }
    }
  }

  package func derive(from entry: Entry<LoadBalancer>, in lowering: inout Lowering) {
    let path = Self.path(entry.id)
    for address in addresses where address.value.value.isNew {
      var resource = lowering.derived(
        "addresses.\(address.key.value)", ResourceType.elasticAddress.name, from: entry, at: address.value.span,
        name: lowering.name(of: entry).value, [])
      // Others have it in their firewalls and records, and AWS never gives the same again.
      resource.isRetained = true
      lowering.graph.add(resource)
    }
    for listener in listeners where listener.value.value.existing == nil {
      let model = listener.value.value
      let scheme = model.protocol.value.scheme
      var address: [Value] = [.reference(path, .dnsName)]
      if let scheme { address.insert(Value(.string(scheme.name + "://")), at: 0) }
      if model.port.value != scheme?.port { address.append(Value(.string(":\(model.port.value)"))) }
      lowering.graph.outputs.append(
        Output(
          "\(LogicalID(path.appending("listeners.\(listener.key.value)")))Url",
          "Where load balancer '\(entry.id)' answers", .text(address)))
    }
  }
}
