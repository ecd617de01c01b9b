import LintelGraph

extension ResourceType {
  /// An action of EC2 Auto Scaling that sets the sizes of a group at times.
  ///
  /// CloudFormation makes its name up. What a call leaves out stays as it was, so one that is to lack something is
  /// deleted and made anew.
  package static let groupScheduledAction = ResourceType(
    "AWS::AutoScaling::ScheduledAction",
    facts: Facts(
      scaling: .schedule(of: "AutoScalingGroupName")),
    properties: """
      AutoScalingGroupName string replacement required
      Recurrence string
      TimeZone string = UTC
      MinSize integer = null
      MaxSize integer = null
      DesiredCapacity integer = null
      """,
    commands: """
      noun scheduled action
      uses AWS::AutoScaling::AutoScalingGroup
      find autoscaling describe-scheduled-actions --auto-scaling-group-name {AutoScalingGroupName}
        --scheduled-action-names {id} => ScheduledUpdateGroupActions[0].ScheduledActionName
      read autoscaling describe-scheduled-actions --auto-scaling-group-name {AutoScalingGroupName}
        --scheduled-action-names {id} => ScheduledUpdateGroupActions[0]
      anew
      put autoscaling put-scheduled-update-group-action --auto-scaling-group-name {AutoScalingGroupName}
        --scheduled-action-name {id} {properties}
      delete autoscaling delete-scheduled-action --auto-scaling-group-name {AutoScalingGroupName}
        --scheduled-action-name {id}
      """,
    unreached: """
      EndTime StartTime: not in the language
      """)
}
