import LintelSchema
package import LintelSource

extension Rule {
  package static let impossibleStrategy = Rule(
    "impossible-strategy", .error, .checking, "A capacity provider strategy that ECS refuses.",
    page: RulePage(
      .containers,
      why: """
        A strategy says how many tasks at least run with one capacity provider, `base`, and in which proportion the rest \
        is shared, `weight`. AWS's weight is 0 where none is written, and with all weights 0 no task is placed. Only one \
        provider can have a base, and each can stand in a strategy once. Fargate and instances do not go together: a \
        strategy has AWS's own providers, or those of Auto Scaling groups.
        """,
      awsAnswer:
        "There are no capacity providers in the capacity provider strategy with a weight value greater than zero",
      source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html",
      wrong: [
        .ecs(
          "targetGroups:\n  web: { deregistrationDelay: 60 }\nservices:\n  web: { capacityProviderStrategy: ↓[{ capacityProvider: FARGATE_SPOT }] }"
        ),
        .ecs(
          """
          targetGroups:
            web: { deregistrationDelay: 60 }
          clusters:
            main:
              defaultCapacityProviderStrategy:
                - { capacityProvider: FARGATE, base: 1, weight: 1 }
                - { capacityProvider: FARGATE_SPOT, base: ↓1, weight: 3 }
          """),
        .ecs(
          """
          services:
            web:
              capacityProviderStrategy:
                - { capacityProvider: FARGATE, base: 1 }
                - { capacityProvider: ↓FARGATE, weight: 3 }
          """),
        .onInstances(
          """
          capacityProviders:
            instances: { managedScaling: {} }
          services:
            web:
              launchType: null
              capacityProviderStrategy:
                - { capacityProvider: instances, base: 1, weight: 1 }
                - { capacityProvider: ↓FARGATE, weight: 1 }
          """),
      ],
      right: [
        .ecs(
          """
          targetGroups:
            web: { deregistrationDelay: 60 }
          services:
            web:
              capacityProviderStrategy:
                - { capacityProvider: FARGATE, base: 1, weight: 1 }
                - { capacityProvider: FARGATE_SPOT, weight: 3 }
          """),
        .ecs(
          "targetGroups:\n  web: { deregistrationDelay: 60 }\nservices:\n  web: { capacityProviderStrategy: [{ capacityProvider: FARGATE_SPOT, weight: 1 }] }"
        ),
      ]))

  package static let providerOutsideCluster = Rule(
    "provider-outside-cluster", .error, .checking,
    "A strategy names a capacity provider that its cluster does not have.",
    page: RulePage(
      .containers,
      why: """
        A capacity provider runs tasks of the clusters that it is associated with, and that holds for `FARGATE` and \
        `FARGATE_SPOT` too. Where a cluster says nothing of `capacityProviders`, it has those that its own strategy and those \
        of its services name. A list that is written is the whole truth.
        """,
      awsAnswer: "The specified capacity provider 'FARGATE_SPOT' is not associated with the cluster",
      source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PutClusterCapacityProviders.html",
      wrong: [
        .ecs(
          """
          targetGroups:
            web: { deregistrationDelay: 60 }
          clusters:
            main: { capacityProviders: [FARGATE] }
          services:
            web: { capacityProviderStrategy: [{ capacityProvider: ↓FARGATE_SPOT, weight: 1 }] }
          """)
      ],
      right: [
        .ecs(
          """
          targetGroups:
            web: { deregistrationDelay: 60 }
          clusters:
            main: { capacityProviders: [FARGATE, FARGATE_SPOT] }
          services:
            web: { capacityProviderStrategy: [{ capacityProvider: FARGATE_SPOT, weight: 1 }] }
          """),
        .ecs(
          "targetGroups:\n  web: { deregistrationDelay: 60 }\nservices:\n  web: { capacityProviderStrategy: [{ capacityProvider: FARGATE_SPOT, weight: 1 }] }"
        ),
      ]))
}

/// What ECS asks of a strategy, whoever has it.
enum CapacityStrategy {
  static func check(
    _ strategy: Located<[Located<CapacityShare>]>, in cluster: Entry<Cluster>?, _ findings: Findings
  ) {
    let shares = strategy.value.map(\.value)
    if shares.allSatisfy({ $0.weight.value == 0 }) {
      findings.report(
        .impossibleStrategy, at: strategy.span, "no capacity provider of the strategy has a weight",
        label: "AWS's weight is 0 where none is written", help: ["add `weight: 1` to one of them at least"])
    }
    let based = shares.filter { $0.base.value > 0 }
    if let second = based.dropFirst().first {
      findings.report(
        .impossibleStrategy, at: second.base.span, "two capacity providers of the strategy have a base",
        label: "AWS takes one", labels: [Label(based[0].base.span, "the first")], help: ["remove one of them"])
    }
    let first = shares.first?.capacityProvider
    if let other = shares.map(\.capacityProvider).first(where: { $0.value.isEntry != first?.value.isEntry }), let first
    {
      findings.report(
        .impossibleStrategy, at: other.span, "the strategy has '\(first.value.word)' and '\(other.value.word)'",
        label: "AWS takes its own providers, or those of Auto Scaling groups",
        labels: [Label(first.span, first.value.isEntry ? "on instances" : "on Fargate")],
        help: ["keep the ones or the others; a second service can run the same tasks elsewhere"])
    }
    var seen: [ProviderChoice: Span] = [:]
    for share in shares {
      let name = share.capacityProvider
      if let first = seen.updateValue(name.span, forKey: name.value) {
        findings.report(
          .impossibleStrategy, at: name.span, "'\(name.value.word)' stands in the strategy twice",
          label: "each has one share", labels: [Label(first, "the first")], help: ["make one of the two"])
      }
    }
    guard let cluster, cluster.existing == nil, let known = cluster.model.capacityProviders else { return }
    for share in shares where !known.value.contains(where: { $0.value == share.capacityProvider.value }) {
      let name = share.capacityProvider.value.word
      findings.report(
        .providerOutsideCluster, at: share.capacityProvider.span,
        "cluster '\(cluster.id)' does not have capacity provider '\(name)'",
        label: "ECS places no task there", labels: [Label(known.span, "those that it has")],
        help: ["add `\(name)` to the cluster's `capacityProviders`, or leave these out"])
    }
  }
}

extension Cluster {
  package static let rules: [EntryRule<Cluster>] = [
    EntryRule([.impossibleStrategy, .providerOutsideCluster], by: checkStrategy)
  ]

  private func checkStrategy(of entry: Entry<Cluster>, _ lowered: Lowering) {
    guard let defaultCapacityProviderStrategy else { return }
    CapacityStrategy.check(defaultCapacityProviderStrategy, in: entry, lowered.findings)
  }
}

extension Service {
  func checkStrategy(of entry: Entry<Service>, _ lowered: Lowering) {
    guard let capacityProviderStrategy else { return }
    let cluster = lowered.spec.sections[Cluster.self][cluster.value.id]
    CapacityStrategy.check(capacityProviderStrategy, in: cluster, lowered.findings)
  }
}
