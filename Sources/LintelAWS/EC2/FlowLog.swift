import LintelGraph

extension ResourceType {
  /// A record of the connections in a VPC, which EC2 writes to a log group or a bucket.
  ///
  /// Nothing of it can be changed. EC2 takes two of one VPC with one destination for the same, so that the old one goes
  /// first; it answers for one that it did not make or remove with no error, and says why in the answer.
  package static let flowLog = ResourceType(
    "AWS::EC2::FlowLog",
    attributes: [.id: .ref],
    tags: .list,
    facts: Facts(
      claims: [
        // FlowLogAlreadyExists
        ExclusiveClaim(.value(of: "LogGroupName", within: "ResourceId"), isCertain: false, remedy: remedy),
        ExclusiveClaim(.value(of: "LogDestination", within: "ResourceId"), isCertain: false, remedy: remedy),
      ],
      noun: "flow log"),
    properties: """
      ResourceId string replacement required --resource-ids
      ResourceType string replacement required writeOnly
      TrafficType string replacement
      LogDestinationType string = cloud-watch-logs replacement
      LogDestination string replacement
      LogGroupName string replacement
      DeliverLogsPermissionArn string replacement
      MaxAggregationInterval integer = 600 replacement
      """,
    commands: """
      noun flow log
      arn ec2 vpc-flow-log/
      uses AWS::EC2::VPC AWS::Logs::LogGroup AWS::IAM::Role
      partial Unsuccessful[0].Error.Message
      replaced first
      list ec2 describe-flow-logs --filter => FlowLogs[] FlowLogId
      create ec2 create-flow-logs {properties} --tag-specifications {tags:vpc-flow-log} => FlowLogIds[0]
      read ec2 describe-flow-logs --flow-log-ids {self} => FlowLogs[0]
        Tags Tags
      tag ec2 create-tags --resources {self} --tags {tags:Key}
      delete ec2 delete-flow-logs --flow-log-ids {self}
      """,
    unreached: """
      DeliverCrossAccountRole: what the spec makes is in one account
      DestinationOptions LogFormat TagFieldSpecifications: not in the language
      """)

  private static let remedy = "leave it out of one update, and add it again in the next"
}
