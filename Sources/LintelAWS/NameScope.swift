/// Among what a physical name has to be the only one of its type.
package struct NameScope: Sendable {
  package enum Extent: Sendable, Equatable {
    /// The account, whatever the region.
    case account
    /// The account in one region.
    case region
    /// What the property names: a VPC, a cluster.
    case property(String)
  }

  package let extent: Extent
  package let ignoresCase: Bool

  /// By CloudFormation's types; nil for a type whose names are none of AWS's business.
  package static func of(_ type: String) -> NameScope? { table[type] }

  /// The types that have one.
  package static let types = table.keys.sorted()

  private static let table: [String: NameScope] = [
    "AWS::IAM::Role": NameScope(extent: .account, ignoresCase: true),
    "AWS::IAM::InstanceProfile": NameScope(extent: .account, ignoresCase: true),
    "AWS::ECS::Cluster": NameScope(extent: .region, ignoresCase: false),
    "AWS::ECS::TaskDefinition": NameScope(extent: .region, ignoresCase: false),
    "AWS::ECS::Service": NameScope(extent: .property("Cluster"), ignoresCase: false),
    "AWS::ECR::Repository": NameScope(extent: .region, ignoresCase: false),
    "AWS::Logs::LogGroup": NameScope(extent: .region, ignoresCase: false),
    "AWS::ElasticLoadBalancingV2::LoadBalancer": NameScope(extent: .region, ignoresCase: false),
    "AWS::ElasticLoadBalancingV2::TargetGroup": NameScope(extent: .region, ignoresCase: false),
    "AWS::EC2::SecurityGroup": NameScope(extent: .property("VpcId"), ignoresCase: true),
    "AWS::EC2::LaunchTemplate": NameScope(extent: .region, ignoresCase: false),
    "AWS::AutoScaling::AutoScalingGroup": NameScope(extent: .region, ignoresCase: false),
    "AWS::ApplicationAutoScaling::ScalingPolicy": NameScope(extent: .property("ScalingTargetId"), ignoresCase: false),
    "AWS::CloudWatch::Alarm": NameScope(extent: .region, ignoresCase: false),
    "Lintel::MachineImage": NameScope(extent: .region, ignoresCase: false),
  ]
}
