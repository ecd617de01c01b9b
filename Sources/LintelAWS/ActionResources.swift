import LintelSource

/// What an action of AWS acts on, for actions that policies of tasks and instances commonly name.
///
/// From the Service Authorization Reference: an action is allowed on the types of resources that its row there has, and
/// one whose row has none on `*` only. Actions that are not here may act on anything of their service.
package enum ActionResources: Hashable, Sendable {
  /// Nothing that has an ARN.
  case everything
  /// A bucket of S3, or what is in one.
  case bucket
  case object
  /// What has an ARN that goes on like this behind the account.
  case arn(service: String, beginning: String)

  /// What an action acts on, from its name or from one with a `*` behind it; nil where that is not known.
  package init?(_ action: String) {
    let action = action.lowercased()
    guard let found = Self.exact[action] ?? Self.families.first(where: { action.hasPrefix($0.key) })?.value else {
      return nil
    }
    self = found
  }

  /// Services whose actions act on what has an ARN of theirs, and on nothing else.
  package static let ownServices: Set<Substring> = [
    "dynamodb", "ecr", "ecs", "elasticfilesystem", "firehose", "kms", "lambda", "logs", "s3", "secretsmanager", "sns",
    "sqs", "states",
  ]

  /// Lines of what is acted on, and the actions; those with a `*` are all that begin so.
  private static let lines = """
    * ec2 DescribeInstances DescribeNetworkInterfaces DescribeSubnets DescribeVpcs
    * ecr GetAuthorizationToken
    * kms GenerateRandom ListAliases ListKeys
    * s3 ListAllMyBuckets
    * sns ListTopics
    * sqs ListQueues
    * ssm DescribeParameters
    * ssmmessages CreateControlChannel CreateDataChannel OpenControlChannel OpenDataChannel
    * xray GetSamplingRules GetSamplingStatisticSummaries GetSamplingTargets PutTelemetryRecords PutTraceSegments
    s3:bucket s3 DeleteBucket GetBucketAcl GetBucketLocation GetBucketTagging GetBucketVersioning
    s3:bucket s3 GetEncryptionConfiguration GetLifecycleConfiguration ListBucket ListBucketMultipartUploads
    s3:bucket s3 ListBucketVersions
    s3:object s3 AbortMultipartUpload DeleteObject* GetObject* ListMultipartUploadParts PutObject* RestoreObject
    dynamodb:table/ dynamodb BatchGetItem BatchWriteItem ConditionCheckItem DeleteItem DescribeTable GetItem PutItem
    dynamodb:table/ dynamodb Query Scan UpdateItem
    ecr:repository/ ecr BatchCheckLayerAvailability BatchGetImage GetDownloadUrlForLayer PutImage
    ecs:service/ ecs DescribeServices UpdateService
    ecs:task/ ecs DescribeTasks StopTask
    ecs:task-definition/ ecs RunTask
    elasticfilesystem:file-system/ elasticfilesystem ClientMount ClientRootAccess ClientWrite
    events:event-bus events PutEvents
    firehose:deliverystream/ firehose PutRecord PutRecordBatch
    iam:role/ iam GetRole PassRole
    iam:role/ sts AssumeRole TagSession
    kms:key/ kms CreateGrant Decrypt DescribeKey Encrypt GenerateDataKey* GenerateMac GetPublicKey ReEncryptFrom
    kms:key/ kms ReEncryptTo Sign Verify VerifyMac
    lambda:function: lambda InvokeFunction
    logs:log-group: logs CreateLogStream DescribeLogStreams PutLogEvents
    rds-db:dbuser: rds-db connect
    secretsmanager:secret: secretsmanager DescribeSecret GetSecretValue PutSecretValue
    ssm:parameter/ ssm DeleteParameter* GetParameter* PutParameter
    states:stateMachine: states StartExecution
    """

  private static let exact = named { !$0.hasSuffix("*") }
  private static let families = named { $0.hasSuffix("*") }.sorted { $0.key < $1.key }

  private static func named(_ belongs: (Substring) -> Bool) -> [String: ActionResources] {
    var found: [String: ActionResources] = [:]
    for line in lines.split(separator: "\n") {
      let words = line.split(separator: " ")
      let (target, service) = (ActionResources(target: words[0]), words[1])
      for action in words[2...] where belongs(action) {
        found["\(service):\(action.filter { $0 != "*" })".lowercased()] = target
      }
    }
    return found
  }

  private init(target: Substring) {
    let parts = target.split(separator: ":", maxSplits: 1)
    switch target {
    case "*": self = .everything
    case "s3:bucket": self = .bucket
    case "s3:object": self = .object
    default: self = .arn(service: String(parts[0]), beginning: String(parts[1]))
    }
  }
}
