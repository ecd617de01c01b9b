import LintelGraph

extension ResourceType {
  /// A task definition: any change but one of tags registers a new revision, which interrupts nothing by itself.
  package static let taskDefinition = ResourceType(
    "AWS::ECS::TaskDefinition",
    attributes: [.arn: .ref],
    existing: [.arn: .arn(service: "ecs", prefix: "task-definition/", hasRegion: true)],
    tags: .list,
    nameProperty: "Family",
    isRevisioned: true,
    properties: """
      Family string replacement
      Cpu string replacement
      Memory string replacement
      NetworkMode string replacement
      RequiresCompatibilities set(string) replacement
      ExecutionRoleArn string replacement
      TaskRoleArn string replacement
      RuntimePlatform object replacement
        CpuArchitecture string replacement
        OperatingSystemFamily string replacement
      ContainerDefinitions list(object) replacement
        Name string replacement required
        Image string replacement required
        Essential boolean replacement
        PortMappings set(object) replacement
          ContainerPort integer replacement
          Protocol string replacement
        Environment set(object) replacement
          Name string replacement
          Value string replacement
        LogConfiguration object replacement
          LogDriver string replacement required
          Options map(string) replacement
      """,
    commands: """
      spelling lower
      noun task definition
      revision Family
      create ecs register-task-definition --family {Family} --cpu {Cpu} --memory {Memory}
        --network-mode {NetworkMode} --requires-compatibilities {RequiresCompatibilities}
        --execution-role-arn {ExecutionRoleArn} --task-role-arn {TaskRoleArn}
        --runtime-platform {RuntimePlatform:shorthand} --container-definitions {ContainerDefinitions:json}
        --tags {tags:key} => taskDefinition.taskDefinitionArn
      read ecs describe-task-definition --task-definition {self} --include TAGS
        => @
        Family taskDefinition.family
        Cpu taskDefinition.cpu
        Memory taskDefinition.memory
        NetworkMode taskDefinition.networkMode
        RequiresCompatibilities taskDefinition.requiresCompatibilities
        ExecutionRoleArn taskDefinition.executionRoleArn = null
        TaskRoleArn taskDefinition.taskRoleArn = null
        RuntimePlatform taskDefinition.runtimePlatform exact
        ContainerDefinitions taskDefinition.containerDefinitions exact
        Tags tags lower
      tag ecs tag-resource --resource-arn {self} --tags {tags:key}
      delete ecs deregister-task-definition --task-definition {self}
      """)
}
