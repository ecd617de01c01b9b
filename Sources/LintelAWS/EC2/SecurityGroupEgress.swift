import LintelGraph

extension ResourceType {
  /// A rule of what goes out, as a resource of its own, so that groups may name each other.
  package static let securityGroupEgress = ResourceType(
    "AWS::EC2::SecurityGroupEgress",
    attributes: [.id: .ref],
    facts: Facts(
      groupRules: .egress(of: "GroupId"), noun: "group rule"),
    properties: """
      GroupId string replacement required
      IpProtocol string replacement required
      FromPort integer replacement
      ToPort integer replacement
      CidrIp string replacement
      CidrIpv6 string replacement
      DestinationPrefixListId string replacement
      DestinationSecurityGroupId string replacement
      Description string
      """,
    commands: """
      noun rule of the security group
      arn ec2 security-group-rule/
      uses AWS::EC2::SecurityGroup
      list ec2 describe-security-group-rules => SecurityGroupRules[] SecurityGroupRuleId IsEgress
      ask GroupId ec2 describe-security-group-rules --security-group-rule-ids {self}
        => SecurityGroupRules[0].GroupId unless InvalidSecurityGroupRuleId.NotFound
      remove ec2 revoke-security-group-egress --group-id {GroupId} --security-group-rule-ids {self}
      rule GroupId IpProtocol FromPort ToPort CidrIp CidrIpv6 DestinationPrefixListId DestinationSecurityGroupId Description
      """)
}
