import LintelGraph

extension ResourceType {
  /// A service: tasks that are kept running.
  ///
  /// The schema calls `LaunchType` create-only on conditions: UpdateService takes none. The ARN of a service that is
  /// already there holds its cluster's name, and so does not follow from its own.
  package static let service = ResourceType(
    "AWS::ECS::Service",
    attributes: [.name: .getAtt("Name"), .arn: .ref],
    existing: [.name: .nameInARN(after: "/")],
    tags: .list,
    nameProperty: "ServiceName",
    properties: """
      ServiceName string replacement
      Cluster string replacement
      TaskDefinition string
      LaunchType string replacement
      DesiredCount integer
      DeploymentConfiguration object
        DeploymentCircuitBreaker object
          Enable boolean required
          Rollback boolean required
        MinimumHealthyPercent integer
        MaximumPercent integer
      NetworkConfiguration object
        AwsvpcConfiguration object
          Subnets set(string)
          SecurityGroups set(string)
          AssignPublicIp string
      LoadBalancers set(object)
        TargetGroupArn string
        ContainerName string
        ContainerPort integer
      HealthCheckGracePeriodSeconds integer
      """)
}
