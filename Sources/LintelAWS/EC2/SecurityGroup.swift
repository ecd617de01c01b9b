import LintelGraph

extension ResourceType {
  /// A security group.
  ///
  /// A group whose `GroupName` is written cannot be replaced.
  package static let securityGroup = ResourceType(
    "AWS::EC2::SecurityGroup",
    attributes: [.id: .getAtt("GroupId")],
    existing: [.id: .identifier],
    tags: .list,
    nameProperty: "GroupName",
    facts: Facts(
      groupRules: .group(ingress: "SecurityGroupIngress", egress: "SecurityGroupEgress"),
      nameScope: NameScope(extent: .property("VpcId"), ignoresCase: true)),
    properties: """
      GroupName string replacement
      GroupDescription string replacement required --description => Description
      VpcId string replacement
      SecurityGroupIngress set(object)
        IpProtocol string required
        FromPort integer
        ToPort integer
        CidrIp string
        CidrIpv6 string
        SourcePrefixListId string
        SourceSecurityGroupId string
        Description string
      SecurityGroupEgress set(object)
        IpProtocol string required
        FromPort integer
        ToPort integer
        CidrIp string
        CidrIpv6 string
        DestinationPrefixListId string
        DestinationSecurityGroupId string
        Description string
      """,
    commands: """
      noun security group
      arn ec2 security-group/
      uses AWS::EC2::VPC
      list ec2 describe-security-groups => SecurityGroups[] GroupId
      name ec2 describe-security-groups
        --filters Name=group-name,Values={GroupName} Name=vpc-id,Values={VpcId}
        => SecurityGroups[?GroupName=={GroupName:query}]|[0].GroupId
      create ec2 create-security-group {properties} --tag-specifications {tags:security-group} => GroupId
      wait ec2 wait security-group-exists --group-ids {self}
      read ec2 describe-security-groups --group-ids {self} => SecurityGroups[0]
        Tags Tags
      rules SecurityGroupIngress SecurityGroupEgress
      tag ec2 create-tags --resources {self} --tags {tags:Key}
      delete ec2 delete-security-group --group-id {self}
      """,
    unreached: """
      SecurityGroupIngress.SourceSecurityGroupName: groups are named by their ids
      SecurityGroupIngress.SourceSecurityGroupOwnerId: groups are named by their ids
      """)
}
