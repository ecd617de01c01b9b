package import LintelSource

extension LogGroup {
  package static let example = SpecExample.ecs(
    """
    logGroups:
      jobs:
        name: /shop/jobs
        retentionDays: 30
    taskDefinitions:
      web:
        containers:
          web: { logs: { group: jobs, retentionDays: null } }
    """)
}
