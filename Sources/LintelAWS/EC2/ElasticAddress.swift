import LintelGraph

extension ResourceType {
  /// A public address that stays: what a NAT gateway's connections come from, or what others know of a load balancer.
  ///
  /// `Ref` gives the address itself, so what names one asks for its allocation. It is released only once nothing has it any
  /// more: until then AWS answers AuthFailure, as it does to those who may not release any.
  package static let elasticAddress = ResourceType(
    "AWS::EC2::EIP",
    attributes: [.id: .getAtt("AllocationId")],
    tags: .list,
    keptOf: "loadBalancers",
    facts: Facts(noun: "elastic address"),
    properties: "",
    commands: """
      noun elastic address
      arn ec2 elastic-ip/
      list ec2 describe-addresses => Addresses[] AllocationId
      create ec2 allocate-address --domain vpc --tag-specifications {tags:elastic-ip} => AllocationId
      read ec2 describe-addresses --allocation-ids {self} => Addresses[0]
        Tags Tags
      tag ec2 create-tags --resources {self} --tags {tags:Key}
      free until 15 ec2 describe-addresses --allocation-ids {self} => Addresses[0].AssociationId
      delete ec2 release-address --allocation-id {self}
      """,
    unreached: """
      Address IpamPoolId PublicIpv4Pool TransferAddress: AWS chooses the address
      Domain: it is `vpc` in every account
      InstanceId: addresses are those of NAT gateways and load balancers
      NetworkBorderGroup: local zones are not in the language
      """)
}
