/// How long CloudWatch Logs can keep a group's events.
package enum LogRetention {
  /// Days, from the CloudFormation schema of AWS::Logs::LogGroup.
  package static let days = [
    1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
  ]
}
