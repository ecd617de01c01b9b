import LintelGraph

extension ResourceType {
  /// An Application Load Balancer.
  package static let loadBalancer = ResourceType(
    "AWS::ElasticLoadBalancingV2::LoadBalancer",
    attributes: [
      .arn: .ref, .fullName: .getAtt("LoadBalancerFullName"), .dnsName: .getAtt("DNSName"),
      .name: .getAtt("LoadBalancerName"),
    ],
    existing: [.arn: .identifier, .fullName: .nameInARN(after: ":loadbalancer/")],
    tags: .list,
    nameProperty: "Name",
    properties: """
      Name string replacement
      Type string replacement
      Scheme string replacement
      Subnets set(string)
      SecurityGroups set(string)
      """)
}
