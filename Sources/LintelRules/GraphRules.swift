package import LintelGraph
package import LintelSource

/// Rules on a graph that one walk of it holds: a line of `GraphRules`.
package struct GraphRule: Sendable {
  private let makeRules: @Sendable () -> [Rule]
  let check: @Sendable (SystemModel, Findings) -> Void

  /// Lint runs the checks and never asks for the rules, so these are made when the catalogue wants them.
  init(
    _ rules: @escaping @autoclosure @Sendable () -> [Rule],
    by check: @escaping @Sendable (SystemModel, Findings) -> Void
  ) {
    makeRules = rules
    self.check = check
  }

  /// The rules that the check may report.
  package var rules: [Rule] { makeRules() }
}

/// The rules on every graph, each with its check.
package enum GraphRules {
  package static let all: [GraphRule] = [
    GraphRule([.subnetOutsideVPC, .overlappingSubnets, .blockOfDocker], by: AddressBlocks.check),
    GraphRule([.groupOfAnotherVPC, .subnetsOfSeveralVPCs], by: VPCBoundaries.check),
    GraphRule([.wrongTargetType, .plainGRPC, .incompatibleProtocols, .protocolAgainstPort], by: Targets.check),
    GraphRule([.serviceOpenBesideLoadBalancer, .groupBesideLoadBalancer], by: ServiceBesideLoadBalancer.check),
    GraphRule([.architectureMismatch], by: InstanceImages.check),
    GraphRule([.parameterWithoutImage], by: ImageParameters.check),
    GraphRule([.userDataWithoutHeader], by: UserDataHeaders.check),
    GraphRule([.secretInUserData], by: UserDataSecrets.check),
    GraphRule([.metadataWithoutToken], by: MetadataCalls.check),
    GraphRule([.instanceCannotJoinCluster, .blockedDynamicPorts], by: ClusterInstances.check),
    GraphRule([.instancesOfAnotherCluster], by: ProviderInstances.check),
    GraphRule([.clusterWithoutInstances], by: UnjoinedClusters.check),
    GraphRule([.imageWithoutAgent], by: InstanceAgents.check),
    GraphRule([.sharedName], by: SharedNames.check),
    GraphRule([.sharedName], by: SharedExports.check),
    GraphRule([.exportOfStackOnly], by: StackExports.check),
    GraphRule([.sharedName], by: SharedRecords.check),
    GraphRule([.foreignIdentifier], by: ForeignIdentifiers.check),
    GraphRule([.tooManyTags, .invalidTagValue], by: Tags.check),
    GraphRule([.templateTooLarge], by: TemplateLimits.check),
    GraphRule([.beyondQuota], by: Quotas.check),
    GraphRule(
      [.loadBalancerInPrivateSubnet, .loadBalancerZoneTwice, .loadBalancerInSeveralVPCs, .zoneWithoutLoadBalancer],
      by: LoadBalancerSubnets.check),
    GraphRule([.loadBalancerSubnetWithoutIPv6, .listenerClosedToIPv6], by: LoadBalancerIPv6.check),
    GraphRule([.unreachableListener, .listenerClosedToInternet, .portWithoutListener], by: ListenerAccess.check),
    GraphRule(
      [
        .targetGroupWithoutListener, .idleTargetGroup, .targetGroupOfTwoLoadBalancers, .targetGroupOfAnotherVPC,
      ], by: TargetGroupLinks.check),
    GraphRule([.blockedLoadBalancer, .egressMissesTargets, .unservedHealthCheckPort], by: TargetAccess.check),
    GraphRule([.shortHealthCheckWindow, .defaultGrace, .graceWithoutLoadBalancer], by: HealthCheckWindow.check),
    GraphRule([.imageOfTwoPlatforms], by: ImagePlatforms.check),
    GraphRule([.noWayToRegistry], by: SupplyLines.check),
    GraphRule([.endpointPolicyRefusesTasks], by: EndpointPolicies.check),
    GraphRule([.executionRoleOfAnotherService, .executionRoleLacksPermission], by: ExecutionRoles.check),
    GraphRule([.taskRoleOfAnotherService], by: TaskRoles.check),
    GraphRule([.execWithoutPermission], by: ExecuteCommandRoles.check),
    GraphRule([.noWayForCommands], by: ExecuteCommandLines.check),
    GraphRule([.stuckDeployment], by: StuckDeployments.check),
    GraphRule([.mightyExecutionRole], by: MightyExecutionRoles.check),
    GraphRule([.actionWithoutResource], by: StatementResources.check),
    GraphRule([.sharedDiscoveryName, .sharedClientAlias], by: ServiceConnectNames.check),
    GraphRule([.closedToClients], by: ServiceConnectAccess.check),
    GraphRule([.noWayToFileSystem], by: FileSystemLines.check),
    GraphRule([.plaintextSecret], by: PlainSecrets.check),
    GraphRule([.instanceRoleOfAnotherService], by: InstanceRoles.check),
    GraphRule([.uselessPublicAddress], by: UselessAddresses.check),
    GraphRule([.noWayToCluster], by: ClusterLines.check),
    GraphRule([.noInstanceForTask, .noInterfaceForTask, .noPortForTask], by: TaskPlacement.check),
    GraphRule([.hookRoleLacksPermission], by: LifecycleHookRoles.check),
    GraphRule([.warmPoolJoinsCluster], by: WarmPools.check),
    GraphRule([.infrastructureRoleLacksPermission], by: InfrastructureRoles.check),
    GraphRule([.tooFewAddresses, .addressesMayRunOut, .smallLoadBalancerSubnet], by: Addresses.check),
    GraphRule(
      [
        .noRoomToScale, .scalingFromZero, .oneWayScaling, .stepsBesideTracking,
        .repeatedTrackingMetric, .flappingPolicies, .fallingSteps, .stepOutsideBounds, .thresholdNeverReached,
        .tooManySteps, .backwardSteps, .fractionForPercent, .swingingSteps,
      ], by: ScalingCoherence.check),
  ]

  package static func check(_ graph: ResourceGraph, _ findings: Findings) {
    let model = SystemModel(graph)
    for rule in all { rule.check(model, findings) }
  }
}
