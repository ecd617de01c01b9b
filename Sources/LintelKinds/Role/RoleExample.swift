package import LintelSource

extension Role {
  package static let example = SpecExample.ecs(
    """
    roles:
      jobs:
        assumedBy: ecs-tasks.amazonaws.com
        managedPolicies: [AmazonSQSReadOnlyAccess]
        policies:
          bucket:
            - effect: Allow
              actions: [s3:GetObject, s3:PutObject]
              resources: ["arn:aws:s3:::shop-uploads/*"]
    taskDefinitions:
      web: { taskRole: jobs }
    """)
}
