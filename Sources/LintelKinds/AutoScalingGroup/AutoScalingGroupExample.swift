package import LintelSource

extension AutoScalingGroup {
  package static let example = SpecExample.ec2(
    """
    autoScalingGroups:
      web:
        launchTemplate: web
        subnets: [public-a, public-b]
        targetGroups: [web]
        minSize: 2
        maxSize: 6
        healthCheckType: ELB
        healthCheckGracePeriod: 120
        rollingUpdate: { minInService: 1, batchSize: 1 }
    """)
}
