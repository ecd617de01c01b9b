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

  package static func verdict(on word: String) -> Vocabulary.Verdict { known.verdict(on: word) }

  /// The words of those that tasks and instances are known to use, in the order of their bytes; AWS has many more.
  ///
  /// A selection of AWS's list of services that integrate with PrivateLink.
  package static let known = Vocabulary(
    """
    acm-pca application-autoscaling appmesh-envoy-management athena autoscaling bedrock-runtime cloudformation codebuild
    dynamodb ec2 ec2messages ecr ecs ecs-agent ecs-telemetry elasticfilesystem elasticloadbalancing events execute-api
    firehose glue kinesis-streams kms lambda logs monitoring rds rds-data s3 sagemaker.runtime secretsmanager
    servicediscovery sns sqs ssm ssmmessages states sts xray
    """)
}
