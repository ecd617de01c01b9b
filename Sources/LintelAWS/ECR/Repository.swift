import LintelGraph

extension ResourceType {
  /// A repository of container images.
  ///
  /// A policy that nobody wrote in a spec is left: Lambda, for one, lets itself in.
  package static let repository = ResourceType(
    "AWS::ECR::Repository",
    attributes: [.name: .ref, .arn: .getAtt("Arn"), .uri: .getAtt("RepositoryUri")],
    existing: [
      .name: .nameInARN(after: ":repository/"),
      .arn: .arn(service: "ecr", prefix: "repository/", hasRegion: true),
      .uri: .repositoryURI,
    ],
    tags: .list,
    nameProperty: "RepositoryName",
    data: "images",
    facts: Facts(
      nameScope: NameScope(extent: .region, ignoresCase: false)),
    properties: """
      RepositoryName string replacement
      ImageScanningConfiguration object
        ScanOnPush boolean = false
      ImageTagMutability string = MUTABLE IMMUTABLE|MUTABLE
      EncryptionConfiguration object replacement
        EncryptionType string replacement required AES256|KMS|KMS_DSSE
        KmsKey string replacement
      LifecyclePolicy object updateOnly
        LifecyclePolicyText string = null
      RepositoryPolicyText document updateOnly
      """,
    commands: """
      spelling lower
      noun repository
      arn ecr repository/
      sought unless RepositoryNotFoundException
      identifier name
      name ecr describe-repositories --repository-names {RepositoryName}
        => repositories[0].repositoryArn unless RepositoryNotFoundException
      create ecr create-repository {properties} --tags {tags:Key} => repository.repositoryName
      read ecr describe-repositories --repository-names {self} => repositories[0]
      read ecr list-tags-for-resource --resource-arn arn:{partition}:ecr:{region}:{account}:repository/{self}
        => @
        Tags tags
      read ecr get-lifecycle-policy --repository-name {self} => @ unless LifecyclePolicyNotFoundException
        LifecyclePolicy @
      change ecr put-image-tag-mutability --repository-name {self} --image-tag-mutability {ImageTagMutability}
      change ecr put-lifecycle-policy --repository-name {self} --lifecycle-policy-text {LifecyclePolicy}
      clear LifecyclePolicy ecr delete-lifecycle-policy --repository-name {self}
      change ecr put-image-scanning-configuration --repository-name {self} {properties}
      sealed RepositoryPolicyText ecr get-repository-policy --repository-name {self}
        => policyText unless RepositoryPolicyNotFoundException
        put ecr set-repository-policy --repository-name {self} --policy-text {RepositoryPolicyText:json}
        drop ecr delete-repository-policy --repository-name {self}
        seal ecr tag-resource --resource-arn arn:{partition}:ecr:{region}:{account}:repository/{self}
          --tags Key=lintel:policy,Value={item}
        unseal ecr untag-resource --resource-arn arn:{partition}:ecr:{region}:{account}:repository/{self}
          --tag-keys lintel:policy
      tag ecr tag-resource --resource-arn arn:{partition}:ecr:{region}:{account}:repository/{self}
        --tags {tags:Key}
      attribute arn = arn:{partition}:ecr:{region}:{account}:repository/{self}
      attribute uri = {account}.dkr.ecr.{region}.{urlSuffix}/{self}
      delete ecr delete-repository --repository-name {self} --force
      """,
    unreached: """
      EmptyOnDelete: a stack leaves the images where they are; destroy.sh has `--delete-data`
      ImageTagMutabilityExclusionFilters: not in the language
      LifecyclePolicy.RegistryId: the account's own registry
      """)
}
