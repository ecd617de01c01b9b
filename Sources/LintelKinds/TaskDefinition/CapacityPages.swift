import LintelSchema
package import LintelSource

// What goes with Fargate, and what with instances.
extension Rule {
  package static let taskForOtherCapacity = Rule(
    "task-for-other-capacity", .error, .checking,
    "A service runs its tasks on Fargate and the task definition is for instances, or the other way around.",
    page: RulePage(
      .containers,
      why: """
        A task definition says with `requiresCompatibilities` where its tasks can run, and ECS checks the definition for \
        that when it is registered. A service that runs them elsewhere is refused. One definition can be for both.
        """,
      awsAnswer: "InvalidParameterException: Task definition does not support launch_type FARGATE.",
      source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/launch_types.html",
      wrong: [
        .ecs("services:\n  web: { launchType: ↓EC2, assignPublicIp: false }"),
        .onInstances("services:\n  web: { launchType: ↓null }"),
        .ecs(
          """
          targetGroups:
            web: { deregistrationDelay: 60 }
          clusters:
            main: { capacityProviders: [FARGATE_SPOT] }
          taskDefinitions:
            web: { cpu: 1024, memory: 2048, operatingSystem: WINDOWS_SERVER_2022_CORE }
          services:
            web: { capacityProviderStrategy: [{ capacityProvider: ↓FARGATE_SPOT, weight: 1 }] }
          """),
      ],
      right: [
        .onInstances("services:\n  web: { launchType: EC2 }"),
        .ecs(
          "taskDefinitions:\n  web: { requiresCompatibilities: [FARGATE, EC2] }\nservices:\n  web: { launchType: FARGATE }"
        ),
      ]))

  package static let impossibleNetwork = Rule(
    "impossible-network", .error, .checking, "A network mode that does not go with where tasks run or stand.",
    page: RulePage(
      .containers,
      why: """
        On Fargate tasks have addresses of their own: network mode `awsvpc`. On instances they can share the address of \
        their instance, by `bridge`, where Docker maps ports, or by `host`. Such tasks stand where their instance \
        stands and wear its groups, so the service has no `subnets` and no `securityGroups`.
        """,
      awsAnswer: "Network Configuration is not valid for the given networkMode of this task definition.",
      source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking.html",
      wrong: [
        .ecs("taskDefinitions:\n  web: { networkMode: ↓bridge }"),
        .onInstances("services:\n  web: { subnets: ↓[public-a, public-b], securityGroups: [instances] }"),
      ],
      right: [
        .ecs("taskDefinitions:\n  web: { networkMode: awsvpc }"),
        .onInstances(
          """
          taskDefinitions:
            web: { networkMode: awsvpc }
          securityGroups:
            instances: { ingress: [{ port: 8080, securityGroup: lb }] }
          services:
            web: { subnets: [public-a, public-b], securityGroups: [instances] }
          """),
      ]))

  package static let onlyOnFargate = Rule(
    "only-on-fargate", .error, .checking, "Something is said of tasks on instances that only tasks on Fargate have.",
    page: RulePage(
      .containers,
      why: """
        A task on Fargate has a disk of its own, and can have a public address. One on an instance uses the disk of the \
        instance, and its network interface never has a public address: it goes out through a NAT gateway, or with the \
        address of the instance in network modes `bridge` and `host`.
        """,
      awsAnswer: "InvalidParameterException: Assign public IP is not supported for this launch type.",
      source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-awsvpc.html",
      wrong: [
        .onInstances("services:\n  web: { assignPublicIp: ↓true }"),
        .onInstances("taskDefinitions:\n  web: { ephemeralStorage: ↓40 }"),
      ],
      right: [.ecs("taskDefinitions:\n  web: { ephemeralStorage: 40 }")]))

  package static let containerWithoutMemory = Rule(
    "container-without-memory", .error, .checking,
    "Nothing says how much memory a container on an instance has.",
    page: RulePage(
      .containers,
      why: """
        On Fargate the task has a size, which its containers share. On an instance a task need not have one, and then \
        each container says what it may use, `memory`, or what is kept for it, `memoryReservation`: by that ECS finds an \
        instance with room.
        """,
      awsAnswer: """
        Invalid setting for container 'web'. At least one of 'memory' or 'memoryReservation' must be specified.
        """,
      source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html",
      wrong: [
        .onInstances(
          """
          taskDefinitions:
            web:
              containers:
                ↓helper: { image: "public.ecr.aws/docker/library/busybox:1.36" }
          """)
      ],
      right: [
        .onInstances(
          """
          taskDefinitions:
            web:
              containers:
                helper: { image: "public.ecr.aws/docker/library/busybox:1.36", memoryReservation: 64 }
          """),
        .onInstances("taskDefinitions:\n  web: { memory: 512, containers: { web: { memory: null } } }"),
      ]))
}
