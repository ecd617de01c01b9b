import LintelGraph

extension ResourceType {
  /// A rule of a group that names another group, so that groups may name each other.
  package static let securityGroupIngress = ResourceType(
    "AWS::EC2::SecurityGroupIngress",
    attributes: [.id: .ref],
    facts: Facts(
      groupRules: .ingress(of: "GroupId"), noun: "group rule"),
    properties: """
      GroupId string replacement
      IpProtocol string replacement required
      FromPort integer replacement
      ToPort integer replacement
      SourceSecurityGroupId string replacement
      Description string
      """,
    commands: """
      noun rule of the security group
      rule GroupId IpProtocol FromPort ToPort SourceSecurityGroupId Description
      """)
}
