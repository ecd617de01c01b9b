import LintelAWS
import LintelGraph
import LintelSchema
import LintelSource
import LintelSpec

/// By what ECS moves the requests of a load balancer from old tasks to new ones: fields that a target has among its own.
struct TrafficShift {
  let alternateTargetGroup: Located<EntryReference>?
  /// What the public uses, and what those use who try the new tasks.
  let production: MovedName?
  let test: MovedName?
  let role: Located<EntryReference>?

  init(_ fields: inout FieldReader) {
    alternateTargetGroup = fields.optional(
      "alternateTargetGroup", .reference(to: TargetGroup.section),
      "The target group of the tasks that are deployed next: it takes turns with the other. ECS moves requests between the two.",
      absence: "deployments move no requests")
    let productionRule = fields.optional(
      "productionRule", .partsOfLoadBalancer(MovedName.Sort.rule),
      "The rule of a listener whose requests ECS moves, by its id, or `<listener>.<rule>` or `<load balancer>.<listener>.<rule>` where that fits several. Its action belongs to ECS once it is there.",
      absence: "deployments move no requests")
    let productionListener = fields.optional(
      "productionListener", .partsOfLoadBalancer(MovedName.Sort.listener),
      "The listener of a network load balancer, in place of a rule: ECS moves its connections. Its id, or `<load balancer>.<listener>` where that fits several. Where it forwards to belongs to ECS once it is there.",
      absence: "deployments move no connections")
    let testRule = fields.optional(
      "testRule", .partsOfLoadBalancer(MovedName.Sort.rule),
      "The rule whose requests ECS moves before those, so that new tasks can be tried.", absence: "nobody tries them")
    let testListener = fields.optional(
      "testListener", .partsOfLoadBalancer(MovedName.Sort.listener),
      "The listener of a network load balancer whose connections ECS moves before those.", absence: "nobody tries them")
    role = fields.optional(
      "role", .reference(to: Role.section), "The role by which ECS moves requests.",
      absence: "one is derived that may do just this")
    fields.atMostOne("productionRule", "productionListener")
    fields.atMostOne("testRule", "testListener")
    production = MovedName(rule: productionRule, listener: productionListener)
    test = MovedName(rule: testRule, listener: testListener, isTest: true)
  }

  /// The part of a service that ECS moves requests and makes volumes by where no role is named.
  static let rolePart = "infrastructureRole"
  static let policy = "AmazonECSInfrastructureRolePolicyForLoadBalancers"

  func value(of entry: Entry<Service>, in lowering: Lowering) -> Value? {
    guard let alternateTargetGroup else { return nil }
    func moved(_ name: MovedName?) -> Value? {
      guard let name, let found = name.found(in: lowering.index.movableTraffic).only else { return nil }
      return .reference(found.path, .arn, at: name.written.span)
    }
    return .map(
      [
        "AlternateTargetGroupArn": lowering.reference(alternateTargetGroup, .arn),
        // AWS has a listener of a network load balancer in the same place.
        "ProductionListenerRule": moved(production), "TestListenerRule": moved(test),
        "RoleArn": role.map { lowering.reference($0, .arn) }
          ?? .reference(Service.path(entry.id).appending(Self.rolePart), .arn, at: alternateTargetGroup.span),
      ], at: alternateTargetGroup.span)
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
