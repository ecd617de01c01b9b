import LintelDiff
import LintelGraph
import Testing

@testable import Lintel

/// Edits of the examples, and what is said of each.
@Suite struct DiffEditTests {
  struct Edit: Sendable, CustomTestStringConvertible {
    let name: String
    let example: EditedExample
    /// In staging, where there are environments.
    let verdict: String
    /// Whether the example itself is the new side.
    let isUndone: Bool

    var testDescription: String { name }

    init(
      _ name: String, _ example: String, _ verdict: String, isUndone: Bool = false,
      _ replacements: [(old: String, new: String)]
    ) {
      self.name = name
      self.example = EditedExample(example: example, replacements: replacements)
      self.verdict = verdict
      self.isUndone = isUndone
    }
  }

  private static let ecs = "ecs-autoscaling"
  private static let ec2 = "ec2-autoscaling"

  static let edits = [
    Edit(
      "scheme-internal", ecs, "1 change, 2 will fail, 2 replacements, 1 exposure narrowed",
      [("scheme: internet-facing", "scheme: internal")]),
    Edit(
      "scheme-public", ecs, "1 change, 2 will fail, 2 replacements, 1 exposure widened", isUndone: true,
      [("scheme: internet-facing", "scheme: internal")]),
    Edit("cidr-narrowed", ecs, "1 change, 1 exposure narrowed", [("cidr: 0.0.0.0/0", "cidr: 203.0.113.0/24")]),
    Edit("cidr-widened", ec2, "1 change, 2 exposures widened", [("cidr: 203.0.113.0/24", "cidr: 203.0.0.0/16")]),
    Edit("cidr-opened", ec2, "1 change, 2 exposures widened", [("cidr: 203.0.113.0/24", "cidr: 0.0.0.0/0")]),
    Edit(
      "service-opened", ecs, "1 change, 1 new exposure",
      [
        (
          "- { port: 8080, securityGroup: lb }",
          "- { port: 8080, securityGroup: lb }\n      - { port: 8080, cidr: 0.0.0.0/0 }"
        )
      ]),
    Edit(
      "target-group-port", ecs, "1 change, 1 will fail, 1 replacement, 1 interruption, 1 rolling deployment",
      [("targetGroups:\n  encryptor:", "targetGroups:\n  encryptor:"), ("port: 8080", "port: 9090")]),
    Edit("subnet-order", ecs, "no differences", [("subnets: [public-a, public-b]", "subnets: [public-b, public-a]")]),
    Edit(
      "container-renamed", ecs, "2 changes, 1 rolling deployment",
      [("containers:\n      encryptor:", "containers:\n      cipher:"), ("container: encryptor", "container: cipher")]),
    Edit(
      "vpc-block", ecs, "1 change, 2 will fail, 1 may fail, 14 replacements, 1 interruption, 1 rolling deployment",
      [
        ("cidr: 10.0.0.0/16", "cidr: 10.7.0.0/16"), ("cidr: 10.0.0.0/20", "cidr: 10.7.0.0/20"),
        ("cidr: 10.0.16.0/20", "cidr: 10.7.16.0/20"),
      ]),
    Edit(
      "vpc-smaller", ecs, "1 change, 2 will fail, 1 may fail, 14 replacements, 1 interruption, 1 rolling deployment",
      [("cidr: 10.0.0.0/16", "cidr: 10.0.0.0/18")]),
    Edit(
      "subnet-larger", ecs, "1 change, 1 will fail, 2 replacements, 1 rolling deployment",
      [("cidr: 10.0.16.0/20", "cidr: 10.0.16.0/21")]),
    Edit(
      "id-renamed", ecs, "1 change, 1 will fail",
      [("clusters:\n  app:", "clusters:\n  main:"), ("cluster: app", "cluster: main")]),
    Edit(
      "managed-policy", ecs, "1 change, 6 permissions gained, 1 permission widened, 1 permission lost",
      [
        (
          "service-role/AmazonECSTaskExecutionRolePolicy",
          "AmazonEC2ContainerRegistryPullOnly, CloudWatchLogsFullAccess"
        )
      ]),
    Edit(
      "trust", ecs, "1 change, 1 permission gained, 1 permission lost",
      [("assumedBy: ecs-tasks.amazonaws.com", "assumedBy: ec2.amazonaws.com")]),
    Edit("memory", ecs, "1 change, 1 rolling deployment", [("memory: 512", "memory: 1024")]),
    Edit("image-tag", ecs, "1 change", [("default: 1.0.0", "default: 2.0.0")]),
    Edit(
      "image-tag-written", ecs, "1 change, 1 rolling deployment", [("tag: \"${parameters.imageTag}\"", "tag: 2.0.0")]),
    Edit("retention-shorter", ecs, "1 change, 1 loss of data", [("retentionDays: 14", "retentionDays: 3")]),
    Edit("retention-longer", ecs, "1 change", [("retentionDays: 14", "retentionDays: 30")]),
    Edit(
      "family-renamed", ecs, "1 change, 1 leaves data behind, 1 replacement, 1 rolling deployment",
      [("family: my-app-encryptor", "family: my-app-cipher")]),
    Edit(
      "repository-renamed", ecs, "1 change, 1 leaves data behind, 1 replacement, 1 rolling deployment",
      [("name: my-app-encryptor", "name: my-app-cipher")]),
    Edit("private-tasks", ecs, "1 change, 1 rolling deployment", [("assignPublicIp: true", "assignPublicIp: false")]),
    Edit(
      "listener-renamed", ecs, "1 change, 1 will fail",
      [("listeners:\n      http:", "listeners:\n      web:")]),
    Edit(
      "listener-port", ecs, "1 change, 1 exposure closed",
      [("listeners:\n      http:\n        port: 8080", "listeners:\n      http:\n        port: 80")]),
    Edit("bounds", ecs, "1 change", [("maxCapacity: 5", "maxCapacity: 9")]),
    Edit("target-value", ecs, "1 change", [("target: 50", "target: 70")]),
    Edit(
      "forecast", ec2, "1 change",
      [
        (
          "targetTracking: { metric: cpu, target: 50 }\n",
          """
          targetTracking: { metric: cpu, target: 50 }
            ahead:
              autoScalingGroup: web
              predictiveScaling:
                metric: networkIn
                target: 5000000
                mode: ForecastAndScale
                schedulingBufferTime: 600
                maxCapacityBreachBehavior: IncreaseMaxCapacity
                maxCapacityBuffer: 10

          """
        )
      ]),
    Edit("tags", ecs, "1 change", [("region: us-east-1\n", "region: us-east-1\ntags: { team: payments }\n")]),
    Edit(
      "variable", ecs, "1 change, 1 rolling deployment, 1 new risk",
      [("PORT: \"8080\"", "PORT: \"8080\"\n          API_TOKEN: abc")]),
    Edit(
      "group-description", ecs, "1 change, 1 will fail, 2 replacements, 1 rolling deployment",
      [("description: Tasks, reachable", "description: The tasks, reachable")]),
    Edit(
      "template-instance", ec2, "1 change",
      [("launchTemplates:", "launchTemplates:"), ("instanceType: t2.micro", "instanceType: t3.small")]),
    Edit(
      "template-instance-rolling", ec2, "2 changes, 1 rolling deployment",
      [
        ("launchTemplates:", "launchTemplates:"), ("instanceType: t2.micro", "instanceType: t3.small"),
        ("    minSize: 1\n", "    minSize: 1\n    rollingUpdate: { minInService: 1, batchSize: 2 }\n"),
      ]),
    Edit(
      "template-public-address", ec2, "1 change, 1 exposure closed",
      [
        ("launchTemplates:", "launchTemplates:"),
        ("instanceType: t2.micro", "instanceType: t2.micro\n    assignPublicIp: false"),
      ]),
    Edit(
      "group-loses-zone", ec2, "1 change, 1 interruption",
      [
        ("autoScalingGroups:", "autoScalingGroups:"),
        ("subnets: [public-a, public-c]", "subnets: [public-a]"),
      ]),
    Edit(
      "rolling-group-loses-zone", ec2, "1 change, 1 rolling deployment",
      [
        ("autoScalingGroups:", "autoScalingGroups:"),
        ("subnets: [public-a, public-c]", "subnets: [public-a]\n    rollingUpdate: { minInService: 1, batchSize: 1 }"),
      ]),
    Edit("group-size", ec2, "1 change", [("maxSize: 4", "maxSize: 8")]),
    Edit("group-target", ec2, "1 change", [("target: 50", "target: 60")]),
    Edit("builder-instance", ec2, "1 change, 1 interruption", [("instanceType: t2.micro", "instanceType: t3.small")]),
  ]

  @Test(arguments: edits) func saysWhatItDoes(_ edit: Edit) throws {
    var texts = try edit.example.texts()
    if edit.isUndone { swap(&texts.old, &texts.new) }
    let diff = try Diff(
      old: texts.old, new: texts.new, environment: edit.example.example == Self.ecs ? "staging" : nil)
    #expect(try diff.only.verdict.words == edit.verdict)
    Checkout.expect(DiffText(diff).text, at: "Tests/Fixtures/diff/edits/\(edit.name).txt")
  }

  @Test func noExpectationIsStale() {
    let names = Set(Self.edits.map { $0.name + ".txt" })
    #expect(Checkout.files(in: "Tests/Fixtures/diff/edits").filter { !names.contains($0) } == [])
  }
}
