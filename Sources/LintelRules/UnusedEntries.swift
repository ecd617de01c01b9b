import LintelAWS
import LintelAnalysis
import LintelGraph
package import LintelSource

extension Rule {
  package static let unusedEntry = Rule(
    "unused-entry", .note, .checking, "Nothing in the spec uses an entry.",
    page: RulePage(
      .references,
      why: """
        What nothing refers to is made all the same, or is a line that does nothing. Often it is left over, or a reference \
        names another entry than was meant. It is a note only, because somebody outside of the spec may use it: a \
        database that wears the group, a pipeline that pushes to the repository. An entry that one environment uses is \
        used, and a task definition without a service is for tasks that are run by hand.
        """,
      wrong: [
        .ecs(
          """
          securityGroups:
            ↓spare: { description: Spare, vpc: main, ingress: [{ port: 22, cidr: 10.0.0.0/16 }] }
          """),
        .ecs(
          """
          targetGroups:
            ↓spare: { vpc: main, port: 8080 }
          clusters:
            ↓spare: {}
          repositories:
            ↓spare: {}
          roles:
            ↓spare: { assumedBy: ecs-tasks.amazonaws.com }
          """),
        .ecs("variables: { ↓level: debug }\nparameters: { ↓version: { default: 1.0.0 } }"),
        .ecs("services:\n  web:\n    autoScaling: { minCapacity: ↓2, maxCapacity: 10 }\nscalingPolicies: null"),
        .ec2(
          """
          launchTemplates:
            ↓spare: { ami: ami-0123456789abcdef0, instanceType: t3.micro, securityGroups: [web] }
          """),
      ],
      right: [
        .ecs(
          """
          securityGroups:
            office: { description: Office, vpc: main }
            web: { ingress: [{ port: 8080, securityGroup: lb }] }
          services:
            web: { securityGroups: [web, office] }
          """),
        .ecs(
          """
          variables: { level: debug }
          taskDefinitions:
            web: { containers: { web: { environment: { LEVEL: "${variables.level}" } } } }
          """),
      ]))
}

/// Finds entries and parameters that nothing in any environment uses.
struct UnusedEntries {
  private let graph: ResourceGraph
  /// The entries that another entry names.
  private var used: Set<Path> = []
  /// Whether something that is there already may use what the spec makes.
  private let hasForeignUsers: Bool

  /// Types that are made for others, with what none of them does.
  private static let kinds: [String: String] = {
    let kinds: [(ResourceType, String)] = [
      (.vpc, "nothing stands in it"), (.routeTable, "no subnet routes by it"),
      (.securityGroup, "nothing wears it, and no rule names it"),
      (.repository, "no container runs an image of it"), (.role, "nothing takes it"),
      (.capacityProvider, "no cluster has it"), (.cluster, "no service runs in it"),
      (.logGroup, "nothing is written to it"),
      (.targetGroup, "no listener forwards to it, and nothing registers with it"),
      (.machineImage, "nothing starts from it"), (.httpNamespace, "no service has a name in it"),
      (.privateDNSNamespace, "no service has a name in it"),
      (.launchTemplate, "no group starts instances of it"),
    ]
    return Dictionary(uniqueKeysWithValues: kinds.map { ($0.name, $1) })
  }()

  /// Types of policies, with the property that names what they scale.
  private static let policies: [String: String] = Catalog.types.reduce(into: [:]) { policies, type in
    if case .policy(let property, _)? = type.facts.scaling { policies[type.name] = property }
  }

  /// The systems are all there are of a spec: what one of them uses is used.
  static func check(_ systems: [(graph: ResourceGraph, findings: Findings)]) {
    // What did not read may be what uses it.
    let isWhole = systems.allSatisfy { system in
      system.graph.unread.isEmpty && system.graph.unreadSections.isEmpty
        && !system.findings.all.contains { $0.rule.stage == .reading && $0.severity == .error }
    }
    guard isWhole else { return }
    let all = systems.map { UnusedEntries($0.graph) }
    let used = all.reduce(into: Set<Path>()) { $0.formUnion($1.used) }
    let parameters = Set(systems.flatMap { $0.graph.usedParameters.map(\.name) })
    for (system, entries) in zip(systems, all) {
      entries.report(except: used, parameters, system.findings)
    }
  }

  private init(_ graph: ResourceGraph) {
    self.graph = graph
    var used: Set<Path> = []
    var hasForeignUsers = false
    for node in graph.resources {
      hasForeignUsers = hasForeignUsers || node.isExisting && Self.uses(node)
      let own = node.path.entry
      // Most of what a node refers to it refers to once more beside.
      var last = own
      func use(_ path: Path) {
        let entry = path.entry
        if entry == last { return }
        last = entry
        if entry != own { used.insert(entry) }
      }
      node.forEachReference { reference, _ in use(reference.path) }
      node.after.forEach(use)
    }
    self.used = used
    self.hasForeignUsers = hasForeignUsers
  }

  /// Whether what is there already may use what the spec makes.
  private static func uses(_ node: Resource) -> Bool {
    Catalog.facts(of: node.type)?.stands?.host != nil || node.type == ResourceType.taskDefinition.name
      || node.type == ResourceType.launchTemplate.name
  }

  private func report(except used: Set<Path>, _ parameters: Set<String>, _ findings: Findings) {
    for parameter in graph.parameters where !parameter.isDerived && !parameters.contains(parameter.name) {
      findings.report(
        .unusedEntry, at: parameter.span, "nothing uses parameter '\(parameter.name)'", label: "no template has it",
        help: ["remove it, or write `${parameters.\(parameter.name)}` where it is meant"])
    }
    reportBounds(findings)
    if hasForeignUsers { return }
    lazy var images = self.images
    for node in graph.resources {
      guard let words = Self.kinds[node.type], node.role != .scaffold, !node.isExisting,
        node.path == node.path.entry, !used.contains(node.path)
      else { continue }
      if node.type == ResourceType.repository.name, let name = node["RepositoryName"]?.literal, images.contains(name) {
        continue
      }
      findings.report(
        .unusedEntry, at: node.span, "nothing in the spec uses \(node.path.words)", label: words,
        help: ["remove it, or name it where it is meant"])
    }
  }

  /// What the addresses of images that containers run may name as repositories: each end of a path, without the tag.
  private var images: Set<String> {
    var names: Set<String> = []
    for text in addresses {
      var path = text.utf8.prefix { $0 != UInt8(ascii: ":") && $0 != UInt8(ascii: "@") }
      names.insert(String(Substring(path)))
      while let slash = path.firstIndex(of: UInt8(ascii: "/")) {
        path = path[path.index(after: slash)...]
        names.insert(String(Substring(path)))
      }
    }
    return names
  }

  private var addresses: [String] {
    graph.resources.filter { $0.type == ResourceType.taskDefinition.name }.flatMap { task in
      (task["ContainerDefinitions"]?.items ?? []).compactMap { container in
        guard let image = container["Image"] else { return nil }
        if case .text(let parts) = image.content { return parts.compactMap(\.literal).joined() }
        return image.literal
      }
    }
  }

  /// Bounds between which nothing moves the count.
  private func reportBounds(_ findings: Findings) {
    var scaled: Set<Path> = []
    let targets = graph.resources.filter { $0.type == ResourceType.scalableTarget.name }
    if targets.isEmpty { return }
    for node in graph.resources {
      guard let property = Self.policies[node.type] else { continue }
      if let target = node[property]?.reference?.path { scaled.insert(target) }
      // A policy that makes no sense has no target.
      if node.properties.isEmpty { return }
    }
    for node in targets where node["ScheduledActions"] == nil && !scaled.contains(node.path) {
      guard let least = graph.count(node["MinCapacity"]), let most = graph.count(node["MaxCapacity"]), least < most
      else { continue }
      findings.report(
        .unusedEntry, at: (node["MinCapacity"]?.span ?? .none).or(node.span),
        "no policy scales \(node.path.entry.words) between \(least) and \(most)",
        label: "the count stays where it is", help: ["add a policy to `scalingPolicies`, or write `desiredCount` alone"]
      )
    }
  }
}
