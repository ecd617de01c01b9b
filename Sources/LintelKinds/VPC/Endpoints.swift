import LintelAWS
import LintelGraph
package import LintelSchema
import LintelSource
import LintelSpec

/// A way to one of AWS's services that stays in the VPC.
package struct ServiceEndpoint: Described {
  package static let summary = "A way to one of AWS's services that stays in the VPC."

  let service: Located<String>
  let policy: Located<[Located<Statement>]>?

  package init(_ fields: inout FieldReader) {
    service = fields.required(
      "service", .endpoint,
      "The service, by the last part of the endpoint's name: `s3`. `ecr` is two endpoints, of one policy.")
    policy = fields.optional(
      "policy", .list(of: .object, count: 1...100),
      "Who may do what by this way, in statements on everybody: who they are is for `conditions` to say, such as "
        + "`StringEquals: { aws:PrincipalAccount: \"${account}\" }`. It takes from what roles allow, and adds nothing.",
      absence: "everybody may do everything")
  }

  init(_ service: Located<String>) {
    self.service = service
    policy = nil
  }

  /// One of AWS's endpoints.
  struct Part {
    let name: String
    let span: Span
    let policy: Located<[Located<Statement>]>?
  }
}

// A VPC has one endpoint of a service, whatever its policy.
extension ServiceEndpoint: Hashable {
  package static func == (left: ServiceEndpoint, right: ServiceEndpoint) -> Bool {
    left.service.value == right.service.value
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(service.value) }
}

extension FieldType where Value == ServiceEndpoint {
  /// The service alone, or what there is to say of its endpoint.
  static var serviceEndpoint: FieldType<ServiceEndpoint> {
    FieldType<Either<String, ServiceEndpoint>>.either(.endpoint, or: .object)
      .converted(placeholder: ServiceEndpoint(Located("", at: .none))) { endpoint, span, _ in
        switch endpoint {
        case .scalar(let service): ServiceEndpoint(Located(service, at: span))
        case .object(let endpoint): endpoint
        }
      }
  }
}

extension FieldType where Value == String {
  /// A service that a VPC may have endpoints of, by the last part of the endpoint's name.
  static var endpoint: FieldType<String> {
    FieldType<String>.text("an AWS service", pattern: "^[a-z][a-z0-9]*([.-][a-z0-9]+)*$") { text in
      let isName = text.utf8.allSatisfy {
        $0.isSmallLetter || $0.isDigit || $0 == 0x2D || $0 == 0x2E
      }
      if let word = EndpointServices.word(ofWhole: text) {
        return "the last part of its name is enough: write `\(word)`"
      }
      return isName && !text.hasPrefix("com.") ? nil : "the last part of its name is expected, as in `logs` or `ecr`"
    }.known("endpoint service", by: EndpointServices.verdict)
  }
}

extension VPC {
  /// Where interface endpoints stand: in one subnet of each zone, which is not public where another is there.
  func endpointPlaces(_ vpc: String, in lowering: Lowering) -> [String] {
    let sorted = lowering.index.subnets(of: vpc, in: lowering.spec).map { entry in
      (zone: entry.model.availabilityZone.value.suffix, isPublic: entry.model.isPublic.value ? 1 : 0, id: entry.id)
    }.sorted { $0 < $1 }
    var zones: Set<String> = []
    return sorted.filter { zones.insert($0.zone).inserted }.map(\.id)
  }

  /// All route tables of a VPC: those that subnets bring with them, and those that they name.
  private func routeTables(of vpc: String, in lowering: Lowering) -> [Path] {
    let own = lowering.index.subnets(of: vpc, in: lowering.spec).filter { $0.model.routeTable == nil }
    let named = lowering.spec.sections[RouteTable.self].entries.filter {
      $0.existing == nil && $0.model.vpc.value.id == vpc
    }
    return own.map { Subnet.routeTable(of: $0.id) } + named.map { RouteTable.path($0.id) }
  }

  /// The endpoints, each with the first place that asks for it: `ecr` beside `ecr.api` asks for one twice.
  var endpointServices: [ServiceEndpoint.Part] {
    var seen: Set<String> = []
    return askedEndpoints.filter { seen.insert($0.name).inserted }
  }

  /// What is asked for, place by place.
  private var askedEndpoints: [ServiceEndpoint.Part] {
    (endpoints?.value ?? []).map(\.value).flatMap { endpoint in
      EndpointServices.services(of: endpoint.service.value).map { name in
        ServiceEndpoint.Part(name: name, span: endpoint.service.span, policy: endpoint.policy)
      }
    }
  }

  /// An endpoint has one policy: one that is asked for a second time has to agree.
  func checkRepeatedEndpoints(of entry: Entry<VPC>, _ lowered: Lowering) {
    var first: [String: ServiceEndpoint.Part] = [:]
    for part in askedEndpoints {
      guard let other = first.updateValue(part, forKey: part.name), other.policy != nil || part.policy != nil else {
        continue
      }
      lowered.findings.report(
        .invalidValue, at: part.span, "endpoint '\(part.name)' is asked for twice", label: "it has one policy",
        labels: [Label(other.span, "the first")], help: ["write `ecr` once, or `ecr.api` and `ecr.dkr`"])
    }
  }

  func addEndpoints(of entry: Entry<VPC>, to lowering: inout Lowering) {
    if endpoints == nil { return }
    let interfaces = endpointServices.filter { EndpointServices.form(of: $0.name) == .interface }
    let group = interfaces.first.map { addEndpointGroup(of: entry, at: $0.span, to: &lowering) }
    let subnets = endpointPlaces(entry.id, in: lowering)
    let tables = routeTables(of: entry.id, in: lowering)
    let name = lowering.name(of: entry).value
    for service in endpointServices {
      let isGateway = EndpointServices.form(of: service.name) == .gateway
      let serviceName = Value.text(
        ["com.amazonaws.", .region, Value(.string("." + service.name), at: service.span)], at: service.span)
      lowering.graph.add(
        lowering.derived(
          "endpoints." + service.name.replacing(".", with: "-"), ResourceType.vpcEndpoint.name, from: entry,
          at: service.span, name: "\(name)-\(service.name)",
          members([
            "VpcId": .reference(Self.path(entry.id), .id), "ServiceName": serviceName,
            "VpcEndpointType": isGateway ? "Gateway" : "Interface",
            "RouteTableIds": isGateway ? .set(tables.map { .reference($0, .id) }) : nil,
            "SubnetIds": isGateway ? nil : .set(subnets.map { .reference(Subnet.path($0), .id) }),
            "SecurityGroupIds": isGateway ? nil : group.map { .set([.reference($0, .id)]) },
            "PrivateDnsEnabled": isGateway ? nil : true,
            "PolicyDocument": service.policy.map { Policy.onEverybody($0, in: lowering) },
          ])))
    }
  }

  /// The group that interface endpoints wear: whoever has an address of the VPC may connect.
  private func addEndpointGroup(of entry: Entry<VPC>, at span: Span, to lowering: inout Lowering) -> Path {
    var group = lowering.derived(
      "endpointGroup", ResourceType.securityGroup.name, from: entry, at: span,
      members([
        "GroupName": Value(
          .string(
            lowering.derivedName(
              entry.id + "-endpoints", section: SecurityGroup.section,
              limit: SecurityGroup.nameRule.length.upperBound - 7))),
        "GroupDescription": Value(.string("Endpoints of VPC \(entry.id)")),
        "VpcId": .reference(Self.path(entry.id), .id),
        "SecurityGroupIngress": .set([
          .map(["IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIp": .string(cidr)], at: span)
        ]),
      ]))
    group.hashesName = true
    lowering.graph.add(group)
    return group.path
  }
}
