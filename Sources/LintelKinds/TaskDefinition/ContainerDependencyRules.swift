import LintelAWS
import LintelSchema
package import LintelSource
import LintelSpec

extension Rule {
  package static let noEssentialContainer = Rule(
    "no-essential-container", .error, .checking, "No container of a task is essential.",
    page: RulePage(
      .containers,
      why: """
        A task ends when an essential container does. AWS refuses a task definition without one, because such a task \
        would have no end.
        """,
      source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html",
      wrong: [.ecs("taskDefinitions:\n  web:\n    containers: { web: { essential: ↓false } }")],
      right: [
        .ecs(
          """
          taskDefinitions:
            web:
              containers:
                web: { essential: true }
                helper: { image: "public.ecr.aws/docker/library/busybox:1.36", essential: false }
          """)
      ]))

  package static let dependencyWithoutHealthCheck = Rule(
    "dependency-without-health-check", .error, .checking,
    "A container waits for the health of another that nobody checks.",
    page: RulePage(
      .containers,
      why: """
        `HEALTHY` waits until the other container has passed its health check, the one that stands in `healthCheck` of \
        that container. ECS does not heed a `HEALTHCHECK` of the image. AWS refuses the task definition.
        """,
      source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html",
      wrong: [
        .ecs(
          """
          taskDefinitions:
            web:
              containers:
                web: { dependsOn: { proxy: ↓HEALTHY } }
                proxy: { image: "public.ecr.aws/docker/library/haproxy:3.0" }
          """)
      ],
      right: [
        .ecs(
          """
          taskDefinitions:
            web:
              containers:
                web: { dependsOn: { proxy: HEALTHY } }
                proxy:
                  image: public.ecr.aws/docker/library/haproxy:3.0
                  healthCheck: { command: "haproxy -c -f /usr/local/etc/haproxy/haproxy.cfg" }
          """)
      ]))

  package static let awaitedEndOfEssentialContainer = Rule(
    "awaited-end-of-essential-container", .error, .checking,
    "A container waits for the end of another, with which the task ends.",
    page: RulePage(
      .containers,
      why: """
        `COMPLETE` and `SUCCESS` wait until the other container has ended, as one that migrates a database does. The end \
        of an essential container is the end of the task, so what waits for it would never start. AWS refuses the task \
        definition. Containers are essential unless they say `essential: false`.
        """,
      source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html",
      wrong: [
        .ecs(
          """
          taskDefinitions:
            web:
              containers:
                web: { dependsOn: { migrate: ↓SUCCESS } }
                migrate: { image: "public.ecr.aws/docker/library/busybox:1.36" }
          """)
      ],
      right: [
        .ecs(
          """
          taskDefinitions:
            web:
              containers:
                web: { dependsOn: { migrate: SUCCESS } }
                migrate: { image: "public.ecr.aws/docker/library/busybox:1.36", essential: false }
          """)
      ]))

  package static let circularContainerDependency = Rule(
    "circular-container-dependency", .error, .checking, "Containers of a task wait for each other.",
    page: RulePage(
      .containers,
      why: "Containers start in the order that `dependsOn` says. In a circle none is the first, so none starts.",
      source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html",
      wrong: [
        .ecs(
          """
          taskDefinitions:
            web:
              containers:
                web: { dependsOn: { ↓proxy: START } }
                proxy: { image: "public.ecr.aws/docker/library/haproxy:3.0", dependsOn: { web: START } }
          """)
      ],
      right: [
        .ecs(
          """
          taskDefinitions:
            web:
              containers:
                web: {}
                proxy: { image: "public.ecr.aws/docker/library/haproxy:3.0", dependsOn: { web: START } }
          """)
      ]))
}

extension TaskDefinition {
  func checkEssential(of entry: Entry<TaskDefinition>, _ lowered: Lowering) {
    guard let first = containers.first, !containers.contains(where: { $0.value.value.essential.value }) else { return }
    let place = first.value.value.essential.span
    lowered.findings.report(
      .noEssentialContainer, at: place.isWritten ? place : first.key.span,
      "no container of task definition '\(entry.id)' is essential", label: "AWS wants one at least",
      help: ["remove `essential: false` from the container with whose end the task should end"])
  }

  func checkDependencies(of entry: Entry<TaskDefinition>, _ lowered: Lowering) {
    for container in containers {
      for dependency in container.value.value.dependsOn {
        check(dependency, of: container.key.value, entry, lowered.findings)
      }
    }
    checkCircles(lowered.findings)
  }

  private func check(
    _ dependency: MapEntry<Container.Condition>, of name: String, _ entry: Entry<TaskDefinition>, _ findings: Findings
  ) {
    let other = dependency.key.value
    // A circle of one is reported as such.
    if other == name { return }
    guard let container = containers.first(where: { $0.key.value == other })?.value.value else {
      let names = containers.map(\.key.value).filter { $0 != name }
      let near = Suggestion.nearest(to: other, among: names)
      let help =
        near.map { "did you mean `\($0)`?" }
        ?? (names.isEmpty ? "remove it: there is no other container" : "its containers are \(Suggestion.list(names))")
      return findings.report(
        .unknownReference, at: dependency.key.span, "task definition '\(entry.id)' has no container '\(other)'",
        label: "container '\(name)' would wait for it", help: [help])
    }
    let span = dependency.value.span
    switch dependency.value.value {
    case .healthy where container.healthCheck == nil:
      findings.report(
        .dependencyWithoutHealthCheck, at: span,
        "container '\(name)' waits until '\(other)' is healthy, and '\(other)' has no health check",
        label: "AWS refuses it",
        help: ["give container '\(other)' a `healthCheck`, or write `\(other): START`"])
    case .complete where container.essential.value, .success where container.essential.value:
      findings.report(
        .awaitedEndOfEssentialContainer, at: span,
        "container '\(name)' waits for the end of '\(other)', which is the end of the task", label: "AWS refuses it",
        labels: container.essential.span.isWritten ? [Label(container.essential.span, "it is essential")] : [],
        help: ["give container '\(other)' `essential: false`, or write `\(other): START`"])
    default: break
    }
  }

  /// Reports each circle once, where the first of its containers in the spec's order names the next.
  private func checkCircles(_ findings: Findings) {
    var finished: Set<String> = []
    for container in containers {
      var way: [MapEntry<Container>] = []
      follow(container, &way, &finished, findings)
    }
  }

  private func follow(
    _ container: MapEntry<Container>, _ way: inout [MapEntry<Container>], _ finished: inout Set<String>,
    _ findings: Findings
  ) {
    guard !finished.contains(container.key.value) else { return }
    way.append(container)
    for dependency in container.value.value.dependsOn {
      let other = dependency.key.value
      if let start = way.firstIndex(where: { $0.key.value == other }) {
        report(way[start...].map(\.key.value), at: way[start], findings)
      } else if let next = containers.first(where: { $0.key.value == other }) {
        follow(next, &way, &finished, findings)
      }
    }
    way.removeLast()
    finished.insert(container.key.value)
  }

  private func report(_ names: [String], at first: MapEntry<Container>, _ findings: Findings) {
    let next = names.count > 1 ? names[1] : names[0]
    guard let key = first.value.value.dependsOn.first(where: { $0.key.value == next })?.key else { return }
    findings.report(
      .circularContainerDependency, at: key.span,
      names.count == 1
        ? "container '\(names[0])' waits for itself"
        : "containers \(Suggestion.list(names, joinedBy: "and")) wait for each other",
      label: "none of them can start",
      help: [names.count == 1 ? "remove it" : "remove one of the `dependsOn` between them"])
  }
}
