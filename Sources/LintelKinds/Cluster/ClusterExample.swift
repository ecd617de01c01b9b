package import LintelSource

extension Cluster {
  package static let example = SpecExample.ecs(
    """
    clusters:
      main:
        containerInsights: enabled
        capacityProviders: [FARGATE, FARGATE_SPOT]
        defaultCapacityProviderStrategy:
          - { capacityProvider: FARGATE, base: 1, weight: 1 }
          - { capacityProvider: FARGATE_SPOT, weight: 3 }
    # Spot gives a task two minutes to go.
    targetGroups:
      web: { deregistrationDelay: 60 }
    """)
}
