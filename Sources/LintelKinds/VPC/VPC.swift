import LintelAWS
package import LintelGraph
package import LintelSchema
package import LintelSource

/// A virtual private cloud, with an internet gateway where one of its subnets is public.
package struct VPC: Kind {
  package static let section = "vpcs"
  package static let summary = "A virtual private cloud: the network that everything else stands in."
  package static let type = "AWS::EC2::VPC"
  package static let existing = ExistingForm.id(prefix: "vpc-")
  package static let attributes = ["id"]
  package static let brought: KeyValuePairs<String, [String]> = ["internetGateway": ["id"]]
  package static let nameRule = NameRule.nameTag
  package static let nameUse = NameUse.tag

  package let name: Located<String>?
  let cidr: Located<String>
  let ipv6: Located<Bool>
  let natGateways: Located<NATGateways>
  let endpoints: Located<[Located<ServiceEndpoint>]>?
  let flowLogs: Located<FlowLogs>?
  let enableDnsSupport: Located<Bool>
  /// Nil where it follows the other.
  let enableDnsHostnames: Located<Bool>?

  /// How many NAT gateways private subnets leave by.
  package enum NATGateways: String, CaseIterable, Sendable { case none, single, perZone }

  package init(_ fields: inout FieldReader) {
    name = fields.optional("name", .name(Self.nameRule), "The tag `Name`.", absence: Absence.name)
    cidr = fields.required("cidr", .cidr(16...28), "The block of addresses, /16 to /28.")
    ipv6 = fields.optional(
      "ipv6", .boolean, default: false,
      "Whether it has a block of IPv6 addresses too: a /56 that AWS chooses. Subnets say `ipv6` for a part of it.")
    natGateways = fields.optional(
      "natGateways", .choice, default: .none,
      "By what subnets that are neither public nor isolated reach the internet: one NAT gateway, or one in each zone.")
    endpoints = fields.optional(
      "endpoints", .set(of: .serviceEndpoint),
      "AWS's services that are reached without the internet: `ecr`, `logs`, `s3` and others. For `s3` and `dynamodb` it is a "
        + "route in every table of the VPC, for any other an address in a subnet of each zone. One with a policy is a map.",
      absence: "none")
    flowLogs = fields.optional(
      "flowLogs", .object, "Where it is recorded who connects to whom in the VPC.", absence: "nowhere")
    enableDnsSupport = fields.optional(
      "enableDnsSupport", .boolean, default: true,
      "Whether AWS's resolver answers in the VPC. Without it names are for a DNS server of your own to resolve.")
    enableDnsHostnames = fields.optional(
      "enableDnsHostnames", .boolean,
      "Whether what has a public address gets a name. Private names of endpoints and namespaces need both.",
      absence: "as `enableDnsSupport`")
  }

  package func properties(of entry: Entry<VPC>, in lowering: inout Lowering) -> [Member] {
    members([
      "CidrBlock": .string(cidr), "EnableDnsSupport": .boolean(enableDnsSupport),
      "EnableDnsHostnames": .boolean(givesNames),
    ])
  }

  package func brought(_ part: String, by entry: Entry<VPC>, in lowering: Lowering) -> Path? {
    entry.existing == nil && lowering.index.publicVPCs.contains(entry.id) ? Self.internetGateway(of: entry.id) : nil
  }

  package func derive(from entry: Entry<VPC>, in lowering: inout Lowering) {
    if let endpoints {
      lowering.graph.update(Self.path(entry.id)) { $0.places["endpoints"] = endpoints.span }
      addEndpoints(of: entry, to: &lowering)
    }
    addFlowLogs(of: entry, to: &lowering)
    addIPv6(of: entry, to: &lowering)
    guard lowering.index.publicVPCs.contains(entry.id) else { return }
    let name = lowering.name(of: entry).value
    let gateway = lowering.derived("internetGateway", "AWS::EC2::InternetGateway", from: entry, name: name, [])
    lowering.graph.add(gateway)
    lowering.graph.add(
      lowering.derived(
        "internetGatewayAttachment", "AWS::EC2::VPCGatewayAttachment", from: entry,
        members([
          "VpcId": .reference(Self.path(entry.id), .id), "InternetGatewayId": .reference(gateway.path, .id),
        ])))
  }

  /// The internet gateway that a VPC of the spec gets.
  static func internetGateway(of id: String) -> Path { path(id).appending("internetGateway") }
}
