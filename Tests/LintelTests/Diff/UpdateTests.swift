import LintelAWS
import LintelDiff
import LintelGraph
import LintelSource
import Testing

@testable import Lintel

/// What the steps of an update do to each other.
@Suite struct UpdateTests {
  /// A service behind a load balancer; each part may be replaced by another text.
  private static func spec(
    vpc: String = "10.0.0.0/16", port: Int = 8080, targetGroup: String = "web",
    listeners: [(String, Int)] = [("http", 80)],
    loadBalancer: String = "public", scaling: String = "autoScaling: { minCapacity: 2, maxCapacity: 10 }",
    service: String = "web", logs: String = "", family: String = ""
  ) -> String {
    let listeners = listeners.map { "      \($0.0): { port: \($0.1), targetGroup: \(targetGroup) }\n" }.joined()
    let policies = """
      scalingPolicies:
        cpu: { service: \(service), targetTracking: { metric: cpu, target: 50 } }
      """
    return """
      lintel: 1
      project: shop
      region: eu-west-1
      vpcs: { main: { cidr: \(vpc) } }
      subnets:
        a: { vpc: main, availabilityZone: a, cidr: \(vpc.dropLast(5)).0/20, public: true }
        b: { vpc: main, availabilityZone: b, cidr: \(vpc.dropLast(7)).16.0/20, public: true }
      securityGroups:
        lb: { description: Load balancer, vpc: main, ingress: [{ port: 80, cidr: 0.0.0.0/0 }] }
        web: { description: Tasks, vpc: main, ingress: [{ port: \(port), securityGroup: lb }] }
      clusters: { main: {} }
      taskDefinitions:
        web:
          cpu: 256
          memory: 512
          \(family)
          containers:
            web: { image: "public.ecr.aws/nginx/nginx:1.27", port: \(port), logs: { retentionDays: 30 } }
      targetGroups:
        \(targetGroup): { vpc: main, port: \(port), targetType: ip, healthCheck: { path: / } }
      loadBalancers:
        \(loadBalancer):
          subnets: [a, b]
          securityGroups: [lb]
          listeners:
      \(listeners)
      services:
        \(service):
          cluster: main
          taskDefinition: web
          subnets: [a, b]
          securityGroups: [web]
          assignPublicIp: true
          healthCheckGracePeriod: 60
          loadBalancers: [{ targetGroup: \(targetGroup), container: web, port: \(port) }]
          \(scaling)
      \(scaling.hasPrefix("autoScaling") ? policies : "")
      """
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let old: String
    let new: String
    /// Consequences by path, without those that every deployment has.
    let says: [String]
  }

  static let cases = [
    Case(
      testDescription: "a target group is replaced", old: spec(), new: spec(port: 9090),
      says: [
        "loadBalancers.public/listeners.http interruption: it forwards to targetGroups.web, which is empty until "
          + "services.web is updated and healthy: nothing answers, and clients get 503"
      ]),
    Case(
      testDescription: "another target group", old: spec(), new: spec(targetGroup: "other"),
      says: [
        "loadBalancers.public/listeners.http interruption: it forwards to targetGroups.other, which is empty until "
          + "services.web is updated and healthy: nothing answers, and clients get 503"
      ]),
    Case(
      testDescription: "a kept target group meets another load balancer", old: spec(), new: spec(loadBalancer: "web"),
      says: [
        "loadBalancers.web/listeners.http will fail: targetGroups.web stays with loadBalancers.public, whose "
          + "listeners.http is removed only afterwards, and AWS lets it have one only: rename both"
      ]),
    Case(
      testDescription: "a listener's port is taken", old: spec(), new: spec(listeners: [("web", 80)]),
      says: [
        "loadBalancers.public/listeners.web will fail: port 80 is taken by loadBalancers.public/listeners.http, which is "
          + "removed only afterwards"
      ]),
    Case(
      testDescription: "two listeners swap ports", old: spec(listeners: [("one", 80), ("two", 81)]),
      new: spec(listeners: [("one", 81), ("two", 80)]),
      says: [
        "loadBalancers.public/listeners.one may fail: port 81 is taken by loadBalancers.public/listeners.two, which is "
          + "perhaps changed only afterwards"
      ]),
    Case(
      testDescription: "scaling is taken out", old: spec(), new: spec(scaling: "desiredCount: 2"),
      says: [
        "services.web loses capacity: scaling may have raised it to 10 tasks, and the update sets 2 tasks at once"
      ]),
    Case(
      testDescription: "scaling is taken out and all may stay", old: spec(), new: spec(scaling: "desiredCount: 10"),
      says: []),
    Case(
      testDescription: "a load balancer cannot follow its subnets", old: spec(), new: spec(vpc: "10.7.0.0/16"),
      says: [
        "loadBalancers.public will fail: AWS moves nothing of this type to subnets of another VPC: give it another id, and "
          + "its target groups too, so that new ones are made",
        "vpcs.main/internetGatewayAttachment may fail: vpcs.main/internetGateway stays with the old vpcs.main until that is "
          + "removed, and AWS lets it have one only",
        "loadBalancers.public/listeners.http interruption: it forwards to targetGroups.web, which is empty until "
          + "services.web is updated and healthy: nothing answers, and clients get 503",
      ]),
    Case(
      testDescription: "the count of tasks", old: spec(),
      new: spec(scaling: "autoScaling: { minCapacity: 3, maxCapacity: 10 }"), says: []),
    Case(
      testDescription: "ECS has moved the requests of a rule that changes", old: shifting, new: shifting + "\n# later",
      says: []),
    Case(
      testDescription: "a stack moves requests back", old: shifting,
      new: shifting.split(separator: "/web/*").joined(separator: "/shop/*"),
      says: [
        "loadBalancers.public/listeners.http.rules.web interruption: ECS has moved its requests since, and a stack update "
          + "moves them back, which may be to a group without tasks: clients get 503 until the next deployment. deploy.sh "
          + "leaves the action alone"
      ]),
    Case(
      testDescription: "a stack moves connections back", old: shiftingConnections,
      new: shiftingConnections.replacing("protocol: TCP\n", with: "protocol: UDP\n"),
      says: [
        "loadBalancers.public/listeners.http interruption: ECS has moved its connections since, and a stack update moves "
          + "them back, which may be to a group without tasks: clients get no connection until the next deployment. "
          + "deploy.sh leaves the action alone"
      ]),
    Case(
      testDescription: "a rule's target group meets another load balancer", old: ruled,
      new: ruled.split(separator: "  public:\n").joined(separator: "  public:\n    scheme: internal\n"),
      says: [
        "loadBalancers.public/listeners.http.rules.web will fail: targetGroups.web stays with the old "
          + "loadBalancers.public until that is removed, and AWS lets it have one only: rename both"
      ]),
  ]

  /// A service that gets some requests by a rule.
  private static let ruled = [
    ", alternateTargetGroup: next, productionRule: web", ", next: {}", "    deployment: { strategy: BLUE_GREEN }",
  ]
  .reduce(shifting) { $0.split(separator: $1).joined() }

  /// A service whose requests ECS moves by a rule.
  private static let shifting = """
    lintel: 1
    project: shop
    region: eu-west-1
    vpcs: { main: { cidr: 10.0.0.0/16 } }
    subnets:
      a: { availabilityZone: a, cidr: 10.0.0.0/20, public: true }
      b: { availabilityZone: b, cidr: 10.0.16.0/20, public: true }
    securityGroups:
      lb: { description: Load balancer, ingress: [{ port: 80, cidr: 0.0.0.0/0 }] }
      web: { description: Tasks, ingress: [{ port: 8080, securityGroup: lb }] }
    clusters: { main: {} }
    taskDefinitions:
      web:
        cpu: 256
        memory: 512
        containers:
          web: { image: "public.ecr.aws/nginx/nginx:1.27", port: 8080 }
    targetGroups: { web: {}, next: {} }
    loadBalancers:
      public:
        subnets: [a, b]
        securityGroups: [lb]
        listeners:
          http:
            fixedResponse: { statusCode: 404 }
            rules: { web: { priority: 10, path: /web/*, targetGroup: web } }
    services:
      web:
        desiredCount: 2
        subnets: [a, b]
        securityGroups: [web]
        assignPublicIp: true
        loadBalancers: [{ targetGroup: web, alternateTargetGroup: next, productionRule: web }]
        deployment: { strategy: BLUE_GREEN }
    """

  /// The same behind a network load balancer, which has no rules.
  private static let shiftingConnections =
    shifting
    .replacing("{ web: {}, next: {} }", with: "{ web: { protocol: TCP }, next: { protocol: TCP } }")
    .replacing("  public:\n", with: "  public:\n    type: network\n")
    .replacing("fixedResponse: { statusCode: 404 }", with: "port: 80")
    .replacing(
      "rules: { web: { priority: 10, path: /web/*, targetGroup: web } }",
      with: "protocol: TCP\n        targetGroup: web"
    )
    .replacing("productionRule: web", with: "productionListener: http")

  @Test(arguments: cases) func says(_ example: Case) throws {
    let diff = try Diff(old: example.old, new: example.new).only.diff
    let said = (diff.changes + diff.followers).flatMap { change in
      change.consequences.compactMap { consequence -> String? in
        switch consequence {
        case .deploys, .notes: nil
        default: "\(change.path) \(consequence.words)"
        }
      }
    }
    #expect(said.sorted() == example.says.sorted())
  }

  /// Every pair of variants: what is said to go without interruption never leaves a listener without targets.
  ///
  /// The steps are taken here once more, from names alone: all that is made or changed in the order of the new side's
  /// references, each replacement beside the old one.
  @Test func noInterruptionMeansThatSomethingAnswers() throws {
    let variants = [
      Self.spec(), Self.spec(port: 9090), Self.spec(targetGroup: "other"), Self.spec(port: 9090, targetGroup: "other"),
      Self.spec(listeners: [("http", 80), ("more", 81)]), Self.spec(scaling: "desiredCount: 3"),
      Self.spec(port: 9090, listeners: [("http", 81)]), Self.spec(vpc: "10.7.0.0/16"),
    ]
    var gaps = 0
    for old in variants {
      for new in variants {
        let diff = try Diff(old: old, new: new).only.diff
        let all = diff.changes + diff.followers
        for listener in diff.to.resources where listener.type == ResourceType.listener.name {
          guard let before = diff.from[listener.path] else { continue }
          let isNew = { (path: Path) in all.contains { $0.path == path && ($0.isReplaced || $0.kind == .added) } }
          let groups = { (listener: Resource) in
            listener["DefaultActions"]?.items.compactMap { $0["TargetGroupArn"]?.reference?.path } ?? []
          }
          // A service changes after the listeners of its target groups, and so registers with a new one too late.
          let isEmpty = groups(listener).allSatisfy(isNew) && groups(before).contains { diff.from[$0] != nil }
          let change = all.first { $0.path == listener.path }
          let isTold = change?.consequences.contains { if case .interrupts = $0 { true } else { false } } ?? false
          #expect(isTold == isEmpty, "\(listener.path)")
          #expect(!isEmpty || change?.effect == .someInterruption)
          gaps += isEmpty ? 1 : 0
        }
      }
    }
    #expect(gaps > 20, "the variants are worth looking at: \(gaps)")
  }
}
