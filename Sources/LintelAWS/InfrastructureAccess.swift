/// What ECS does under the infrastructure role of a service.
///
/// From "Amazon ECS infrastructure IAM role" of the developer guide; the two policies of AWS's that it names allow more.
package enum InfrastructureAccess {
  package static let volumeActions = ["ec2:CreateVolume", "ec2:AttachVolume"]
  /// What the key of an encrypted volume is used for, from "Requirements for Amazon EBS encryption" of the EBS user guide.
  package static let keyActions = [
    "kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKeyWithoutPlaintext", "kms:ReEncryptFrom", "kms:ReEncryptTo",
  ]
  /// What moves the requests of a rule, and the connections of a listener of a network load balancer.
  package static let ruleActions = ["elasticloadbalancing:ModifyRule"]
  package static let listenerActions = ["elasticloadbalancing:ModifyListener"]
}
