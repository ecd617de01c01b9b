package import LintelSource

extension RouteTable {
  package static let example = SpecExample.ecs(
    """
    routeTables:
      peered:
        vpc: main
        routes:
          - { cidr: 10.8.0.0/16, vpcPeeringConnection: pcx-0123456789abcdef0 }
    subnets:
      private-a: { vpc: main, availabilityZone: a, cidr: 10.0.32.0/20, routeTable: peered }
    """)
}
