/// How large the blocks of subnets are, by their prefixes.
package enum SubnetSizes {
  /// What AWS asks for, at least, where a load balancer stands.
  package static let ofLoadBalancer = 27

  /// What each subnet of the standard network has in a VPC: a sixteenth, or a quarter of one that is small.
  package static func standard(in vpc: Int) -> Int { vpc + 4 <= ofLoadBalancer ? vpc + 4 : vpc + 2 }

  /// The smallest VPC whose standard network has subnets of some size, or larger ones.
  package static func vpc(forStandard subnet: Int) -> Int { (16...28).last { standard(in: $0) <= subnet } ?? 16 }
}
