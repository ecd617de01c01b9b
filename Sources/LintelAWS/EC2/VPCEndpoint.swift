import LintelGraph

extension ResourceType {
  /// A way to an AWS service that stays in the VPC.
  ///
  /// No section makes one yet.
  package static let vpcEndpoint = ResourceType(
    "AWS::EC2::VPCEndpoint", facts: Facts(stands: .init(subnets: "SubnetIds"), routing: .endpoint(vpc: "VpcId")),
    properties: "")
}
