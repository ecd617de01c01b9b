import LintelKinds
import LintelRules
package import LintelSource
import LintelSpec
import LintelYAML

/// Every rule, by its id.
///
/// A test holds the list against the declarations.
package enum RuleCatalog {
  package static let rules: [Rule] =
    [
      // Reading
      .unknownKey, .missingKey, .wrongType, .invalidValue, .invalidName, .invalidID, .unknownReference,
      .invalidInterpolation, .unexpectedNull, .nothingToRemove, .forbiddenInEnvironment, .exactlyOne,
      .duplicateLogicalID, .unknownRuleID, .invalidAllow, .publicSubnetInExistingVPC, .cooldownOfGroup,
      .contradictingSteps, .serviceWithoutBounds, .circularReference,
      // Checking
      .similarID, .unusedAllow, .namingConvention, .emptySystem, .repeatedIngress, .differingRetention,
      .impossibleTaskSize, .sharedListenerPort, .crossedBounds, .serviceOpenBesideLoadBalancer,
      .groupBesideLoadBalancer, .templateTooLarge,
    ] + Rule.readingRules

  package static let byID: [String: Rule] = Dictionary(rules.map { ($0.id, $0) }) { first, _ in first }
}

extension Rule {
  package static let emptySystem = Rule(
    "empty-system", .error, .checking, "A spec without entries describes nothing that could be deployed.")
}
