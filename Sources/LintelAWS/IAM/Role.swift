import LintelGraph

extension ResourceType {
  /// A role.
  ///
  /// A boundary that nobody wrote is a guard of the account's own: the script leaves it.
  ///
  /// One that is already there and given by its name has the path `/`; its ARN may have any.
  package static let role = ResourceType(
    "AWS::IAM::Role",
    attributes: [.name: .ref, .arn: .getAtt("Arn")],
    existing: [.name: .nameInARN(after: "/"), .arn: .arn(service: "iam", prefix: "role/", hasRegion: false)],
    tags: .list,
    nameProperty: "RoleName",
    facts: Facts(
      nameScope: NameScope(extent: .account, ignoresCase: true)),
    properties: """
      RoleName string replacement
      Path string = / replacement
      AssumeRolePolicyDocument document required
      Description string
      MaxSessionDuration integer = 3600
      PermissionsBoundary string => PermissionsBoundary.PermissionsBoundaryArn
      ManagedPolicyArns set(string) updateOnly
      Policies set(object) updateOnly
        PolicyName string required
        PolicyDocument document required
      """,
    commands: """
      noun role
      uses AWS::Logs::LogGroup AWS::ECR::Repository
      sought iam list-roles => Roles[] RoleName unless NoSuchEntity
      emptied first
      kept iam list-instance-profiles-for-role --role-name {self} => InstanceProfiles[].[InstanceProfileName]
        unless NoSuchEntity : an instance profile uses it
      identifier name
      name iam get-role --role-name {RoleName} => Role.RoleId unless NoSuchEntity
      create iam create-role {properties} --tags {tags:Key} => Role.RoleName
      wait iam wait role-exists --role-name {self}
      read iam get-role --role-name {self} => Role
        Tags Tags
      change iam update-assume-role-policy --role-name {self}
        --policy-document {AssumeRolePolicyDocument:json}
      change iam update-role --role-name {self} {properties}
      change iam put-role-permissions-boundary --role-name {self} --permissions-boundary {PermissionsBoundary}
      members ManagedPolicyArns iam list-attached-role-policies --role-name {self}
        => AttachedPolicies[].PolicyArn
        add iam attach-role-policy --role-name {self} --policy-arn {item}
        drop iam detach-role-policy --role-name {self} --policy-arn {item}
      documents Policies PolicyName PolicyDocument
        list iam list-role-policies --role-name {self} => PolicyNames
        get iam get-role-policy --role-name {self} --policy-name {item} => PolicyDocument
        add iam put-role-policy --role-name {self} --policy-name {item} --policy-document {document}
        drop iam delete-role-policy --role-name {self} --policy-name {item}
      tag iam tag-role --role-name {self} --tags {tags:Key}
      attribute arn = arn:{partition}:iam::{account}:role{Path}{self}
      delete iam delete-role --role-name {self}
      """)
}
