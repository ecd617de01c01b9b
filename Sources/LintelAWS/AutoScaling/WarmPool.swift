import LintelGraph

extension ResourceType {
  /// Instances beside those of a group, which are prepared and wait.
  ///
  /// It has neither a name nor tags, and goes with its group. AWS takes its time to remove one: until it is gone, no other
  /// can be made. A pool that is going away counts as none. AWS calls a group that is not there yet, in a dry run, an error of
  /// the request.
  package static let warmPool = ResourceType(
    "AWS::AutoScaling::WarmPool",
    properties: """
      AutoScalingGroupName string replacement required
      MinSize integer = 0
      MaxGroupPreparedCapacity integer = -1
      PoolState string = Stopped Hibernated|Running|Stopped
      InstanceReusePolicy object
        ReuseOnScaleIn boolean = false
      """,
    commands: """
      noun warm pool
      uses AWS::AutoScaling::AutoScalingGroup
      find autoscaling describe-warm-pool --auto-scaling-group-name {AutoScalingGroupName} --no-paginate
        => [WarmPoolConfiguration][?@ && !Status].['one']|[0][0] unless ValidationError
      vacant within 30 autoscaling describe-warm-pool --auto-scaling-group-name {AutoScalingGroupName} --no-paginate
        => WarmPoolConfiguration.Status
      read autoscaling describe-warm-pool --auto-scaling-group-name {AutoScalingGroupName} --no-paginate
        => WarmPoolConfiguration
      put autoscaling put-warm-pool --auto-scaling-group-name {AutoScalingGroupName} {properties}
      delete autoscaling delete-warm-pool --auto-scaling-group-name {AutoScalingGroupName} --force-delete
      """)
}
