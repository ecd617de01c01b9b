import LintelGraph
import LintelSchema
import LintelSource

/// What follows for an entry from others that refer to it.
package struct SpecificationIndex {
  /// VPCs with a public subnet.
  package private(set) var publicVPCs: Set<String> = []
  /// VPCs with a route table that names their egress-only internet gateway.
  private(set) var egressOnlyVPCs: Set<String> = []
  /// The subnets that the spec makes, by the ids of their VPCs: positions in the section.
  private let subnetsOfVPCs: [String: [Int]]
  /// The NAT gateways, and what leaves by them.
  package let natGateways: NATGatewayPlan
  /// Target groups that a service's tasks register with.
  package private(set) var serviceTargetGroups: Set<String> = []
  /// Those of them with which instances register for tasks, because these have no addresses of their own.
  package private(set) var instanceTargetGroups: Set<String> = []
  /// The container ports that register with a target group, in ascending order.
  package private(set) var portsOfTargetGroups: [String: [Int]] = [:]
  /// Task definitions whose services take commands.
  package private(set) var tasksWithExec: Set<String> = []
  /// The capacity providers that the strategy of a cluster and those of its services name, each once.
  private(set) var providersOfClusters: [String: [Located<ProviderChoice>]] = [:]
  /// Auto Scaling groups whose instances a capacity provider protects, and the field that says so.
  private(set) var protectedGroups: [String: Span] = [:]
  /// Instances that an image is made from.
  package private(set) var imageSources: Set<String> = []
  /// Auto Scaling groups whose sizes actions set at times.
  package private(set) var scheduledGroups: Set<String> = []
  /// Auto Scaling groups whose size a policy or an action sets.
  package private(set) var scaledGroups: Set<String> = []
  /// Groups that load balancers wear and nothing else does: nobody logs in there.
  package private(set) var loadBalancersGroups: Set<String> = []
  /// Scheduled actions by what they scale: positions in the section.
  private var actionsOfTargets: [EntryReference: [Int]] = [:]
  /// Rules of listeners by which ECS moves requests, and listeners by which it moves connections.
  let movedTraffic: [Path: MovedTraffic]
  /// What services may name for that.
  let movableTraffic: MovableTraffic
  /// The names with addresses of IPv6 by an entry of their own.
  private(set) var ipv6Records: Set<String> = []
  /// The number of entries.
  package private(set) var size = 0

  init(_ spec: Specification) {
    var subnets: [String: [Int]] = [:]
    for (position, subnet) in spec.sections[Subnet.self].entries.enumerated() where subnet.existing == nil {
      subnets[subnet.model.vpc.value.id, default: []].append(position)
    }
    subnetsOfVPCs = subnets
    natGateways = NATGatewayPlan(spec, subnets)
    movableTraffic = MovableTraffic(spec)
    movedTraffic = spec.movedTraffic(of: movableTraffic)
    for subnet in spec.sections[Subnet.self].entries
    where subnet.existing == nil && subnet.model.isPublic.value && subnet.model.routeTable == nil {
      publicVPCs.insert(subnet.model.vpc.value.id)
    }
    for table in spec.sections[RouteTable.self].entries where table.existing == nil {
      let vpc = table.model.vpc.value.id
      if spec.sections[VPC.self][vpc]?.existing == nil, table.model.routes.contains(where: \.value.leadsToOwnGateway) {
        publicVPCs.insert(vpc)
      }
      if table.model.routes.contains(where: \.value.leadsToOwnEgressOnlyGateway) { egressOnlyVPCs.insert(vpc) }
    }
    for cluster in spec.sections[Cluster.self].entries {
      addProviders(of: cluster.id, cluster.model.defaultCapacityProviderStrategy)
    }
    for service in spec.sections[Service.self].entries {
      addProviders(of: service.model.cluster.value.id, service.model.capacityProviderStrategy)
      if service.model.enableExecuteCommand?.value ?? false {
        tasksWithExec.insert(service.model.taskDefinition.value.id)
      }
      for target in service.model.loadBalancers {
        let port = service.model.registration(of: target, in: spec).port?.value
        for group in target.value.targetGroups {
          serviceTargetGroups.insert(group)
          if service.model.hasOwnAddresses(in: spec) == false { instanceTargetGroups.insert(group) }
          guard let port, !portsOfTargetGroups[group, default: []].contains(port) else { continue }
          portsOfTargetGroups[group, default: []].append(port)
        }
      }
    }
    for group in portsOfTargetGroups.keys { portsOfTargetGroups[group]?.sort() }
    for image in spec.sections[Image.self].entries where image.existing == nil {
      imageSources.insert(image.model.instance.value.id)
    }
    for policy in spec.sections[ScalingPolicy.self].entries {
      if let group = policy.model.autoScalingGroup, policy.model.scales { scaledGroups.insert(group.value.id) }
    }
    for (position, action) in spec.sections[ScheduledAction.self].entries.enumerated() {
      if let target = action.model.target { actionsOfTargets[target, default: []].append(position) }
      if let group = action.model.autoScalingGroup { scheduledGroups.insert(group.value.id) }
    }
    scaledGroups.formUnion(scheduledGroups)
    for provider in spec.sections[CapacityProvider.self].entries where provider.existing == nil {
      let group = provider.model.autoScalingGroup.value.id
      if provider.model.isScaling { scaledGroups.insert(group) }
      if provider.model.protects { protectedGroups[group] = provider.model.managedTerminationProtection.span }
    }
    loadBalancersGroups = Set(
      spec.sections[LoadBalancer.self].entries.flatMap { ($0.model.securityGroups?.value ?? []).map(\.value.id) })
    if !loadBalancersGroups.isEmpty {
      for service in spec.sections[Service.self].entries {
        if let groups = service.model.securityGroups { withdraw(groups) }
      }
      for instance in spec.sections[Instance.self].entries { withdraw(instance.model.securityGroups) }
      for template in spec.sections[LaunchTemplate.self].entries { withdraw(template.model.securityGroups) }
    }
    for record in spec.sections[Record.self].entries where record.model.type.value == .aaaa {
      ipv6Records.insert(record.model.place)
    }
    size = spec.sections.count
  }

  private mutating func addProviders(of cluster: String, _ strategy: Located<[Located<CapacityShare>]>?) {
    for share in strategy?.value ?? [] {
      let provider = share.value.capacityProvider
      if providersOfClusters[cluster, default: []].contains(where: { $0.value == provider.value }) { continue }
      providersOfClusters[cluster, default: []].append(provider)
    }
  }

  /// The subnets that the spec makes in a VPC, in the order written.
  func subnets(of vpc: String, in spec: Specification) -> [Entry<Subnet>] {
    guard let positions = subnetsOfVPCs[vpc] else { return [] }
    let entries = spec.sections[Subnet.self].entries
    return positions.map { entries[$0] }
  }

  /// All scheduled actions of what one of them scales, in the order written.
  func actions(besides action: ScheduledAction, in spec: Specification) -> [Entry<ScheduledAction>] {
    guard let positions = action.target.flatMap({ actionsOfTargets[$0] }) else { return [] }
    let entries = spec.sections[ScheduledAction.self].entries
    return positions.map { entries[$0] }
  }

  private mutating func withdraw(_ groups: Located<[Located<EntryReference>]>) {
    for group in groups.value { loadBalancersGroups.remove(group.value.id) }
  }
}
