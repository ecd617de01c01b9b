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
  @Test func stepsAndTracking() throws {
    let text = try ExampleSpec(name: "ecs-autoscaling").text()
    let cpu = "encryptor: { cpu: 1024, memory: 2048 }"
    try #require(text.contains(cpu))
    let steps = text.replacing(cpu, with: "encryptor: { cpu: 256, memory: 512 }").replacing(
      "            - { above: 60, setCapacity: 5 }\n",
      with: "            - { above: 30, setCapacity: 3 }\n            - { above: 60, setCapacity: 5 }\n")
    let simulate = try Simulate([(name: nil, checked: Self.check(steps))], Self.request, sharesLoad: true)
    Checkout.expect(
      ComparisonText(simulate, isColored: false, width: 110).text, at: "Tests/Fixtures/simulate/comparison.txt")
    Checkout.expect(SimulateSVG(simulate, isComparing: true).text, at: "Tests/Fixtures/simulate/comparison.svg")
    for width in [40, 80] {
      let text = ComparisonText(simulate, isColored: false, width: width).text
      for line in text.text.split(separator: "\n") { #expect(Paragraph.cells(line) <= width, "\(line)") }
    }
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
