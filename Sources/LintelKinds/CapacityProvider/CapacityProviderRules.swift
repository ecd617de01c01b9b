import LintelGraph
import LintelSchema
package import LintelSource

extension Rule {
  package static let impossibleProtection = Rule(
    "impossible-protection", .error, .checking, "A capacity provider protects instances, and something is in the way.",
    page: RulePage(
      .containers,
      why: """
        With managed termination protection ECS decides which instances scaling in may end: those without tasks. It can do \
        so only where it sets the size of the group itself, and where the group protects each new instance until ECS takes \
        that back.
        """,
      awsAnswer: """
        The managed termination protection setting for the capacity provider is invalid. To enable managed termination \
        protection for a capacity provider, the Auto Scaling group must have instance protection from scale in enabled.
        """,
      source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-termination-protection.html",
      wrong: [
        .onInstances("capacityProviders:\n  instances: { managedTerminationProtection: ↓ENABLED }"),
        .onInstances(
          """
          capacityProviders:
            instances: { managedScaling: {}, managedTerminationProtection: ENABLED }
          autoScalingGroups:
            instances: { newInstancesProtectedFromScaleIn: ↓false }
          """),
      ],
      right: [
        .onInstances(
          """
          capacityProviders:
            instances: { managedScaling: {}, managedTerminationProtection: ENABLED }
          """)
      ]))

  package static let groupOfTwoProviders = Rule(
    "group-of-two-providers", .error, .checking, "Two capacity providers have one Auto Scaling group.",
    page: RulePage(
      .containers,
      why: """
        ECS marks a group as the one provider's, and refuses a second. One provider serves any number of services, and of \
        clusters only the one that its instances join.
        """,
      awsAnswer: """
        The specified Auto Scaling group ARN is already being used by another capacity provider. Specify a unique Auto \
        Scaling group ARN and try again.
        """,
      source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/asg-capacity-providers.html",
      wrong: [
        .onInstances(
          """
          capacityProviders:
            instances: { managedScaling: {} }
            spare: { autoScalingGroup: ↓instances }
          """)
      ],
      right: [.onInstances("capacityProviders:\n  instances: { managedScaling: {} }")]))

  package static let twoScalers = Rule(
    "two-scalers", .warning, .checking, "A policy sets the size of a group whose size ECS sets too.",
    page: RulePage(
      .scaling,
      why: """
        Managed scaling gives the group a policy of its own, which follows how many instances tasks need. A second policy \
        follows something else: it ends instances that ECS asked for, or keeps some that no task needs, and the two work \
        against each other. AWS advises to leave the group to ECS.
        """,
      source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-auto-scaling.html",
      wrong: [
        .onInstances(
          """
          capacityProviders:
            instances: { managedScaling: {} }
          scalingPolicies:
            cpu: { autoScalingGroup: ↓instances, targetTracking: { metric: cpu, target: 60 } }
          """)
      ],
      right: [
        .onInstances(
          """
          capacityProviders:
            instances: {}
          scalingPolicies:
            cpu: { autoScalingGroup: instances, targetTracking: { metric: cpu, target: 60 } }
          """)
      ]))

  package static let providerWithoutInstances = Rule(
    "provider-without-instances", .warning, .checking, "Nothing ever starts an instance of a capacity provider.",
    page: RulePage(
      .containers,
      why: """
        Without managed scaling a capacity provider has the instances that its group has. A group that starts with none and \
        that nothing scales never gets one, and tasks wait.
        """,
      source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/asg-capacity-providers.html",
      wrong: [
        .onInstances("capacityProviders:\n  ↓instances: {}\nautoScalingGroups:\n  instances: { minSize: 0 }")
      ],
      right: [
        .onInstances(
          "capacityProviders:\n  instances: { managedScaling: {} }\nautoScalingGroups:\n  instances: { minSize: 0 }"),
        .onInstances(
          "capacityProviders:\n  instances: {}\nautoScalingGroups:\n  instances: { minSize: 0, desiredCapacity: 1 }"),
      ]))
}

extension CapacityProvider {
  package static let rules: [EntryRule<CapacityProvider>] = [
    EntryRule([.impossibleProtection], by: checkProtection),
    EntryRule([.groupOfTwoProviders], by: checkGroup),
    EntryRule([.twoScalers, .providerWithoutInstances], by: checkScaling),
  ]

  private func group(in lowered: Lowering) -> Entry<AutoScalingGroup>? {
    let group = lowered.spec.sections[AutoScalingGroup.self][autoScalingGroup.value.id]
    return group?.existing == nil ? group : nil
  }

  private func checkProtection(of entry: Entry<CapacityProvider>, _ lowered: Lowering) {
    guard protects else { return }
    if !isScaling {
      lowered.findings.report(
        .impossibleProtection, at: managedTerminationProtection.span,
        "capacity provider '\(entry.id)' cannot protect instances without managed scaling",
        label: "ECS ends none where it does not set the size of the group",
        labels: managedScaling.map { [Label($0.value.status.span, "it does not scale")] } ?? [],
        help: [
          managedScaling == nil
            ? "add `managedScaling: {}`, or write `managedTerminationProtection: DISABLED`"
            : "write `status: ENABLED`, or `managedTerminationProtection: DISABLED`"
        ])
    }
    guard let group = group(in: lowered), let own = group.model.properties["NewInstancesProtectedFromScaleIn"],
      own.literal == "false"
    else { return }
    lowered.findings.report(
      .impossibleProtection, at: own.span,
      "Auto Scaling group '\(group.id)' does not protect instances, and capacity provider '\(entry.id)' is to",
      label: "ECS can only take protection back",
      labels: [Label(managedTerminationProtection.span, "wants it")], help: ["remove it, or write `true`"])
  }

  private func checkGroup(of entry: Entry<CapacityProvider>, _ lowered: Lowering) {
    let others = lowered.spec.sections[CapacityProvider.self].entries.prefix { $0.id != entry.id }
    let other = others.first {
      $0.existing == nil && $0.model.autoScalingGroup.value == autoScalingGroup.value
    }
    guard let other else { return }
    lowered.findings.report(
      .groupOfTwoProviders, at: autoScalingGroup.span,
      "Auto Scaling group '\(autoScalingGroup.value.id)' is capacity provider '\(other.id)' already",
      label: "AWS takes a group once",
      labels: [Label(other.model.autoScalingGroup.span, "the first")],
      help: ["remove one of the two, or give it a group of its own"])
  }

  private func checkScaling(of entry: Entry<CapacityProvider>, _ lowered: Lowering) {
    let id = autoScalingGroup.value.id
    if isScaling {
      for policy in lowered.spec.sections[ScalingPolicy.self].entries {
        guard let group = policy.model.autoScalingGroup, group.value.id == id, policy.model.scales else { continue }
        lowered.findings.report(
          .twoScalers, at: group.span,
          "scaling policy '\(policy.id)' and capacity provider '\(entry.id)' both set the size of "
            + "Auto Scaling group '\(id)'",
          label: "ECS sets it already", labels: [Label(managedScaling?.span ?? entry.span, "by this")],
          help: ["remove the policy, or the provider's `managedScaling`"])
      }
      return
    }
    guard let group = group(in: lowered), !lowered.index.scaledGroups.contains(id),
      group.model.minSize.value.known == 0,
      group.model.desiredCapacity.map({ $0.value.known == 0 }) ?? true
    else { return }
    lowered.findings.report(
      .providerWithoutInstances, at: entry.span,
      "nothing ever starts an instance of capacity provider '\(entry.id)'",
      label: "its group has none, and nothing scales it",
      labels: [Label(group.model.minSize.span, "it starts with none")],
      help: ["add `managedScaling: {}`"])
  }
}
