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
      TaskDefinition string deployment
      LaunchType string replacement
      DesiredCount integer
      DeploymentConfiguration object
        DeploymentCircuitBreaker object
          Enable boolean required
          Rollback boolean required
        MinimumHealthyPercent integer
        MaximumPercent integer
      NetworkConfiguration object deployment
        AwsvpcConfiguration object
          Subnets set(string)
          SecurityGroups set(string)
          AssignPublicIp string
      LoadBalancers set(object) deployment
        TargetGroupArn string
        ContainerName string
        ContainerPort integer
      HealthCheckGracePeriodSeconds integer
      """,
    commands: """
      spelling lower
      noun service
      linked ecs.amazonaws.com
      list services {Cluster}
      name ecs describe-services --cluster {Cluster} --services {ServiceName}
        => services[?status=='ACTIVE']|[0].serviceArn unless ClusterNotFoundException
      create ecs create-service --cluster {Cluster} --service-name {ServiceName}
        --task-definition {TaskDefinition} --launch-type {LaunchType} --desired-count {DesiredCount=1}
        --deployment-configuration {DeploymentConfiguration:shorthand}
        --network-configuration {NetworkConfiguration:shorthand} --load-balancers {LoadBalancers:shorthand}
        --health-check-grace-period-seconds {HealthCheckGracePeriodSeconds} --tags {tags:key}
        => service.serviceArn
      read ecs describe-services --cluster {Cluster} --services {self} --include TAGS => services[0]
        ServiceName serviceName
        TaskDefinition taskDefinition
        LaunchType launchType
        DesiredCount desiredCount
        DeploymentConfiguration.DeploymentCircuitBreaker deploymentConfiguration.deploymentCircuitBreaker
        DeploymentConfiguration.MinimumHealthyPercent deploymentConfiguration.minimumHealthyPercent = 100
        DeploymentConfiguration.MaximumPercent deploymentConfiguration.maximumPercent = 200
        NetworkConfiguration.AwsvpcConfiguration networkConfiguration.awsvpcConfiguration
        LoadBalancers loadBalancers
        HealthCheckGracePeriodSeconds healthCheckGracePeriodSeconds = 0
        Tags tags lower
      change ecs update-service --cluster {Cluster} --service {self} --task-definition {TaskDefinition}
        --desired-count {DesiredCount} --deployment-configuration {DeploymentConfiguration:shorthand}
        --network-configuration {NetworkConfiguration:shorthand} --load-balancers {LoadBalancers:shorthand}
        --health-check-grace-period-seconds {HealthCheckGracePeriodSeconds}
      stable {Cluster}
      tag ecs tag-resource --resource-arn {self} --tags {tags:key}
      delete ecs delete-service --cluster {Cluster} --service {self} --force
      gone ecs wait services-inactive --cluster {Cluster} --services {self}
      """)
}
