/// A property that takes the ARN of something which has to be where the system is.
///
/// Not here are those that may be elsewhere: ECS reads parameters and secrets of other regions where it is given their
/// whole ARNs, and policies name what they like.
package struct PlacedARN: Sendable {
  /// The type, and the way to the property through lists and objects.
  package let type: ResourceType
  package let path: [String]
  /// What it names, in words.
  package let noun: String
  /// Whether it has to be of the same account too: keys, topics and functions can let others in.
  package let isOfAccount: Bool

  private init(_ type: ResourceType, _ path: String, _ noun: String, isOfAccount: Bool = false) {
    self.type = type
    self.path = path.split(separator: ".").map(String.init)
    self.noun = noun
    self.isOfAccount = isOfAccount
  }

  package static let all = [
    PlacedARN(.listener, "Certificates.CertificateArn", "certificate", isOfAccount: true),
    PlacedARN(.role, "ManagedPolicyArns", "policy", isOfAccount: true),
    PlacedARN(.role, "PermissionsBoundary", "policy", isOfAccount: true),
    PlacedARN(.service, "DeploymentConfiguration.LifecycleHooks.HookTargetArn", "function"),
    PlacedARN(.service, "VolumeConfigurations.ManagedEBSVolume.KmsKeyId", "key"),
    PlacedARN(.launchTemplate, "LaunchTemplateData.BlockDeviceMappings.Ebs.KmsKeyId", "key"),
    PlacedARN(.repository, "EncryptionConfiguration.KmsKey", "key"),
    PlacedARN(.autoScalingGroup, "NotificationConfigurations.TopicARN", "topic"),
    PlacedARN(.autoScalingGroup, "LifecycleHookSpecificationList.NotificationTargetARN", "target"),
  ]
}
