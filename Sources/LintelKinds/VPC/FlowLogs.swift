import LintelAWS
import LintelGraph
import LintelSchema
import LintelSource
import LintelSpec

/// A record of the connections in a VPC.
struct FlowLogs: Described {
  static let summary = "A record of the connections in the VPC, taken and refused, in a log group or a bucket."

  let logGroup: Located<EntryReference>?
  let bucket: Located<Text>?
  let trafficType: Located<TrafficType>
  let maxAggregationInterval: Located<Int>?

  init(_ fields: inout FieldReader) {
    logGroup = fields.optional(
      "logGroup", .reference(to: LogGroup.section),
      "The log group that they are written to. The role for it is derived, and may do just this.")
    bucket = fields.optional(
      "bucket", .arn,
      "The ARN of the bucket that they are written to, with a folder behind it or none: "
        + "`arn:aws:s3:::logs/network/`. AWS gives itself the right if whoever deploys may change the bucket's policy.")
    trafficType = fields.optional(
      "trafficType", .choice, default: .all,
      "Which connections: those that groups let in, those that they refuse, or all.")
    maxAggregationInterval = fields.optional(
      "maxAggregationInterval", .oneOf([60, 600], in: .seconds),
      "How many seconds of a connection make one record, at most.",
      absence: Absence.aws(.flowLog, "MaxAggregationInterval"))
    fields.exactlyOne("logGroup", "bucket")
  }

  enum TrafficType: String, CaseIterable, Sendable {
    case accept = "ACCEPT"
    case reject = "REJECT"
    case all = "ALL"
  }
}

extension VPC {
  func addFlowLogs(of entry: Entry<VPC>, to lowering: inout Lowering) {
    guard let flowLogs, entry.existing == nil else { return }
    let logs = flowLogs.value
    let role = logs.logGroup.map { flowLogsRole(for: $0, of: entry, in: lowering) }
    if let role { lowering.graph.add(role) }
    lowering.graph.add(
      lowering.derived(
        "flowLogs", ResourceType.flowLog.name, from: entry, at: flowLogs.span, name: lowering.name(of: entry).value,
        members([
          "ResourceId": .reference(Self.path(entry.id), .id), "ResourceType": "VPC",
          "TrafficType": .string(logs.trafficType.map(\.rawValue)),
          "LogDestinationType": logs.logGroup == nil ? "s3" : "cloud-watch-logs",
          "LogDestination": logs.bucket.map { lowering.portable($0) },
          "LogGroupName": logs.logGroup.map { lowering.reference($0, .name) },
          "DeliverLogsPermissionArn": role.map { .reference($0.path, .arn) },
          "MaxAggregationInterval": logs.maxAggregationInterval.map(Value.integer),
        ])))
  }

  /// The role by which EC2 writes to a log group; nobody else's EC2 may take it.
  private func flowLogsRole(
    for group: Located<EntryReference>, of entry: Entry<VPC>, in lowering: Lowering
  ) -> Resource {
    let name = lowering.derivedName(
      "\(entry.id)-flow-logs", section: Role.section, limit: NameRule.role.length.upperBound)
    let write = Policy.allow(
      ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"], on: [lowering.reference(group, .arn)])
    let look = Policy.allow(["logs:DescribeLogGroups"], on: ["*"])
    let trust = Policy.document([
      .map([
        "Effect": "Allow", "Principal": .map(["Service": Value(.string(AWSNames.flowLogsPrincipal))]),
        "Action": "sts:AssumeRole",
        "Condition": .map(["StringEquals": .map(["aws:SourceAccount": .account])]),
      ])
    ])
    return lowering.derived(
      "flowLogsRole", Role.type, from: entry, at: group.span,
      members([
        "RoleName": Value(.string(name)), "AssumeRolePolicyDocument": trust,
        "Policies": .set([.map(["PolicyName": "flow-logs", "PolicyDocument": Policy.document([write, look])])]),
      ]))
  }
}
