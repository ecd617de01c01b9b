import LintelGraph

extension ResourceType {
  /// A gateway between a VPC and the internet.
  package static let internetGateway = ResourceType(
    "AWS::EC2::InternetGateway",
    attributes: [.id: .ref],
    tags: .list,
    facts: Facts(
      routing: .internetGateway),
    properties: "",
    commands: """
      noun internet gateway
      arn ec2 internet-gateway/
      uses AWS::EC2::VPC
      list ec2 describe-internet-gateways => InternetGateways[] InternetGatewayId
      create ec2 create-internet-gateway --tag-specifications {tags:internet-gateway}
        => InternetGateway.InternetGatewayId
      read ec2 describe-internet-gateways --internet-gateway-ids {self} => InternetGateways[0]
        Tags Tags
      tag ec2 create-tags --resources {self} --tags {tags:Key}
      tie ec2 describe-internet-gateways --internet-gateway-ids {self} => InternetGateways[0].Attachments[].[VpcId]
        drop ec2 detach-internet-gateway --internet-gateway-id {self} --vpc-id {item}
      delete ec2 delete-internet-gateway --internet-gateway-id {self}
      """)
}
