import Lintel
import LintelAnalysis
import LintelDiff
import LintelSource
import Testing

/// Small files that would cost much, and what is said of them.
@Suite struct HeavyInputTests {
  private static let head = """
    lintel: 1
    project: p
    region: us-east-1
    vpcs: { v: { cidr: 10.0.0.0/16 } }
    subnets: { s: { vpc: v, availabilityZone: a, cidr: 10.0.0.0/24 } }

    """

  private func check(_ text: String) throws -> Checked {
    try Check.run(SourceFile(path: "lintel.yaml", bytes: Array(text.utf8)))
  }

  /// A chain of variables, each holding the one before it so many times.
  private func chain(_ levels: Int, copies: Int, end: String = "y") -> String {
    let lines = (1..<max(1, levels)).map { level in
      "  x\(level): \"" + String(repeating: "${variables.x\(level - 1)}", count: copies) + "\"\n"
    }
    return "variables:\n  x0: \"\(end)\"\n" + lines.joined() + "tags: { a: \"${variables.x\(levels - 1)}\" }\n"
  }

  @Test(arguments: [2, 9, 60]) func aChainIsNoCircle(_ levels: Int) throws {
    #expect(try check(Self.head + chain(levels, copies: 1)).findings.isEmpty)
  }

  /// What multiplies at each level is a finding with a place, before it costs memory.
  @Test(arguments: [10, 24, 60]) func variablesThatMultiplyAreBounded(_ levels: Int) throws {
    let findings = try check(Self.head + chain(levels, copies: 8)).findings.filter { $0.severity == .error }
    #expect(findings.map(\.rule.id) == ["too-large"] && findings[0].span.isWritten && !findings[0].help.isEmpty)
  }

  /// What is wrong at the bottom is said once where the top is used, however many ways lead there.
  @Test(arguments: ["${nothing}", "${variables.x30}", "${variables.none}"])
  func mistakesDoNotMultiply(_ end: String) throws {
    let findings = try check(Self.head + chain(31, copies: 8, end: end)).findings
    #expect(
      findings.contains { $0.rule.id == "invalid-interpolation" } && findings.count < 4, "\(findings.map(\.message))")
  }

  @Test func aChainHasAnEnd() throws {
    let findings = try check(Self.head + chain(3000, copies: 1)).findings
    #expect(findings.map(\.rule.id) == ["too-deep"])
  }

  /// Comments below each other are looked at once: 20,000 of them took seconds.
  @Test func stackedCommentsAreReadOnce() throws {
    let comment = "# lintel: allow moving-image-tag because it is tried out\n"
    let checked = try check(Self.head + String(repeating: comment, count: 20_000) + "x-c: {}\n")
    #expect(Set(checked.findings.map(\.rule.id)) == ["unused-allow"])
  }

  /// Functions of a template that stand in each other are bounded too.
  @Test(arguments: [2, 14]) func functionsThatMultiplyAreBounded(_ levels: Int) throws {
    var name = "{ \"Ref\": \"AWS::Region\" }"
    for _ in 0..<levels {
      name = "{ \"Fn::Sub\": [\"" + String(repeating: "${x}", count: 4) + "\", { \"x\": \(name) }] }"
    }
    let text = """
      { "Resources": { "Group": { "Type": "AWS::Logs::LogGroup", "Properties": { "LogGroupName": \(name) } } } }
      """
    let file = SourceFile(path: "template.json", bytes: Array(text.utf8))
    if levels == 2 {
      #expect(try TemplateFile(file) != nil)
    } else {
      let error = #expect(throws: UsageError.self) { try TemplateFile(file) }
      #expect(error?.description.contains("more than") ?? false)
    }
  }

  // MARK: What is there many times

  private static let network = """
    lintel: 1
    project: p
    region: us-east-1
    vpcs: { v: { cidr: 10.0.0.0/16 } }
    subnets: { a: { vpc: v, availabilityZone: a, cidr: 10.0.0.0/16, public: true } }

    """

  private func checkedInstances(_ count: Int) throws -> Checked {
    let hosts = (0..<count).map { number in
      "  h\(number): { ami: ami-0123456789abcdef0, instanceType: t3.micro, subnet: a, securityGroups: [g] }\n"
    }
    return try check(
      Self.network + "securityGroups: { g: { vpc: v, description: G, ingress: [{ port: 80, securityGroup: g }] } }\n"
        + "instances:\n" + hosts.joined())
  }

  /// Many hosts that may all reach each other are not named pair by pair.
  @Test(arguments: [3, 400]) func aGroupStandsForManyHosts(_ count: Int) throws {
    let checked = try checkedInstances(count)
    #expect(checked.findings.isEmpty)
    let text = ReachText(try Reach(checked), isColored: false).text.text
    #expect(text.contains("any of the \(count) that wear it") == (count > 50))
    #expect(text.split(separator: "\n").count < 8 * count + 8)
    let pair = try Reach(checked, from: "instances.h0", to: "instances.h2")
    #expect(ReachText(pair, isColored: false).text.text.contains("instances.h0 → instances.h2: yes"))
  }

  /// One host more is no news of the others, also where it makes too many of them to name.
  @Test func theLimitOfNamedHostsIsNoDifference() throws {
    let diff = Diff(old: try checkedInstances(50), new: try checkedInstances(51), names: ("old", "new"))
    let exposures = diff.comparisons.flatMap(\.diff.exposures)
    #expect(exposures.allSatisfy { $0.isMore && $0.passage.to.description == "instances.h50" })
  }

  /// Lint says of a template what compile would, and the scripts have no such limits.
  @Test(arguments: ["resources", "parameters", "bytes"]) func lintPromisesWhatCompileDoes(_ noun: String) throws {
    let clusters = "clusters:\n" + (0..<500).map { "  c\($0): {}\n" }.joined()
    let parameters = "parameters:\n" + (0..<200).map { "  p\($0): { default: a }\n" }.joined()
    let variables = (0..<200).map { "          V\($0): \"${parameters.p\($0)}\"\n" }.joined()
    let text = String(repeating: "x", count: 9000)
    let large = (0..<120).map { number in
      "  t\(number): { cpu: 256, memory: 512, containers: { c: { image: \(Self.image), environment: { V: \(text) } } } }\n"
    }
    let task = """
      repositories: { r: {} }
      taskDefinitions:
        t:
          cpu: 256
          memory: 512
          containers:
            c:
              image: { repository: r, tag: a }
              environment:

      """
    let spec =
      switch noun {
      case "resources": clusters
      case "parameters": parameters + task + variables
      default: "taskDefinitions:\n" + large.joined()
      }
    let checked = try check(Self.network + spec)
    let said = checked.findings.filter { $0.rule.id == "template-too-large" }
    #expect(said.count == 1 && said[0].severity == .warning && said[0].message.contains(noun), "\(checked.report)")
    let compiled = try Compilation(checked, parameters: [])
    let errors = compiled.findings.filter { $0.severity == .error }
    #expect(errors.map(\.span) == said.map(\.span) && errors.map(\.message) == said.map(\.message))
    #expect(compiled.findings.count == checked.findings.count)
    #expect(!(try Compilation(checked, parameters: [], isForStacks: false).hasErrors))
  }

  private static let image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/app:1"
}
