package import LintelSource

extension ScalingPolicy {
  package static let example = SpecExample.ecs(
    """
    scalingPolicies:
      cpu:
        service: web
        targetTracking: { metric: cpu, target: 50 }
      burst:
        service: web
        stepScaling:
          metric: memory
          steps: # target tracking takes them away again
            - { above: 70, add: 1 }
            - { above: 90, add: 3 }
    """)
}
