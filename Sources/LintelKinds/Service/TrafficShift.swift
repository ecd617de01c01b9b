import LintelAWS
import LintelGraph
import LintelSchema
import LintelSource
import LintelSpec

/// By what ECS moves the requests of a load balancer from old tasks to new ones: fields that a target has among its own.
struct TrafficShift {
  let alternateTargetGroup: Located<EntryReference>?
  let productionRule: Located<String>?
  let testRule: Located<String>?
  let role: Located<EntryReference>?

  init(_ fields: inout FieldReader) {
    alternateTargetGroup = fields.optional(
      "alternateTargetGroup", .reference(to: TargetGroup.section),
      "The target group of the tasks that are deployed next: it takes turns with the other. ECS moves requests between the two.",
      absence: "deployments move no requests")
    productionRule = fields.optional(
      "productionRule", .listenerRule,
      "The rule of a listener whose requests ECS moves, by its id, or `<listener>.<rule>` or `<load balancer>.<listener>.<rule>` where that fits several. Its action belongs to ECS once it is there.",
      absence: "deployments move no requests")
    testRule = fields.optional(
      "testRule", .listenerRule, "The rule whose requests ECS moves before those, so that new tasks can be tried.",
      absence: "nobody tries them")
    role = fields.optional(
      "role", .reference(to: Role.section), "The role by which ECS moves requests.",
      absence: "one is derived that may do just this")
  }

  /// The part of a service that ECS moves requests and makes volumes by where no role is named.
  static let rolePart = "infrastructureRole"
  static let policy = "AmazonECSInfrastructureRolePolicyForLoadBalancers"

  func value(of entry: Entry<Service>, in lowering: Lowering) -> Value? {
    guard let alternateTargetGroup else { return nil }
    func rule(_ written: Located<String>?) -> Value? {
      guard let written, let rule = RuleName(written.value).rules(in: lowering.spec).only else { return nil }
      return .reference(rule.path, .arn, at: written.span)
    }
    return .map(
      [
        "AlternateTargetGroupArn": lowering.reference(alternateTargetGroup, .arn),
        "ProductionListenerRule": rule(productionRule), "TestListenerRule": rule(testRule),
        "RoleArn": role.map { lowering.reference($0, .arn) }
          ?? .reference(Service.path(entry.id).appending(Self.rolePart), .arn, at: alternateTargetGroup.span),
      ], at: alternateTargetGroup.span)
  }
}

/// How a service names a rule of a listener: the last parts of `<load balancer>.<listener>.<rule>`.
struct RuleName {
  let parts: [Substring]

  init(_ text: String) { parts = text.split(separator: ".") }

  /// A rule of the spec, and its path.
  struct Found {
    let loadBalancer: Entry<LoadBalancer>
    let listener: MapEntry<Listener>
    let rule: MapEntry<ListenerRule>

    var path: Path {
      LoadBalancer.path(loadBalancer.id).appending("listeners.\(listener.key.value).rules.\(rule.key.value)")
    }
    /// What a service may write for it, the shortest first.
    var names: [String] {
      let part = "\(listener.key.value).\(rule.key.value)"
      return [rule.key.value, part, "\(loadBalancer.id).\(part)"]
    }
    /// What fits no other.
    var name: String { names[2] }
  }

  /// The rules that it fits.
  func rules(in spec: Specification) -> [Found] { Self.all(in: spec).filter(fits) }

  private func fits(_ found: Found) -> Bool {
    let names = [found.loadBalancer.id, found.listener.key.value, found.rule.key.value]
    return names.suffix(parts.count).map { Substring($0) } == parts
  }

  static func all(in spec: Specification) -> [Found] {
    spec.sections[LoadBalancer.self].entries.flatMap { loadBalancer in
      loadBalancer.model.listeners.flatMap { listener in
        listener.value.value.rules.map { Found(loadBalancer: loadBalancer, listener: listener, rule: $0) }
      }
    }
  }
}

/// A rule of a listener that ECS moves requests by.
struct MovedRule {
  /// The two groups between which a production rule's requests move; nil for a test rule.
  let groups: (first: Located<EntryReference>, alternate: Located<EntryReference>)?
  /// The target of a service that names it first.
  let owner: Span
}

extension Specification {
  /// The rules that services name, which belong to ECS once they are there.
  var movedRules: [Path: MovedRule] {
    var rules: [Path: MovedRule] = [:]
    for service in sections[Service.self].entries {
      for target in service.model.loadBalancers {
        let shift = target.value.shift
        guard let alternate = shift.alternateTargetGroup else { continue }
        if let production = shift.productionRule, let found = RuleName(production.value).rules(in: self).only,
          rules[found.path] == nil
        {
          rules[found.path] = MovedRule(groups: (target.value.targetGroup, alternate), owner: target.span)
        }
        if let test = shift.testRule, let found = RuleName(test.value).rules(in: self).only, rules[found.path] == nil {
          rules[found.path] = MovedRule(groups: nil, owner: target.span)
        }
      }
    }
    return rules
  }
}

extension Service {
  /// The roles by which ECS moves requests, makes volumes and calls functions, where nobody wrote any.
  func deploymentRoles(of entry: Entry<Service>, in lowering: Lowering) -> [Resource] {
    var roles: [Resource] = []
    let shift = loadBalancers.first { $0.value.shift.alternateTargetGroup != nil && $0.value.shift.role == nil }
    let volume = volumes?.value.first { $0.value.value.role == nil }
    let reasons = [
      (shift?.value.shift.alternateTargetGroup?.span, TrafficShift.policy), (volume?.key.span, ServiceVolume.policy),
    ]
    let policies = reasons.filter { $0.0 != nil }.map { Policy.managed(Located($0.1, at: .none)) }
    if let span = reasons.lazy.compactMap(\.0).first {
      let rights = [Member("ManagedPolicyArns", .set(policies)), volume?.value.value.keyRights].compactMap(\.self)
      roles.append(role(TrafficShift.rolePart, "infrastructure", rights, at: span, entry, lowering))
    }
    let hooks = (deployment?.value.lifecycleHooks?.value ?? []).filter { $0.value.role == nil && !$0.value.isPause }
    let functions = hooks.compactMap { $0.value.function.map { lowering.portable($0) } }
    if let first = functions.first {
      var seen: Set<Value.Content> = []
      let statement = Policy.allow(["lambda:InvokeFunction"], on: functions.filter { seen.insert($0.content).inserted })
      let rights = Member(
        "Policies",
        .set([.map(["PolicyName": "lifecycle-hooks", "PolicyDocument": Policy.document([statement])])]))
      roles.append(role(DeploymentHook.rolePart, "hooks", [rights], at: first.span, entry, lowering))
    }
    return roles
  }

  private func role(
    _ part: String, _ ending: String, _ rights: [Member], at span: Span, _ entry: Entry<Service>, _ lowering: Lowering
  ) -> Resource {
    let name = lowering.derivedName(
      "\(entry.id)-\(ending)", section: Role.section, limit: NameRule.role.length.upperBound)
    return lowering.derived(
      part, Role.type, from: entry, at: span,
      [
        Member("RoleName", Value(.string(name))),
        Member("AssumeRolePolicyDocument", Policy.trust(of: Value(.string(AWSNames.deployerPrincipal)))),
      ] + rights)
  }
}

extension Collection {
  /// Its element, where it has one.
  var only: Element? { count == 1 ? first : nil }
}

extension FieldType where Value == String {
  /// A rule of a listener of the spec.
  fileprivate static var listenerRule: FieldType<String> {
    let id = Grammar.identifierPattern.dropFirst().dropLast()
    return .text("the id of a rule", pattern: "^\(id)(\\.\(id)){0,2}$") { text in
      let parts = text.split(separator: ".", omittingEmptySubsequences: false)
      return parts.count <= 3 && parts.allSatisfy { Grammar.isIdentifier($0) }
        ? nil : "the id of a rule is expected, as in `web`, `https.web` or `public.https.web`"
    }
  }
}
