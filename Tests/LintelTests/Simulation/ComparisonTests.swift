import LintelSimulation
import LintelSource
import Testing

@testable import Lintel

/// Runs side by side, pictures of them, and what is suggested.
@Suite struct ComparisonTests {
  private static func check(_ text: String) throws -> Checked {
    let checked = try Check.run(SourceFile(path: "lintel.yaml", bytes: Array(text.utf8)))
    try #require(checked.isReadable, "\(checked.report)")
    return checked
  }

  private static var request: Simulate.Request {
    var request = Simulate.Request()
    request.load = .profile("ramp")
    return request
  }

  /// The steps that people drew first, 30 % to 3 and 60 % to 5, and target tracking at 50 %, under one ramp.
  @Test(arguments: ["ecs-autoscaling", "ec2-autoscaling"]) func stepsAndTracking(_ name: String) throws {
    let tracking = try ExampleSpec(name: name).text()
    var options = CheckOptions(environment: "staging")
    options.takesSpecsWithoutEnvironments = true
    let specs = try [(name: "lintel.yaml", text: tracking), (name: "steps.yaml", text: steps(name, tracking))].map {
      let checked = try Check.run(SourceFile(path: $0.name, bytes: Array($0.text.utf8)), options)
      try #require(checked.isReadable, "\(checked.report)")
      return (name: Optional($0.name), checked: checked)
    }
    let simulate = try Simulate(specs, Self.request, sharesLoad: true)
    let text = ComparisonText(simulate, isColored: false, width: 110).text
    let picture = SimulateSVG(simulate, isComparing: true).text
    Checkout.expect(text, at: "Tests/Fixtures/simulate/\(name)-policies.txt")
    let folder = name == "ecs-autoscaling" ? "examples/\(name)/" : "Tests/Fixtures/simulate/\(name)-"
    Checkout.expect(picture, at: folder + "policies.svg")
    for width in [40, 80] {
      let text = ComparisonText(simulate, isColored: false, width: width).text
      for line in text.text.split(separator: "\n") { #expect(Paragraph.cells(line) <= width, "\(line)") }
    }
  }

  /// The spec with steps: the example's own file, or the example with its policy replaced.
  private func steps(_ name: String, _ tracking: String) throws -> String {
    if name == "ecs-autoscaling" { return try #require(Checkout.text(of: "examples/ecs-autoscaling/steps.yaml")) }
    let policy = "    targetTracking: { metric: cpu, target: 50 }\n"
    try #require(tracking.contains(policy) && tracking.contains("maxSize: 4"))
    let steps = """
          stepScaling:
            metric: cpu
            steps:
              - { above: 60, setCapacity: 5 }
              - { above: 30, setCapacity: 3 }
              - { below: 9, setCapacity: 1 }

      """
    return tracking.replacing(policy, with: steps).replacing("maxSize: 4", with: "maxSize: 5")
  }

  @Test func severalSpecs() throws {
    let text = try ExampleSpec(name: "ec2-autoscaling").text()
    let other = text.replacing("target: 50 }", with: "target: 30 }").replacing("16 rps", with: "99 rps")
    let simulate = try Simulate(
      [(name: "old.yaml", checked: Self.check(text)), (name: "new.yaml", checked: Self.check(other))], Self.request,
      sharesLoad: true)
    #expect(simulate.systems.map(\.label) == ["old.yaml", "new.yaml"])
    #expect(simulate.compared.map(\.count) == [2])
    #expect(simulate.systems.allSatisfy { $0.curve.peak == 16 }, "the load is that of the first")
  }

  @Test(arguments: ["ec2-autoscaling", "scaling-on-schedule"]) func pictures(_ name: String) throws {
    var request = Self.request
    if name == "scaling-on-schedule" { request.load = .profile("morning") }
    let simulate = try Simulate(Self.check(ExampleSpec(name: name).text()), request)
    Checkout.expect(SimulateSVG(simulate).text, at: "Tests/Fixtures/simulate/\(name).svg")
  }

  /// Who writes what is suggested gets a system that is never saturated at either end.
  @Test func suggestionsHold() throws {
    let text = try ExampleSpec(name: "ec2-autoscaling").text()
    let simulate = try Simulate(Self.check(text), Self.request)
    #expect(simulate.systems[0].runs[0].typical.totals.secondsSaturated > 0)
    let suggestion = Suggest(simulate).text.text
    Checkout.expect(suggestion, at: "Tests/Fixtures/simulate/suggestion.txt")
    var lines: [String: Int] = [:]
    for line in suggestion.split(separator: "\n") {
      for key in ["minSize", "maxSize", "target"] {
        let parts = line.split(separator: "\(key): ")
        if parts.count == 2 { lines[key] = Int(parts[1].prefix { $0.isNumber }) }
      }
    }
    let least = try #require(lines["minSize"])
    let most = try #require(lines["maxSize"])
    let better = text.replacing("minSize: 1", with: "minSize: \(least)").replacing(
      "maxSize: 4", with: "maxSize: \(most)"
    )
    .replacing("target: 50 }", with: "target: \(lines["target"] ?? 50) }")
    .replacing("desiredCapacity: 1", with: "desiredCapacity: \(least)")
    let again = try Simulate(Self.check(better), Self.request)
    for (pace, outcome) in again.systems[0].runs[0].outcomes {
      #expect(outcome.totals.secondsSaturated == 0, "\(pace)")
    }
  }
}
