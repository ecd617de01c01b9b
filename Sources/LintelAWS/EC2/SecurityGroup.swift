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
    properties: """
      GroupName string replacement
      GroupDescription string replacement required
      VpcId string replacement
      SecurityGroupIngress set(object)
        IpProtocol string required
        FromPort integer
        ToPort integer
        CidrIp string
        Description string
      SecurityGroupEgress set(object)
        IpProtocol string required
        FromPort integer
        ToPort integer
        CidrIp string
        Description string
      """)
}
