package import LintelGraph
package import LintelSource

/// One thing that a connection depends on, and the place in the spec that grants or refuses it.
package struct Link: Hashable, Sendable {
  package enum Fact: Hashable, Sendable {
    /// A load balancer's scheme lets the internet find it.
    case scheme(Path)
    case listener(Path?, of: Path, port: Int?)
    /// A listener forwards to a target group.
    case forward(listener: Path, targetGroup: Path)
    /// A service or Auto Scaling group registers its targets.
    case registration(Path, targetGroup: Path, port: Int?)
    /// A public address, by the word of the service itself or of the instances' launch template, or by that of a subnet.
    case publicAddress(Path, by: AddressGiver)
    /// A public address of IPv4, where others are public.
    case publicIPv4(Path)
    /// An address of IPv6, by a load balancer's own word or by the subnet's.
    case ipv6Address(Path, bySubnet: Path?)
    /// A subnet's route to what lies outside the VPC.
    case route(subnet: Path, to: CIDR, through: Gateway)
    /// An internet gateway is attached to the VPC.
    case attachment(vpc: Path?)
    /// A NAT gateway stands where it reaches the internet.
    case natGateway(Path)
    case letsIn(group: Path?, Peer, Traffic)
    case letsOut(group: Path?, Peer, Traffic)
    /// Both endpoints are in one VPC.
    case sameVPC(Path?)
    /// Addresses are part of the block of IPv6 that AWS gives to a VPC.
    case ownIPv6(CIDR, vpc: Path)
    /// A VPC may have endpoints, by which AWS's services are reached without the internet.
    case endpoints(vpc: Path?)
    /// A VPC has an endpoint of a service, and a host may reach it.
    case endpoint(service: String, vpc: Path)
    /// The place of a host: its subnets.
    case place(Path)
    /// The role that pulls images and writes logs may do so.
    ///
    /// The actions are those that it may not, or may not for sure.
    case permission(role: Path?, actions: [String])
    /// A service of AWS may take on the role.
    case trust(role: Path, service: String)
  }

  /// The sort of link, as a report calls it.
  package var kind: String {
    switch fact {
    case .scheme: "scheme"
    case .listener: "listener"
    case .forward: "forward"
    case .registration: "registration"
    case .publicAddress, .publicIPv4: "public-address"
    case .ipv6Address: "ipv6-address"
    case .route: "route"
    case .attachment: "internet-gateway"
    case .natGateway: "nat-gateway"
    case .letsIn: "ingress"
    case .letsOut: "egress"
    case .sameVPC, .ownIPv6: "vpc"
    case .endpoints, .endpoint: "endpoints"
    case .place: "subnet"
    case .permission: "permission"
    case .trust: "trust"
    }
  }

  /// What gives a public address, or does not.
  package enum AddressGiver: Hashable, Sendable {
    case entry(Path)
    case subnet(Path)
  }

  /// The gateway that a route leads to.
  package enum Gateway: Hashable, Sendable {
    case internet(Path?)
    case nat(Path?)
    /// A gateway by which IPv6 connections leave, and none comes in.
    case egressOnly
    /// A peering, a transit or virtual private gateway, an interface: what lies behind is not known.
    case other
    case nothing

    /// Whether connections may come in by it.
    var letsIn: Bool {
      switch self {
      case .nat, .egressOnly: false
      case .internet, .other, .nothing: true
      }
    }
  }

  package let fact: Fact
  package let certainty: Certainty
  /// The place that says so; for a missing link, where the missing words belong.
  package let span: Span

  init(_ fact: Fact, _ certainty: Certainty, at span: Span) {
    self.fact = fact
    self.certainty = certainty
    self.span = span
  }
}

/// The party that a group's rule lets in or out.
package enum Peer: Hashable, Sendable {
  case addresses(CIDR)
  case group(Path)
  /// A prefix list, whose addresses are not known.
  case prefixList(String)
  /// What is known only when deploying.
  case unknown
}

/// One connection that can be opened, cannot, or may be.
package struct Connection: Hashable, Sendable {
  /// The purpose of a connection, where the spec says it.
  package enum Purpose: Hashable, Sendable {
    case forwarding(listener: Path)
    case image, logs
    case secret(String)
  }

  package let from: Endpoint
  package let to: Endpoint
  package var traffic: Traffic
  package var purpose: Purpose?
  /// The links that it depends on, from its start to its end.
  package var links: [Link]

  package var certainty: Certainty { links.map(\.certainty).min() ?? .yes }

  /// The first link that is missing, or not known.
  package var weakest: Link? { links.first { $0.certainty == certainty && certainty != .yes } }
}
