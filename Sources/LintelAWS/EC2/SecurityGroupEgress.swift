import LintelGraph

extension ResourceType {
  /// A rule by which wearers of a group may connect to others.
  ///
  /// No section makes one yet.
  package static let securityGroupEgress = ResourceType(
    "AWS::EC2::SecurityGroupEgress", facts: Facts(groupRules: .egress(of: "GroupId"), noun: "group rule"),
    properties: "")
}
