package import LintelGraph

/// A property, and one in it: `["NetworkConfiguration", "AwsvpcConfiguration", "Subnets"]`.
package struct PropertyPath: Sendable, ExpressibleByArrayLiteral, ExpressibleByStringLiteral {
  /// The places where it may stand: the first is taken where something stands.
  private var places: [[String]]
  /// The same in the resource that the property refers to, where it goes on there.
  private var further: [[String]] = []

  package init(arrayLiteral names: String...) { places = [names] }
  package init(stringLiteral name: String) { places = [[name]] }

  /// The property at another place where this one is not there.
  func or(_ others: String...) -> PropertyPath {
    var path = self
    if isOwn { path.places.append(others) } else { path.further.append(others) }
    return path
  }

  /// The property of the resource that this one refers to.
  func followed(by further: String...) -> PropertyPath {
    var path = self
    path.further = [further]
    return path
  }

  /// The property that it begins with.
  var first: String { places[0][0] }

  /// Whether the value stands in the resource itself.
  var isOwn: Bool { further.isEmpty }

  /// The value in a resource; nil where something on the way is not there.
  package func value(in resource: Resource, of graph: ResourceGraph) -> Value? {
    holder(for: resource, of: graph).flatMap { PropertyPath.value(at: isOwn ? places : further, in: $0) }
  }

  /// What holds the value of a resource, where it has one: itself, or what it refers to.
  package func holder(for resource: Resource, of graph: ResourceGraph) -> Resource? {
    isOwn ? resource : (PropertyPath.value(at: places, in: resource)?.reference).flatMap { graph[$0.path] }
  }

  private static func value(at places: [[String]], in resource: Resource) -> Value? {
    for names in places {
      var value = resource[names[0]]
      for name in names.dropFirst() { value = value.flatMap { member(name, of: $0) } }
      if let value { return value }
    }
    return nil
  }

  /// The member of a map, or of the only map of a list: an instance of an Auto Scaling group has one interface.
  private static func member(_ name: String, of value: Value) -> Value? {
    value[name] ?? (value.items.count == 1 ? value.items[0][name] : nil)
  }
}

/// What connections start from and end at.
package enum HostKind: Sendable { case loadBalancer, service, instance, autoScalingGroup }

/// What a service or group counts.
package enum CountedUnit: Sendable {
  case tasks, instances

  /// The property that holds how many there are, which scaling may move.
  package var property: String { self == .tasks ? "DesiredCount" : "DesiredCapacity" }
}

/// What AWS's types mean to analyses, rules, diff and ordering, which ask for these facts and never for a type's name.
///
/// Each is nil where the type has no part in it.
package struct Facts: Sendable {
  /// Where a resource of the type stands in a network.
  package struct Standing: Sendable {
    /// The words of a property that give it addresses of a sort, and whether AWS's default is one of them.
    package struct PublicAddress: Sendable {
      package let property: PropertyPath
      package let values: Set<String>
      /// Nil leaves them to the subnets where nothing is said.
      package let isDefault: Bool?

      init(property: PropertyPath, values: String..., isDefault: Bool?) {
        self.property = property
        self.values = Set(values)
        self.isDefault = isDefault
      }
    }

    /// How many addresses of its subnets it takes.
    package enum Addresses: Sendable {
      /// So many in each subnet.
      case inEach(least: Int, most: Int)
      /// One for each task or instance, spread over the subnets.
      case spread(CountedUnit)
    }

    /// Nil for what opens no connections by itself, such as a NAT gateway.
    package var host: HostKind?
    /// The subnets, or the one subnet.
    package let subnets: PropertyPath
    package var isInOneSubnet = false
    /// Where the subnets are members of other things: the list and the member.
    package var subnetsWithin: (list: String, member: String)?
    /// Whether AWS takes other subnets of the same VPC only.
    package var isBoundToVPC = false
    /// The security groups that it wears.
    package var groups: PropertyPath?
    /// Nil leaves public addresses to the subnets.
    package var publicAddress: PublicAddress?
    /// What says that it has addresses of IPv6 too; nil leaves these to the subnets.
    package var ipv6: PublicAddress?
    /// What says that none of its addresses of IPv4 is public, although it has public ones.
    package var privateIPv4: PublicAddress?
    package var addresses = Addresses.inEach(least: 1, most: 1)
    /// The same of those that a property says to be another sort.
    package var otherAddresses: Others?
    /// Those that may wear no group at all, and then let everything through.
    package var groupless: Sort?

    /// Those whose property has a value.
    package struct Sort: Sendable {
      let property: String
      let value: String
    }

    /// The property with the groups of those that may wear none.
    package var lackedGroups: String? { groupless == nil ? nil : groups?.first }

    /// Whether a resource wears no group: what is there already may wear some that nobody wrote.
    package func wearsNothing(_ node: Resource, in graph: ResourceGraph) -> Bool {
      guard let groupless, !node.isExisting, node[groupless.property]?.literal == groupless.value else { return false }
      return groups?.value(in: node, of: graph) == nil
    }

    /// How many addresses those take whose property has a value.
    package struct Others: Sendable {
      let property: String
      let value: String
      let addresses: Addresses
    }

    /// How many addresses of its subnets a resource takes.
    package func addresses(of node: Resource) -> Addresses {
      guard let otherAddresses, node[otherAddresses.property]?.literal == otherAddresses.value else { return addresses }
      return otherAddresses.addresses
    }

    /// The subnets of a resource, as a set.
    package func subnets(of node: Resource, in graph: ResourceGraph) -> Value? {
      let value = subnets.value(in: node, of: graph)
      if value == nil, let subnetsWithin, let list = node[subnetsWithin.list] {
        return .set(list.items.compactMap { $0[subnetsWithin.member] }, at: list.span)
      }
      return isInOneSubnet ? value.map { Value.set([$0], at: $0.span) } : value
    }
  }

  /// The targets that a resource registers with target groups.
  package enum Registration: Sendable {
    /// The items of a list name a group and the port of the target; some a second group, whose turn comes with the next
    /// deployment.
    case items(String, group: String, alternate: [String], port: String)
    /// A list names groups; targets listen on the group's port.
    case groups(String)
    /// The group itself lists its targets.
    case targets(String, id: String, port: String)
  }

  /// What forwards requests.
  package enum Forwarder: Sendable {
    case listener(port: String, loadBalancer: String, actions: String)
    case rule(listener: String, actions: String)
  }

  /// What says who may connect to the wearers of a security group, and to whom these may.
  package enum GroupRules: Sendable {
    /// The group, with rules in it.
    case group(ingress: String, egress: String)
    /// A rule of a group, as a resource of its own.
    case ingress(of: String)
    case egress(of: String)
  }

  /// A part in the routes of subnets.
  package enum Routing: Sendable {
    case association(subnet: String, table: String)
    case route(table: String)
    case attachment(gateway: String, vpc: String)
    case internetGateway
    /// The IPv6 block of a VPC.
    case ipv6Block(of: String)
    /// What reaches AWS's services without the internet.
    case endpoint(vpc: String, service: String, tables: String)
  }

  /// A part in the scaling of services and groups.
  package enum Scaling: Sendable {
    /// The bounds of what the property names.
    case bounds(of: String)
    /// A policy for what the property names, which counts in the unit.
    case policy(of: String, CountedUnit)
    /// An alarm that calls policies.
    case alarm(actions: String)
    /// An action that sets the bounds or the count of what the property names at times.
    case schedule(of: String)
  }

  /// What must be there first although no property refers to it.
  package enum Predecessor: Sendable {
    /// The routes of its subnets, so that it reaches what it needs when it starts.
    case routesOfSubnets
    /// The endpoints of its subnets' VPC, by which it may reach that.
    case endpointsOfVPC
    /// The attachment of the internet gateway to its VPC, unless it has no public addresses.
    case attachmentToVPC
    /// The IPv6 block of the VPC, where the other property has a value.
    case ipv6Block(of: PropertyPath, where: String)
    /// The attachment of the gateway that the property names.
    case attachment(ofGateway: String)
    /// The listeners that forward to the groups that it registers with: AWS takes no other group.
    case listenersOfTargetGroups
    /// The services that it finds by name: their names are known only to tasks that start later.
    case serversInNamespace
    /// The capacity providers of the cluster that the first property names, unless the second says where tasks run.
    case providersOfCluster(String, unless: String)
  }

  /// A default of AWS's that holds only where another property says nothing, or something other than a value.
  package struct ConditionalDefault: Sendable {
    let name: String
    let property: String
    let value: String
  }

  /// How it meets others in a namespace.
  package struct Meeting: Sendable {
    /// The namespace in which it finds others by name.
    let namespace: PropertyPath
    /// What it offers there itself.
    let offers: PropertyPath
  }

  package var stands: Standing?
  package var registers: Registration?
  package var forwards: Forwarder?
  package var groupRules: GroupRules?
  package var routing: Routing?
  package var scaling: Scaling?
  /// The members along which it names what it changes as it likes: the rules by which ECS moves requests.
  package var takesOver: [[String]] = []
  package var meets: Meeting?
  /// What it counts, where it runs several of something.
  package var counts: CountedUnit?
  /// Groups that are worn by what is made of it: a launch template's.
  package var lentGroups: PropertyPath?
  /// The property that names the cluster whose capacity providers it says.
  package var providesCluster: String?
  package var after: [Predecessor] = []
  /// What only one resource at a time can have, besides its name.
  package var claims: [ExclusiveClaim] = []
  /// Among what its physical name has to be the only one; nil where names are none of AWS's business.
  package var nameScope: NameScope?
  /// Defaults that do not hold for all of the type.
  package var conditionalDefaults: [ConditionalDefault] = []

  /// Whether AWS takes its default of a property for a resource.
  package func hasDefault(of name: String, _ resource: Resource) -> Bool {
    !conditionalDefaults.contains { $0.name == name && resource[$0.property]?.literal == $0.value }
  }

  /// What people call it, where that does not follow from the type's name.
  package var noun: String?
}

extension ResourceType {
  /// A type as people say it: `AWS::EC2::RouteTable` is `route table`.
  package static func noun(_ type: String) -> String {
    if let noun = Catalog.facts(of: type)?.noun { return noun }
    let name = type.split(separator: ":").last.map(String.init) ?? type
    return name.reduce(into: "") { words, letter in
      if letter.isUppercase, !words.isEmpty { words += " " }
      words += letter.lowercased()
    }
  }
}

extension Facts.Forwarder {
  /// The target groups that a listener or a rule names.
  package func targetGroups(of node: Resource) -> [Path] {
    let actions =
      switch self {
      case .listener(_, _, let actions), .rule(_, let actions): actions
      }
    return (node[actions]?.items ?? []).flatMap { action in
      let shares = action["ForwardConfig"]?["TargetGroups"]?.items ?? []
      return ([action["TargetGroupArn"]] + shares.map { $0["TargetGroupArn"] }).compactMap { $0?.reference?.path }
    }
  }
}

extension Facts.Registration {
  /// The target groups that an item of a list names.
  package static func groups(of item: Value, _ group: String, _ alternate: [String]) -> [Value] {
    [item[group], alternate.reduce(item) { $0?[$1] }].compactMap(\.self)
  }
}

// MARK: Types by fact
extension Catalog {
  /// Types that no section makes; a graph by hand may hold them, and analyses know what they mean.
  package static let unmade: [ResourceType] = []

  private static let unmadeByName = Dictionary(unmade.map { ($0.name, $0) }) { first, _ in first }

  /// The facts of a type; nil for one that is not known.
  package static func facts(of type: String) -> Facts? { (self.type(named: type) ?? unmadeByName[type])?.facts }

  private static func names(where isMeant: (Facts) -> Bool) -> [String] {
    (types + unmade).filter { isMeant($0.facts) }.map(\.name)
  }

  package static let standingTypes = names { $0.stands != nil }
  package static let hostTypes = names { $0.stands?.host != nil }
  package static let registeringTypes = names { $0.registers != nil }
  package static let forwardingTypes = names { $0.forwards != nil }
  package static let groupRuleTypes = names { $0.groupRules != nil }
  package static let routingTypes = names { $0.routing != nil }
  package static let scalingTypes = names { $0.scaling != nil }
  package static let countedTypes = names { $0.counts != nil }
  package static let lendingTypes = names { $0.lentGroups != nil }
  package static let scopedNameTypes = names { $0.nameScope != nil }
  /// The types that wear security groups, or lend theirs to what does.
  package static let wearingTypes = names { $0.stands?.groups?.isOwn ?? false || $0.lentGroups != nil }
}
