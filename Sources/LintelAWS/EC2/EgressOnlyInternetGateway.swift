import LintelGraph

extension ResourceType {
  /// A gateway by which IPv6 connections leave a VPC, and none comes in.
  package static let egressOnlyInternetGateway = ResourceType(
    "AWS::EC2::EgressOnlyInternetGateway",
    attributes: [.id: .ref],
    tags: .list,
    facts: Facts(noun: "egress-only internet gateway"),
    properties: """
      VpcId string replacement required => Attachments[0].VpcId
      """,
    commands: """
      noun egress-only internet gateway
      arn ec2 egress-only-internet-gateway/
      uses AWS::EC2::VPC
      list ec2 describe-egress-only-internet-gateways => EgressOnlyInternetGateways[] EgressOnlyInternetGatewayId
      create ec2 create-egress-only-internet-gateway {properties}
        --tag-specifications {tags:egress-only-internet-gateway}
        => EgressOnlyInternetGateway.EgressOnlyInternetGatewayId
      read ec2 describe-egress-only-internet-gateways --egress-only-internet-gateway-ids {self}
        => EgressOnlyInternetGateways[0]
        Tags Tags
      tag ec2 create-tags --resources {self} --tags {tags:Key}
      delete ec2 delete-egress-only-internet-gateway --egress-only-internet-gateway-id {self}
      """)
}
