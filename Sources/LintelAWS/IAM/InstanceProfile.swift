import LintelGraph

extension ResourceType {
  /// What hands a role to an EC2 instance.
  ///
  /// It holds one role, so the old one goes before another comes. CloudFormation's type has no tags, and so a profile
  /// that a stack makes carries none.
  package static let instanceProfile = ResourceType(
    "AWS::IAM::InstanceProfile",
    attributes: [.name: .ref, .arn: .getAtt("Arn")],
    nameProperty: "InstanceProfileName",
    facts: Facts(
      nameScope: NameScope(extent: .account, ignoresCase: true)),
    properties: """
      InstanceProfileName string replacement
      Roles set(string) required updateOnly
      """,
    commands: """
      noun instance profile
      uses AWS::IAM::Role
      emptied first
      sought iam list-instance-profiles => InstanceProfiles[] InstanceProfileName unless NoSuchEntity
      identifier name
      name iam get-instance-profile --instance-profile-name {InstanceProfileName}
        => InstanceProfile.InstanceProfileId unless NoSuchEntity
      create iam create-instance-profile {properties} --tags {tags:Key}
        => InstanceProfile.InstanceProfileName
      wait iam wait instance-profile-exists --instance-profile-name {self}
      read iam get-instance-profile --instance-profile-name {self} => InstanceProfile
        Tags Tags
      member Roles iam get-instance-profile --instance-profile-name {self} => InstanceProfile.Roles[].RoleName
        add iam add-role-to-instance-profile --instance-profile-name {self} --role-name {item}
        drop iam remove-role-from-instance-profile --instance-profile-name {self} --role-name {item}
      tag iam tag-instance-profile --instance-profile-name {self} --tags {tags:Key}
      attribute arn = arn:{partition}:iam::{account}:instance-profile/{self}
      delete iam delete-instance-profile --instance-profile-name {self}
      """,
    unreached: """
      Path: it is derived from a role, and its name tells whose it is
      """)
}
