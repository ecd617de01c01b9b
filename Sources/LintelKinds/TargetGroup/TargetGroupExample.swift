package import LintelSource

extension TargetGroup {
  package static let example = SpecExample.ecs(
    """
    targetGroups:
      web:
        vpc: main
        port: 8080
        protocol: HTTP
        targetType: ip
        healthCheck: { path: /health, interval: 15, healthyThreshold: 2 }
        deregistrationDelay: 30
    """)
}
