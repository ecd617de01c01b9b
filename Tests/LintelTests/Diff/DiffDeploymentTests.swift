import LintelDiff
import Testing

@testable import Lintel

/// What is said of services and groups whose tasks and instances give way to new ones.
@Suite struct DiffDeploymentTests {
  struct Edit: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let verdict: String
    let old: String
    let replacements: [(old: String, new: String)]

    init(_ name: String, _ verdict: String, _ old: String, _ replacements: [(old: String, new: String)]) {
      testDescription = name
      self.verdict = verdict
      self.old = old
      self.replacements = replacements
    }
  }

  /// A service whose connections ECS moves between two target groups.
  private static func service(_ deployment: String) -> String {
    """
    lintel: 1
    project: game
    region: us-east-1
    vpcs: { main: { cidr: 10.0.0.0/16 } }
    subnets:
      a: { availabilityZone: a, cidr: 10.0.0.0/20, public: true }
      b: { availabilityZone: b, cidr: 10.0.16.0/20, public: true }
    securityGroups:
      lb: { description: Load balancer, ingress: [{ port: 443, cidr: 0.0.0.0/0 }, { port: 9443, cidr: 198.51.100.0/24 }] }
      web: { description: Tasks, ingress: [{ port: 9000, securityGroup: lb }] }
    clusters: { main: {} }
    namespaces: { main: { name: game } }
    taskDefinitions:
      web:
        cpu: 256
        memory: 512
        containers:
          web:
            image: "public.ecr.aws/nginx/nginx:1.27"
            ports: [{ name: web, port: 9000 }]
    targetGroups: { blue: { port: 9000, protocol: TCP }, green: { port: 9000, protocol: TCP } }
    loadBalancers:
      edge:
        type: network
        subnets: [a, b]
        securityGroups: [lb]
        listeners:
          prod: { port: 443, protocol: TCP, targetGroup: blue }
          test: { port: 9443, protocol: TCP, targetGroup: green }
    services:
      web:
        name: web
        subnets: [a, b]
        securityGroups: [web]
        assignPublicIp: true
        desiredCount: 2
        deployment: \(deployment)
        serviceConnect: { services: [{ portName: web, clientAliases: [{ port: 9000 }] }] }
        loadBalancers: [{ targetGroup: blue\(deployment.contains("strategy") ? shifting : "") }]

    """
  }

  private static let shifting = ", alternateTargetGroup: green, productionListener: prod, testListener: test"

  /// Hosts of a cluster, and a task on each of them.
  private static let hosts = """
    lintel: 1
    project: shop
    region: eu-west-1
    vpcs: { main: { cidr: 10.0.0.0/16 } }
    subnets:
      a: { availabilityZone: a, cidr: 10.0.0.0/20, public: true }
      b: { availabilityZone: b, cidr: 10.0.16.0/20, public: true }
    securityGroups:
      hosts: { description: Hosts, ingress: [{ protocol: all, securityGroup: hosts }] }
    roles:
      instances:
        assumedBy: ec2.amazonaws.com
        managedPolicies: [service-role/AmazonEC2ContainerServiceforEC2Role]
    clusters: { main: {} }
    launchTemplates:
      hosts:
        amiParameter: /aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id
        instanceType: m5.large
        securityGroups: [hosts]
        role: instances
        userData: |
          #!/bin/bash
          echo ECS_CLUSTER=${clusters.main.name} >> /etc/ecs/ecs.config
    autoScalingGroups:
      hosts:
        launchTemplate: hosts
        subnets: [a, b]
        minSize: 4
        maxSize: 6
        rollingUpdate: { minInService: 2, batchSize: 1 }
    taskDefinitions:
      agent:
        requiresCompatibilities: [EC2]
        networkMode: host
        containers:
          agent: { image: "public.ecr.aws/datadog/agent:7.50.0", cpu: 100, memory: 512 }
    services:
      agent: { launchType: EC2, schedulingStrategy: DAEMON }

    """

  private static let image = [("nginx:1.27", "nginx:1.28")]

  static let edits = [
    Edit(
      "blue-green", "1 change, 1 blue/green deployment", service("{ strategy: BLUE_GREEN, bakeTimeInMinutes: 5 }"),
      image),
    Edit(
      "linear", "1 change, 1 linear deployment",
      service("{ strategy: LINEAR, linear: { stepPercent: 20, stepBakeTimeInMinutes: 1 } }"), image),
    Edit(
      "canary", "1 change, 1 canary deployment",
      service("{ strategy: CANARY, canary: { percent: 10, bakeTimeInMinutes: 15 } }"), image),
    Edit(
      "leaves-blue-green", "3 changes, 1 replacement, 1 interruption, 1 rolling deployment, 2 permissions lost",
      service("{ strategy: BLUE_GREEN, bakeTimeInMinutes: 5 }"),
      [("{ strategy: BLUE_GREEN, bakeTimeInMinutes: 5 }", "{ strategy: ROLLING }"), (shifting, "")]),
    Edit(
      "all-tasks-end", "1 change, 1 interruption", service("{ minimumHealthyPercent: 0, maximumPercent: 100 }"), image),
    Edit(
      "service-renamed", "1 change, 1 will fail, 1 replacement", service("{ maximumPercent: 200 }"),
      [("name: web\n    subnets", "name: game\n    subnets")]
    ),
    Edit("daemon", "1 change, 1 interruption", hosts, [("agent:7.50.0", "agent:7.51.0")]),
    Edit("minimum-lowered", "1 change", hosts, [("minSize: 4", "minSize: 3")]),
    Edit("minimum-raised", "1 change", hosts, [("minSize: 4", "minSize: 5")]),
    Edit(
      "template-names-another-group", "1 change, 2 replacements, 1 rolling deployment", hosts,
      [("description: Hosts", "description: Hosts of the cluster")]),
    Edit(
      "template-names-another-cluster", "1 change, 2 replacements, 1 rolling deployment", hosts,
      [("clusters: { main: {} }", "clusters: { main: { name: hosts } }")]),
  ]

  @Test(arguments: edits) func saysHowTheyGiveWay(_ edit: Edit) throws {
    var new = edit.old
    for (old, replacement) in edit.replacements {
      let range = try #require(new.firstRange(of: old), "\(old)")
      new.replaceSubrange(range, with: replacement)
    }
    let diff = try Diff(old: edit.old, new: new)
    #expect(try diff.only.verdict.words == edit.verdict)
    Checkout.expect(DiffText(diff).text, at: "Tests/Fixtures/diff/deployments/\(edit.testDescription).txt")
  }

  @Test func noExpectationIsStale() {
    let names = Set(Self.edits.map { $0.testDescription + ".txt" })
    #expect(Checkout.files(in: "Tests/Fixtures/diff/deployments").filter { !names.contains($0) } == [])
  }
}
