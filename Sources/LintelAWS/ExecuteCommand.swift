/// What the agent in a task needs for `aws ecs execute-command`.
///
/// From "Monitor Amazon ECS containers with ECS Exec" of the developer guide: the four are allowed on `*` only.
package enum ExecuteCommand {
  package static let actions = [
    "ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel", "ssmmessages:OpenControlChannel",
    "ssmmessages:OpenDataChannel",
  ]
  /// The endpoint of a VPC that the agent connects to.
  package static let endpoints = ["ssmmessages"]
}
