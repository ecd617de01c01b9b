import LintelSchema
package import LintelSource
import LintelSpec

extension Rule {
  package static let sharedListenerPort = Rule(
    "shared-listener-port", .error, .checking, "A load balancer has one listener a port.",
    page: RulePage(
      .loadBalancing,
      why: """
        A listener takes every connection to its port, so a load balancer cannot have two for one port, whatever their \
        protocols. Creating the second one fails when the first is there.
        """,
      awsAnswer: "DuplicateListener: A listener already exists on this port for this load balancer",
      source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html",
      wrong: [
        .ecs(
          """
          loadBalancers:
            public:
              listeners:
                again: { port: ↓80, protocol: HTTP, targetGroup: web }
          """)
      ],
      right: [
        .ecs(
          """
          securityGroups:
            lb: { ingress: [{ port: 80, cidr: 0.0.0.0/0 }, { port: 8080, cidr: 0.0.0.0/0 }] }
          loadBalancers:
            public:
              listeners:
                again: { port: 8080, protocol: HTTP, targetGroup: web }
          """)
      ]))
}

extension LoadBalancer {
  package static let rules: [EntryRule<LoadBalancer>] = [
    EntryRule([.invalidValue], by: checkSubnets),
    EntryRule([.missingKey], by: checkGroups),
    EntryRule([.misplacedAddress], by: checkAddresses),
    EntryRule([.misfittingAddressType], by: checkAddressType),
    EntryRule([.misfittingListener], judgesExisting: true, by: checkListeners),
    EntryRule([.sharedListenerPort], judgesExisting: true, by: checkPorts),
    EntryRule([.listenerWithoutCertificate, .outdatedTLS], judgesExisting: true, by: checkTLS),
    EntryRule([.circularRedirect, .redirectWithoutListener], judgesExisting: true, by: checkRedirects),
    EntryRule([.sharedRulePriority], judgesExisting: true, by: checkPriorities),
    EntryRule([.ruleWithoutCondition, .tooManyConditions], judgesExisting: true, by: checkConditions),
    EntryRule([.shadowedByAnother], judgesExisting: true, by: checkShadows),
    EntryRule([.sourceOfAbsentFamily], judgesExisting: true, by: checkSources),
    EntryRule([.hostWithoutCertificate], judgesExisting: true, by: checkHosts),
  ]

  private func checkSubnets(of entry: Entry<LoadBalancer>, _ lowered: Lowering) {
    guard type.value == .application, subnets.value.count == 1 else { return }
    lowered.findings.report(
      .invalidValue, at: subnets.span, "the list has 1 entry", label: "at least 2 are needed")
  }

  private func checkGroups(of entry: Entry<LoadBalancer>, _ lowered: Lowering) {
    guard type.value == .application, securityGroups == nil else { return }
    lowered.findings.report(
      .missingKey, at: entry.absences["securityGroups"] ?? entry.span,
      "load balancer '\(entry.id)' lacks 'securityGroups'", label: "only a network load balancer goes without",
      help: ["add `securityGroups` with the groups that it wears"])
  }

  private func checkPorts(of entry: Entry<LoadBalancer>, _ lowered: Lowering) {
    var seen: [Int: Span] = [:]
    for listener in listeners where listener.value.value.existing == nil {
      let port = listener.value.value.port
      let place = port.span.isWritten ? port.span : listener.key.span
      guard let first = seen.updateValue(place, forKey: port.value) else { continue }
      lowered.findings.report(
        .sharedListenerPort, at: place,
        "listener '\(listener.key.value)' uses port \(port.value), which another has",
        label: "AWS answers DuplicateListener", labels: [Label(first, "the first")],
        help: ["give each listener of a load balancer a port of its own"])
    }
  }
}
