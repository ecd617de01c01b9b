import Lintel
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
}
