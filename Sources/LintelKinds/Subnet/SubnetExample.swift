package import LintelSource

extension Subnet {
  package static let example = SpecExample.ecs(
    """
    subnets:
      public-a:
        vpc: main
        availabilityZone: a
        cidr: 10.0.0.0/20
        public: true
      data-a:
        vpc: main
        availabilityZone: a
        cidr: 10.0.64.0/20
        isolated: true # no way to the internet at all
    """)
}
