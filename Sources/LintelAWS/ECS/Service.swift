import LintelGraph

extension ResourceType {
  /// A service: tasks that are kept running.
  package static let service = ResourceType(
    "AWS::ECS::Service",
    attributes: [.name: .getAtt("Name"), .arn: .ref],
    existing: [.name: .nameInARN(after: "/"), .arn: .identifier],
    tags: .list,
    nameProperty: "ServiceName",
    properties: """
      ServiceName string replacement
      Cluster string replacement
      TaskDefinition string
      LaunchType string
      DesiredCount integer
      DeploymentConfiguration object
        DeploymentCircuitBreaker object
          Enable boolean required
          Rollback boolean required
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
