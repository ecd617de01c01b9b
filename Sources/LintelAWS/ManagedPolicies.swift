/// What AWS's managed policies allow, as far as containers and instances are concerned.
package enum ManagedPolicies {
  /// Some actions of one service.
  package struct Grant: Hashable, Sendable {
    /// The prefix of the actions, such as `ecr`; a `*` is every service.
    package let service: String
    /// The action, which may have wildcards.
    package let action: String
    /// Whether it is allowed on some resources only, or under conditions.
    package let isConditional: Bool
  }

  /// The grants of a policy by its path below `policy/`; nil for one that is not in the table.
  package static func grants(of policy: String) -> [Grant]? { byName[policy] }

  /// Every policy of the table with its grants, in order.
  package static let all: [(policy: String, grants: [Grant])] = parse(table)

  /// Policies that allow everything, everything but IAM, or to give oneself everything, by the path below `policy/`.
  ///
  /// From the AWS managed policy reference; a test holds them against the policies that exist.
  package static let forAdministrators: Set<String> = ["AdministratorAccess", "PowerUserAccess", "IAMFullAccess"]

  private static let byName = Dictionary(all.map { ($0.policy, $0.grants) }) { first, _ in first }

  private static func parse(_ table: String) -> [(policy: String, grants: [Grant])] {
    var policies: [(policy: String, grants: [Grant])] = []
    var table = table
    // By bytes in place: split into substrings, it took a twentieth of the instructions for a small spec.
    table.withUTF8 { bytes in
      for line in bytes.split(separator: UInt8(ascii: "\n")) {
        guard line.first == UInt8(ascii: " ") else {
          policies.append((String(decoding: line, as: UTF8.self), []))
          continue
        }
        let words = line.split(separator: UInt8(ascii: " "))
        let service = String(decoding: words[0], as: UTF8.self)
        for word in words.dropFirst() where !policies.isEmpty {
          let isConditional = word.last == UInt8(ascii: "?")
          let action = String(decoding: isConditional ? word.dropLast() : word, as: UTF8.self)
          policies[policies.count - 1].grants.append(
            Grant(service: service, action: action, isConditional: isConditional))
        }
      }
    }
    return policies
  }

  /// A policy a block: the service and its actions; `?` marks what is allowed on some resources or conditions only.
  ///
  /// From the versions of August 2026. A proof compares them with the policies that moto collects from AWS.
  private static let table = """
    AdministratorAccess
      * *
    AmazonEC2ContainerRegistryFullAccess
      cloudtrail LookupEvents
      ecr *
      iam CreateServiceLinkedRole?
    AmazonEC2ContainerRegistryPowerUser
      ecr BatchCheckLayerAvailability BatchGetImage CompleteLayerUpload DescribeImageScanFindings
      ecr DescribeImages DescribeRepositories GetAuthorizationToken GetDownloadUrlForLayer
      ecr GetLifecyclePolicy GetLifecyclePolicyPreview GetRepositoryPolicy InitiateLayerUpload
      ecr ListImages ListTagsForResource PutImage UploadLayerPart
    AmazonEC2ContainerRegistryPullOnly
      ecr BatchGetImage BatchImportUpstreamImage GetAuthorizationToken GetDownloadUrlForLayer
    AmazonEC2ContainerRegistryReadOnly
      ecr BatchCheckLayerAvailability BatchGetImage DescribeImageScanFindings DescribeImages
      ecr DescribeRepositories GetAuthorizationToken GetDownloadUrlForLayer GetLifecyclePolicy
      ecr GetLifecyclePolicyPreview GetRepositoryPolicy ListImages ListTagsForResource
    AmazonSSMManagedInstanceCore
      ec2messages AcknowledgeMessage DeleteMessage FailMessage GetEndpoint GetMessages SendReply
      ssm DescribeAssociation DescribeDocument GetDeployablePatchSnapshotForInstance GetDocument
      ssm GetManifest GetParameter GetParameters ListAssociations ListInstanceAssociations
      ssm PutComplianceItems PutConfigurePackageResult PutInventory UpdateAssociationStatus
      ssm UpdateInstanceAssociationStatus UpdateInstanceInformation
      ssmmessages CreateControlChannel CreateDataChannel OpenControlChannel OpenDataChannel
    AWSXRayDaemonWriteAccess
      xray GetSamplingRules GetSamplingStatisticSummaries GetSamplingTargets PutTelemetryRecords
      xray PutTraceSegments
    CloudWatchAgentServerPolicy
      cloudwatch PutMetricData
      ec2 DescribeTags DescribeVolumes
      logs CreateLogGroup CreateLogStream DescribeLogGroups DescribeLogStreams PutLogEvents
      logs PutRetentionPolicy
      ssm GetParameter?
      xray GetSamplingRules GetSamplingStatisticSummaries GetSamplingTargets PutTelemetryRecords
      xray PutTraceSegments
    CloudWatchLogsFullAccess
      cloudwatch GenerateQuery GenerateQueryResultsSummary
      logs *
      observabilityadmin GetS3TableIntegration ListS3TableIntegrations ListTelemetryPipelines
    service-role/AmazonEC2ContainerServiceforEC2Role
      ec2 DescribeTags
      ecr BatchCheckLayerAvailability BatchGetImage GetAuthorizationToken GetDownloadUrlForLayer
      ecs CreateCluster DeregisterContainerInstance DiscoverPollEndpoint ListTagsForResource? Poll
      ecs RegisterContainerInstance StartTelemetrySession Submit* TagResource?
      ecs UpdateContainerInstancesState
      logs CreateLogStream PutLogEvents
    service-role/AmazonECSTaskExecutionRolePolicy
      ecr BatchCheckLayerAvailability BatchGetImage GetAuthorizationToken GetDownloadUrlForLayer
      logs CreateLogStream PutLogEvents
    """
}
