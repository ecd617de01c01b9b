package import LintelSource

// What tasks ask of the instances that they are placed on.
extension Rule {
  package static let noPortForTask = Rule(
    "no-port-for-task", .error, .checking,
    "More tasks start than there are instances, and each takes the same port of its instance.",
    page: RulePage(
      .instances,
      why: """
        With a written `hostPort`, and in network mode `host`, a task takes a port of its instance, which only one task \
        can have at a time. Where a service starts with more tasks than there may be instances, the rest of them waits \
        for ever. Without `hostPort` Docker gives each task a port of its own.
        """,
      awsAnswer: """
        service web was unable to place a task because no container instance met all of its requirements. The closest \
        matching container-instance … is already using a port required by your task.
        """,
      source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages.html",
      wrong: [
        .onInstances(
          """
          taskDefinitions:
            web: { containers: { web: { port: null, ports: [{ port: 8080, hostPort: ↓80 }] } } }
          securityGroups:
            instances: { ingress: [{ port: 80, securityGroup: lb }] }
          services:
            web: { desiredCount: 5 }
          """)
      ],
      right: [
        .onInstances(
          """
          taskDefinitions:
            web: { containers: { web: { port: null, ports: [{ port: 8080, hostPort: 80 }] } } }
          securityGroups:
            instances: { ingress: [{ port: 80, securityGroup: lb }] }
          services:
            web: { desiredCount: 2 }
          """),
        .onInstances("services:\n  web: { desiredCount: 5 }"),
      ]))

  package static let noInstanceForTask = Rule(
    "no-instance-for-task", .error, .checking,
    "No instance that a service's tasks may be placed on can take one.",
    page: RulePage(
      .instances,
      why: """
        ECS places a task on an instance that has what the task asks for: as many CPU units (1024 a processor), as much \
        memory, the processor that `architecture` names. Where no type of the cluster's groups has it, no instance ever \
        will: the service waits, and managed scaling starts instances that stay empty. Of its memory an instance keeps \
        some for the kernel and the agent, so that a task of the same size finds no place either.
        """,
      awsAnswer: """
        service web was unable to place a task because no container instance met all of its requirements. The closest \
        matching container-instance … has insufficient CPU units available.
        """,
      source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages.html",
      wrong: [
        .onInstances("taskDefinitions:\n  web: { containers: { web: { cpu: ↓4096 } } }"),
        .onInstances("taskDefinitions:\n  web: { memory: ↓2048, cpu: 1024 }"),
        .onInstances("taskDefinitions:\n  web: { architecture: ↓ARM64 }"),
        .onInstances("taskDefinitions:\n  web: { containers: { web: { resourceRequirements: { ↓GPU: 1 } } } }"),
        .onInstances(
          """
          subnets:
            edge: { vpc: main, availabilityZone: c, cidr: 10.2.32.0/20, public: true }
          taskDefinitions:
            web: { networkMode: awsvpc }
          targetGroups:
            web: { targetType: ip }
          loadBalancers:
            public: { subnets: [public-a, public-b, edge] }
          securityGroups:
            tasks: { description: Tasks, vpc: main, ingress: [{ port: 8080, securityGroup: lb }] }
          services:
            web: { subnets: [↓edge], securityGroups: [tasks] }
          """),
        .onInstances(
          """
          capacityProviders:
            instances: { managedScaling: {} }
          clusters:
            main: { capacityProviders: [instances] }
          services:
            web: { launchType: null, capacityProviderStrategy: [{ capacityProvider: instances, weight: 1 }] }
          taskDefinitions:
            web: { containers: { web: { memory: ↓8192 } } }
          """),
      ],
      right: [
        .onInstances("taskDefinitions:\n  web: { containers: { web: { cpu: 2048, memory: 1024 } } }"),
        .onInstances(
          """
          taskDefinitions:
            web: { architecture: ARM64 }
          launchTemplates:
            instances:
              amiParameter: /aws/service/ecs/optimized-ami/amazon-linux-2023/arm64/recommended/image_id
              instanceType: t4g.small
          """),
        // One of several types is enough.
        .onInstances(
          """
          autoScalingGroups:
            instances: { mixedInstances: { instanceTypes: [t3.small, t3.xlarge] } }
          taskDefinitions:
            web: { containers: { web: { memory: 8192 } } }
          """),
      ]))

  package static let noInterfaceForTask = Rule(
    "no-interface-for-task", .error, .checking,
    "More tasks start than their instances have network interfaces for.",
    page: RulePage(
      .instances,
      why: """
        A task in network mode `awsvpc` has a network interface of its own, and an instance has few: a `t3.small` three, \
        the first of which is its own. Other types can be given more (`awsvpcTrunking`, an account's setting), burstable \
        ones cannot. Where all instances that there may be have too few for the tasks that a service starts with, the rest \
        of them waits.
        """,
      awsAnswer: """
        service web was unable to place a task because no container instance met all of its requirements. The closest \
        matching container-instance … encountered error "RESOURCE:ENI".
        """,
      source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-instance-eni.html",
      wrong: [
        .onInstances(
          """
          taskDefinitions:
            web: { networkMode: awsvpc }
          targetGroups:
            web: { targetType: ip }
          securityGroups:
            tasks: { description: Tasks, vpc: main, ingress: [{ port: 8080, securityGroup: lb }] }
          services:
            web: { subnets: [public-a, public-b], securityGroups: [tasks], desiredCount: ↓9 }
          """)
      ],
      right: [
        .onInstances(
          """
          taskDefinitions:
            web: { networkMode: awsvpc }
          targetGroups:
            web: { targetType: ip }
          securityGroups:
            tasks: { description: Tasks, vpc: main, ingress: [{ port: 8080, securityGroup: lb }] }
          services:
            web: { subnets: [public-a, public-b], securityGroups: [tasks], desiredCount: 8 }
          """),
        // An account may have more interfaces for tasks on this type.
        .onInstances(
          """
          launchTemplates:
            instances: { instanceType: m5.large }
          taskDefinitions:
            web: { networkMode: awsvpc }
          targetGroups:
            web: { targetType: ip }
          securityGroups:
            tasks: { description: Tasks, vpc: main, ingress: [{ port: 8080, securityGroup: lb }] }
          services:
            web: { subnets: [public-a, public-b], securityGroups: [tasks], desiredCount: 9 }
          """),
      ]))
}
