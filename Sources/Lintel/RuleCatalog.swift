import LintelKinds
import LintelRules
package import LintelSource
import LintelSpec
import LintelYAML

/// Every rule, by its id.
///
/// A test holds the list against the declarations.
package enum RuleCatalog {
  package static let rules: [Rule] = [
    // The text of a file
    .syntax, .encoding, .tabIndentation, .unquotedInterpolation, .duplicateKey, .invalidKey, .unknownAlias, .aliasCycle,
    .mergeValue, .severalDocuments, .notAMapping, .emptyFile, .tooDeep, .tooLarge, .tooManyFindings,
    // The language
    .foreignFile, .unknownKey, .missingKey, .wrongType, .invalidValue, .exactlyOne, .unexpectedNull, .unknownReference,
    .invalidInterpolation, .circularReference, .nothingToRemove, .forbiddenInEnvironment, .similarID, .invalidName,
    .invalidID, .unknownAWSName, .duplicateLogicalID, .namingConvention, .sharedName, .foreignIdentifier,
    .environmentsWithoutAccount, .tooManyTags, .invalidTagValue,
    // Systems on AWS
    .publicSubnetInExistingVPC, .subnetOutsideVPC, .overlappingSubnets, .blockOfDocker, .groupOfAnotherVPC,
    .subnetsOfSeveralVPCs, .repeatedIngress, .remoteAccessOpen, .sharedListenerPort, .wrongTargetType,
    .protocolAgainstPort, .serviceOpenBesideLoadBalancer, .groupBesideLoadBalancer, .healthCheckOutlastsInterval,
    .noDeregistrationDelay, .differingRetention, .impossibleTaskSize, .sharedContainerPort, .logsKeptForEver,
    .movingImageTag, .dockerHubImage, .imagePastRepository, .architectureMismatch, .loadBalancerHealthIgnored,
    .noHealthCheckGrace, .serviceWithoutBounds, .crossedBounds, .contradictingSteps, .cooldownOfGroup, .emptySystem,
    .templateTooLarge, .beyondQuota,
    // Whether it would work: what several entries make of each other
    .loadBalancerInPrivateSubnet, .loadBalancerZoneTwice, .loadBalancerInSeveralVPCs, .unreachableListener,
    .listenerClosedToInternet, .portWithoutListener, .targetGroupWithoutListener, .idleTargetGroup,
    .targetGroupOfTwoLoadBalancers, .targetGroupOfAnotherVPC, .zoneWithoutLoadBalancer, .blockedLoadBalancer,
    .shortHealthCheckWindow, .graceWithoutLoadBalancer, .noWayToRegistry, .executionRoleOfAnotherService,
    .executionRoleLacksPermission, .instanceRoleOfAnotherService, .tooFewAddresses, .addressesMayRunOut,
    .smallLoadBalancerSubnet, .ignoredCount, .noRoomToScale, .scalingFromZero, .oneWayScaling,
    .stepsBesideTracking, .repeatedTrackingMetric, .flappingPolicies, .fallingSteps, .stepOutsideBounds,
    .thresholdNeverReached, .tooManySteps,
    // Settings of lint
    .unknownRuleID, .invalidAllow, .unusedAllow,
  ]

  /// The rules that a name may be meant for: those that it begins, or else the nearest.
  package static func named(_ name: String) -> [Rule] {
    let begun = name.isEmpty ? [] : rules.filter { $0.id.hasPrefix(name) }
    if !begun.isEmpty { return begun }
    return Suggestion.nearest(to: name, among: rules.map(\.id)).flatMap { byID[$0] }.map { [$0] } ?? []
  }

  package static let byID: [String: Rule] = Dictionary(rules.map { ($0.id, $0) }) { first, _ in first }
}
