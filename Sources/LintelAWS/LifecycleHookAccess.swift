/// What Auto Scaling needs to tell a topic or a queue of a pause.
///
/// From "Prepare to add a lifecycle hook" of the user guide of EC2 Auto Scaling; `AutoScalingNotificationAccessRole` of
/// AWS's allows the three on everything.
package enum LifecycleHookAccess {
  package static let principal = "autoscaling.amazonaws.com"
  package static let topicActions = ["sns:Publish"]
  package static let queueActions = ["sqs:SendMessage", "sqs:GetQueueUrl"]

  /// The actions on a target by the service in its ARN; those of both where that is known only when deploying.
  package static func actions(onTargetOf service: String?) -> [String] {
    switch service {
    case "sns": topicActions
    case "sqs": queueActions
    default: topicActions + queueActions
    }
  }
}
