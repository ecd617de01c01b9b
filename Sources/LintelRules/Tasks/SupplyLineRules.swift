import LintelGraph
package import LintelSource

extension Rule {
  package static let noWayToRegistry = Rule(
    "no-way-to-registry", .error, .checking,
    "Tasks start where they cannot reach the registry of their image.",
    page: RulePage(
      .containers,
      why: """
        Fargate pulls a task's image, opens its log streams and reads its secrets through the task's own network \
        interface. In a public subnet this takes a public address, because an internet gateway lets nothing else \
        through; a subnet that does not route to the internet leads to none of them. The service then starts tasks that \
        stop again, until the circuit breaker ends the deployment. A task may start in any subnet of its service, so \
        each of them needs a way out. Who may connect to a task with a public address is still for its groups to say.
        """,
      awsAnswer: """
        ResourceInitializationError: unable to pull secrets or registry auth: … dial tcp …:443: i/o timeout. Please \
        check your task network configuration.
        """,
      source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_cannot_pull_image.html",
      wrong: [
        .ecs("services:\n  web: { assignPublicIp: ↓false }"),
        .ecs(
          """
          subnets:
            private-a: { vpc: main, availabilityZone: a, cidr: 10.0.32.0/20 }
          services:
            web: { subnets: [↓private-a, public-b] }
          """),
      ],
      right: [
        .ecs("services:\n  web: { assignPublicIp: true }"),
        // What the routes of a subnet that is there already lead to is not known.
        .ecs(
          "subnets:\n  private: { existing: subnet-0123456789abcdef0 }\nservices:\n  web: { subnets: [private], assignPublicIp: false }"
        ),
      ]))
}
