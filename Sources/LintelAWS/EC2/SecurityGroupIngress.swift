import LintelGraph

extension ResourceType {
  /// A rule of what comes in, as a resource of its own, so that groups may name each other.
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
      CidrIp string replacement
      CidrIpv6 string replacement
      SourcePrefixListId string replacement
      SourceSecurityGroupId string replacement
      Description string
      """,
    commands: """
      noun rule of the security group
      arn ec2 security-group-rule/
      uses AWS::EC2::SecurityGroup
      list ec2 describe-security-group-rules => SecurityGroupRules[] SecurityGroupRuleId !IsEgress
      ask GroupId ec2 describe-security-group-rules --security-group-rule-ids {self}
        => SecurityGroupRules[0].GroupId unless InvalidSecurityGroupRuleId.NotFound
      remove ec2 revoke-security-group-ingress --group-id {GroupId} --security-group-rule-ids {self}
      rule GroupId IpProtocol FromPort ToPort CidrIp CidrIpv6 SourcePrefixListId SourceSecurityGroupId Description
      """,
    unreached: """
      GroupName SourceSecurityGroupName SourceSecurityGroupOwnerId: groups are named by their ids
      """)
}
