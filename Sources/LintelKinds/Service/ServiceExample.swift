package import LintelSource

extension Service {
  package static let example = SpecExample.ecs(
    """
    services:
      web:
        cluster: main
        taskDefinition: web
        subnets: [public-a, public-b]
        securityGroups: [web]
        assignPublicIp: true
        loadBalancers:
          - { targetGroup: web, container: web, port: 8080 }
        healthCheckGracePeriod: 60
        autoScaling: { minCapacity: 2, maxCapacity: 10 }
        deployment: { minimumHealthyPercent: 100, maximumPercent: 200 }
    """)
}
