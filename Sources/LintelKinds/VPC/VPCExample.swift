package import LintelSource

extension VPC {
  package static let example = SpecExample.ecs(
    """
    vpcs:
      main:
        cidr: 10.0.0.0/16
        natGateways: single # the private subnets' way to the internet
        endpoints: [s3, ecr, logs]
    subnets:
      private-a: { vpc: main, availabilityZone: a, cidr: 10.0.32.0/20 }
      private-b: { vpc: main, availabilityZone: b, cidr: 10.0.48.0/20 }
    """)
}
