package import LintelSource

extension Rule {
  package static let differingRetention = Rule(
    "differing-log-retention", .error, .checking,
    "The containers of a task write to one log group, which keeps everything for the same time.",
    page: RulePage(
      .containers,
      why: """
        A task definition has one log group, `/ecs/<family>`, in which each container has streams of its own. Retention \
        belongs to the group: CloudWatch Logs cannot keep the streams of one container longer than those of another.
        """,
      source: "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html",
      wrong: [
        .ecs(
          """
          taskDefinitions:
            web:
              containers:
                proxy:
                  image: public.ecr.aws/docker/library/haproxy:3.0
                  logs: { retentionDays: ↓7 }
          """)
      ],
      right: [
        .ecs(
          """
          taskDefinitions:
            web:
              containers:
                proxy:
                  image: public.ecr.aws/docker/library/haproxy:3.0
                  logs: { retentionDays: 30 }
          """)
      ]))

  package static let impossibleTaskSize = Rule(
    "impossible-task-size", .error, .checking,
    "Fargate offers fixed pairs of CPU and memory and refuses any other.",
    page: RulePage(
      .containers,
      why: """
        Each size of CPU comes with a range of memory: 256 units with 512, 1024 or 2048 MiB, 1024 units with 2048 to \
        8192 MiB in steps of 1024. AWS registers a task definition only with a pair of its table.
        """,
      awsAnswer: "No Fargate configuration exists for given values.",
      source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html",
      wrong: [.ecs("taskDefinitions:\n  web: { cpu: 256, memory: ↓4096 }")],
      right: [.ecs("taskDefinitions:\n  web: { cpu: 512, memory: 4096 }")]))
}
