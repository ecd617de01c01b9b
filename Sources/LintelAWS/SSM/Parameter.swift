import LintelGraph

extension ResourceType {
  /// A parameter of Systems Manager's store, which holds a text that others look up.
  package static let storedParameter = ResourceType(
    "AWS::SSM::Parameter",
    attributes: [.name: .ref],
    tags: .map,
    nameProperty: "Name",
    facts: Facts(
      nameScope: NameScope(extent: .region, ignoresCase: false)),
    properties: """
      Name string replacement
      Type string = String required
      Value string required
      Description string
      """,
    commands: """
      noun parameter
      arn ssm parameter
      sought unless InvalidResourceId
      identifier name
      missing ParameterNotFound
      name ssm get-parameter --name {Name} => Parameter.Name unless ParameterNotFound
      create ssm put-parameter {properties} --tags {tags:Key}
      read ssm get-parameter --name {self} => Parameter
      read ssm describe-parameters --parameter-filters Key=Name,Values={self} => Parameters[0]
        Description Description
      read ssm list-tags-for-resource --resource-type Parameter --resource-id {self} => @
        Tags TagList
      change ssm put-parameter --name {self} --overwrite {properties}
      tag ssm add-tags-to-resource --resource-type Parameter --resource-id {self} --tags {tags:Key}
      delete ssm delete-parameter --name {self}
      """,
    unreached: """
      AllowedPattern DataType Policies Tier: not in the language
      """)
}
