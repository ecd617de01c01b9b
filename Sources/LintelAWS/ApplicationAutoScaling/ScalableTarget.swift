import LintelGraph

extension ResourceType {
  /// What Application Auto Scaling may set, and its bounds.
  ///
  /// `Ref` is what `ScalingTargetId` takes.
  package static let scalableTarget = ResourceType(
    "AWS::ApplicationAutoScaling::ScalableTarget",
    attributes: [.id: .ref],
    tags: .list,
    facts: Facts(
      scaling: .bounds(of: "ResourceId")),
    properties: """
      ServiceNamespace string replacement required
      ScalableDimension string replacement required
      ResourceId string replacement required
      MinCapacity integer required
      MaxCapacity integer required
      SuspendedState object
        DynamicScalingInSuspended boolean = false
        DynamicScalingOutSuspended boolean = false
        ScheduledScalingSuspended boolean = false
      ScheduledActions set(object) updateOnly
        ScheduledActionName string required
        Schedule string required
        Timezone string
        StartTime string = null moment
        EndTime string = null moment
        ScalableTargetAction object exact
          MinCapacity integer
          MaxCapacity integer
      """,
    commands: """
      noun scalable target
      arn application-autoscaling scalable-target/
      uses AWS::ECS::Service
      sought application-autoscaling describe-scalable-targets --service-namespace ecs
        => ScalableTargets[] ResourceId under ScalableTargetARN unless ResourceNotFoundException|ObjectNotFoundException
        beside AWS::ECS::Service service/
      remove application-autoscaling deregister-scalable-target --service-namespace ecs
        --scalable-dimension ecs:service:DesiredCount --resource-id {self}
      newest application-autoscaling list-tags-for-resource : tag scalable targets : April 2023
      linked ecs.application-autoscaling.amazonaws.com
      read application-autoscaling describe-scalable-targets --service-namespace {ServiceNamespace}
        --resource-ids {ResourceId} --scalable-dimension {ScalableDimension} => ScalableTargets[0]
      read application-autoscaling list-tags-for-resource --resource-arn {arn} => @
        Tags Tags map
      create application-autoscaling register-scalable-target --service-namespace {ServiceNamespace}
        --resource-id {ResourceId} --scalable-dimension {ScalableDimension} {properties} --tags {tags:map}
      change application-autoscaling register-scalable-target --service-namespace {ServiceNamespace}
        --resource-id {ResourceId} --scalable-dimension {ScalableDimension}
        --min-capacity {MinCapacity} --max-capacity {MaxCapacity}
      change application-autoscaling register-scalable-target --service-namespace {ServiceNamespace}
        --resource-id {ResourceId} --scalable-dimension {ScalableDimension} --suspended-state {SuspendedState:shorthand}
      clear SuspendedState application-autoscaling register-scalable-target --service-namespace {ServiceNamespace}
        --resource-id {ResourceId} --scalable-dimension {ScalableDimension}
        --suspended-state DynamicScalingInSuspended=false,DynamicScalingOutSuspended=false,ScheduledScalingSuspended=false
      items ScheduledActions ScheduledActionName application-autoscaling describe-scheduled-actions
        --service-namespace {ServiceNamespace} --resource-id {ResourceId} --scalable-dimension {ScalableDimension}
        => ScheduledActions[].[ScheduledActionName]
        get application-autoscaling describe-scheduled-actions --service-namespace {ServiceNamespace}
          --resource-id {ResourceId} --scalable-dimension {ScalableDimension} --scheduled-action-names {item}
          => ScheduledActions[0]
        put application-autoscaling put-scheduled-action --service-namespace {ServiceNamespace}
          --resource-id {ResourceId} --scalable-dimension {ScalableDimension} --scheduled-action-name {item} {properties}
        drop application-autoscaling delete-scheduled-action --service-namespace {ServiceNamespace}
          --resource-id {ResourceId} --scalable-dimension {ScalableDimension} --scheduled-action-name {item}
      tag application-autoscaling tag-resource --resource-arn {arn} --tags {tags:map}
      attribute arn application-autoscaling describe-scalable-targets --service-namespace {ServiceNamespace}
        --resource-ids {ResourceId} --scalable-dimension {ScalableDimension}
        => ScalableTargets[0].ScalableTargetARN
      """,
    unreached: """
      RoleARN: the service-linked role
      """)
}
