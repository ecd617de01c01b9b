package import LintelSource

extension CapacityProvider {
  package static let example = SpecExample.onInstances(
    """
    capacityProviders:
      instances:
        autoScalingGroup: instances
        managedScaling: { targetCapacity: 90 }
        managedTerminationProtection: ENABLED
    clusters:
      main: { capacityProviders: [instances] }
    """)
}
