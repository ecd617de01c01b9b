import LintelSource

/// AWS's services that a VPC reaches by endpoints of its own.
package enum EndpointServices {
  /// What reaches a service: a route to a gateway, or addresses in subnets.
  package enum Form: Sendable { case gateway, interface }

  /// Gateways cost nothing, so that they stand for these two, which have interfaces too.
  private static let gateways: Set<String> = ["s3", "dynamodb"]

  package static func form(of service: String) -> Form { gateways.contains(service) ? .gateway : .interface }

  /// The endpoints that a word of the language stands for: a registry of images has two.
  package static func services(of word: String) -> [String] { word == "ecr" ? ["ecr.api", "ecr.dkr"] : [word] }

  /// The word that stands for an endpoint.
  package static func word(for service: String) -> String { service.hasPrefix("ecr.") ? "ecr" : service }

  /// What the agent on an instance talks to, from "Amazon ECS interface VPC endpoints" of the developer guide.
  package static let ofClusterInstances = ["ecs", "ecs-agent", "ecs-telemetry"]

  package static func verdict(on word: String) -> Vocabulary.Verdict {
    if services(of: "ecr").contains(word) { return .known }
    return endpoint(ofService: word).map { .misspelt($0) } ?? known.verdict(on: word)
  }

  /// The last part of an endpoint's whole name: `logs` of `com.amazonaws.us-east-1.logs`; nil for any other text.
  package static func word(ofWhole name: String) -> String? {
    let parts = name.split(separator: ".", maxSplits: 3, omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "com" && parts[1] == "amazonaws" && !parts[3].isEmpty
      ? String(parts[3]) : nil
  }

  /// The word of a service that people know by another name than its endpoint has.
  private static func endpoint(ofService name: String) -> String? {
    switch name {
    case "cloudwatch", "metrics": "monitoring"
    case "cloudwatch-logs", "cloudwatchlogs", "log": "logs"
    case "eventbridge", "cloudwatch-events": "events"
    case "efs": "elasticfilesystem"
    case "elb", "alb", "elbv2": "elasticloadbalancing"
    case "kinesis": "kinesis-streams"
    case "firehose": "kinesis-firehose"
    case "apigateway", "api-gateway": "execute-api"
    case "stepfunctions", "step-functions": "states"
    case "secrets", "secrets-manager": "secretsmanager"
    case "parameter-store", "systems-manager": "ssm"
    case "cloudmap", "cloud-map": "servicediscovery"
    default: nil
    }
  }

  /// The words of those that tasks and instances are known to use, in the order of their bytes; AWS has many more.
  ///
  /// A selection of AWS's list of services that integrate with PrivateLink.
  package static let known = Vocabulary(
    """
    acm-pca application-autoscaling appmesh-envoy-management athena autoscaling bedrock-runtime cloudformation codebuild
    dynamodb ec2 ec2messages ecr ecs ecs-agent ecs-telemetry elasticfilesystem elasticloadbalancing events execute-api
    glue kinesis-firehose kinesis-streams kms lambda logs monitoring rds rds-data s3 sagemaker.runtime secretsmanager
    servicediscovery sns sqs ssm ssmmessages states sts xray
    """)
}
