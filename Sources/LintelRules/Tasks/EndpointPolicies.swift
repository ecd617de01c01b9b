import LintelAWS
import LintelAnalysis
import LintelGraph
package import LintelSource

extension Rule {
  package static let endpointPolicyRefusesTasks = Rule(
    "endpoint-policy-refuses-tasks", .error, .checking,
    "The policy of an endpoint keeps tasks from what they cannot start without.",
    page: RulePage(
      .containers,
      why: """
        All that goes from a VPC to a service of AWS's goes by its endpoint, where there is one, and the endpoint's policy \
        takes from what roles allow. ECR keeps the layers of images in a bucket of its own in each region, so that a policy \
        for S3 that names only your buckets keeps tasks from their images. Conditions are not evaluated: a statement with \
        conditions counts as one that may allow.
        """,
      awsAnswer: """
        CannotPullContainerError: … failed to copy: httpReadSeeker: failed open: unexpected status code \
        https://prod-eu-west-1-starport-layer-bucket.s3…: 403 Forbidden
        """,
      source: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html",
      wrong: [
        .ecs(
          """
          vpcs:
            main:
              endpoints:
                - service: s3
                  policy: ↓[{ actions: "s3:*", resources: ["arn:aws:s3:::shop-uploads", "arn:aws:s3:::shop-uploads/*"] }]
          repositories:
            web: {}
          taskDefinitions:
            web: { containers: { web: { image: { repository: web, tag: "7" } } } }
          """),
        .ecs(
          """
          vpcs:
            main:
              endpoints:
                - service: logs
                  policy: ↓[{ actions: logs:PutLogEvents, resources: "*" }]
          """),
      ],
      right: [
        .ecs(
          """
          vpcs:
            main:
              endpoints:
                - service: s3
                  policy:
                    - { actions: "s3:*", resources: ["arn:aws:s3:::shop-uploads", "arn:aws:s3:::shop-uploads/*"] }
                    - { actions: s3:GetObject, resources: "arn:aws:s3:::prod-us-east-1-starport-layer-bucket/*" }
          repositories:
            web: {}
          taskDefinitions:
            web: { containers: { web: { image: { repository: web, tag: "7" } } } }
          """),
        // Who asks is for conditions to say.
        .ecs(
          """
          vpcs:
            main:
              endpoints:
                - service: logs
                  policy:
                    - { actions: "*", resources: "*", conditions: { StringEquals: { "aws:PrincipalAccount": "${account}" } } }
          """),
      ]))
}

/// Finds endpoints whose policies refuse what tasks draw on.
enum EndpointPolicies {
  static func check(_ model: SystemModel, _ findings: Findings) {
    var seen: Set<Span> = []
    for host in model.hosts(.service) {
      for refusal in model.reach.refusals(of: host) where seen.insert(refusal.span).inserted {
        report(refusal, host, findings)
      }
    }
  }

  private static func report(_ refusal: Refusal, _ host: Host, _ findings: Findings) {
    let actions = refusal.actions.count == 1 ? refusal.actions[0] : "[" + refusal.actions.joined(separator: ", ") + "]"
    let statement = "{ actions: \(actions), resources: \"\(refusal.resource)\" }"
    findings.report(
      .endpointPolicyRefusesTasks, at: refusal.span,
      "tasks of service '\(host.path.id)' may not use \(Suggestion.list(refusal.actions)) by the endpoint of "
        + "'\(EndpointServices.word(for: refusal.service))'",
      label: refusal.isDenied ? "a statement denies it" : "no statement allows it",
      notes: [Note(refusal.supply.reason, at: refusal.supply.span.isWritten ? refusal.supply.span : nil)],
      help: [refusal.isDenied ? "leave it out of what is denied" : "add `\(statement)`"])
  }
}
