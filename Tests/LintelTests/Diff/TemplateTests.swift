import LintelDiff
import LintelGraph
import LintelSource
import Testing

@testable import Lintel

/// Templates as a side of a diff.
@Suite struct TemplateTests {
  /// Every system that a test can compile: each environment of the examples, and of the specs in `ok`.
  static let systems: [System] = (try? allSystems()) ?? []

  struct System: Sendable, CustomTestStringConvertible {
    let name: String
    let spec: String
    let environment: String?

    var testDescription: String { [name, environment].compactMap(\.self).joined(separator: " ") }

    func checked() throws -> Checked { try Checked(reading: spec, environment) }

    func template() throws -> String {
      try #require(Compilation(try checked(), parameters: []).templates.first).text
    }
  }

  private static func allSystems() throws -> [System] {
    let examples = try ExampleSpec.all.map { ($0.name, try $0.text()) }
    let fixtures = try Fixture.all(in: "ok").map { ($0.name, try #require(Checkout.text(of: $0.specPath))) }
    return try (examples + fixtures).flatMap { name, text in
      try Checked(of: text).graphs.map { System(name: name, spec: text, environment: $0.environment) }
    }
  }

  @Test func thereAreSystems() { #expect(Self.systems.count > 10) }

  /// What is emitted and read again is what was compiled, in both spellings and in both directions.
  @Test(arguments: systems) func roundTrip(_ system: System) throws {
    let json = try system.template()
    for text in [json, ShortForms(of: json).text] {
      for isOld in [true, false] {
        let diff = try Diff(template: text, spec: system.spec, system.environment, isOld: isOld)
        #expect(diff.isEmpty, "\(DiffText(diff).text)")
        #expect(try diff.only.verdict.words == "no differences")
      }
    }
    #expect(try Diff(try TemplateFile(text: json), try TemplateFile(text: ShortForms(of: json).text)).isEmpty)
  }

  /// Nothing of a template is passed over: each value of each resource, altered, is a difference.
  ///
  /// What comes after what and in which stage is none.
  @Test(arguments: systems.filter { $0.name.hasSuffix("autoscaling") && $0.environment != "staging" })
  func everyValueCounts(_ system: System) throws {
    let json = try system.template()
    let lines = json.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let first = try #require(lines.firstIndex { $0.hasPrefix("  \"Resources\"") })
    let last = try #require(lines.firstIndex { $0.hasPrefix("  \"Outputs\"") })
    let spec = try system.checked()
    var count = 0
    var isOrder = false
    for index in first..<last {
      let key = lines[index].drop { $0 == " " || $0 == "\"" }.prefix { $0 != "\"" }
      isOrder = key == "DependsOn" || isOrder && !lines[index].contains(":")
      if isOrder || lines[index].contains("lintel:") || key == "Condition" || key.hasSuffix("Policy") { continue }
      for value in LineValue.all(in: lines[index]) {
        var altered = lines
        altered[index] = value.altered(lines[index])
        let diff = try Diff(
          TemplateFile(text: altered.joined(separator: "\n")), spec, "lintel.yaml", isOld: true)
        #expect(!diff.isEmpty, "\(lines[index]) altered to \(altered[index])")
        count += 1
      }
    }
    #expect(count > 100)
    let kept = "      \"DeletionPolicy\": \"RetainExceptOnCreate\",\n      \"UpdateReplacePolicy\": \"Retain\",\n"
    let isLost = try Diff(TemplateFile(text: json.replacing(kept, with: "")), spec, "lintel.yaml", isOld: true)
    #expect(isLost.isEmpty != json.contains(kept))
  }

  /// One template, written by hand in YAML and in JSON, with every function that can be worked out.
  @Test func functionsAreWorkedOut() throws {
    let yaml = try #require(Checkout.text(of: "Tests/Fixtures/diff/functions.yaml"))
    let json = try #require(Checkout.text(of: "Tests/Fixtures/diff/functions.json"))
    let diff = try Diff(try TemplateFile(text: yaml), try TemplateFile(text: json))
    #expect(diff.isEmpty, "\(DiffText(diff).text)")
    let graph = try TemplateFile(text: yaml).graph()
    #expect(graph.resources.map(\.path.id) == ["Vpc", "Subnet", "Web", "Role"])
    let texts = graph.resources.flatMap { resource in
      resource.properties.map { "\(resource.path.id).\($0.key) \(Canonical.text(of: $0.value))" }
        + resource.tags.map { "\(resource.path.id) tag \($0.key) \(Canonical.text(of: $0.value))" }
    }
    Checkout.expect(texts.joined(separator: "\n") + "\n", at: "Tests/Fixtures/diff/functions.txt")
  }

  /// A template by hand and a version of it: a policy is narrowed, a load balancer opened, and a secret changed.
  @Test func templatesAreCompared() throws {
    let old = try #require(Checkout.text(of: "Tests/Fixtures/diff/template-old.yaml"))
    let new = try #require(Checkout.text(of: "Tests/Fixtures/diff/template-new.yaml"))
    let diff = try Diff(try TemplateFile(text: old, "old.yaml"), try TemplateFile(text: new, "new.yaml"))
    Checkout.expect(DiffText(diff).text, at: "Tests/Fixtures/diff/template.txt")
    Checkout.expect(DiffJSON(diff).text, at: "Tests/Fixtures/diff/template.json")
  }

  /// What `aws cloudformation get-template` prints, of a template in JSON and of one in YAML.
  @Test func answersOfGetTemplateAreTemplates() throws {
    let system = try #require(Self.systems.first { $0.environment == "staging" })
    let json = try system.template()
    var quoted = ""
    appendJSONString(ShortForms(of: json).text, to: &quoted)
    for body in [json, quoted] {
      let answer = "{ \"TemplateBody\": \(body), \"StagesAvailable\": [\"Original\"] }"
      #expect(try Diff(template: answer, spec: system.spec, "staging", isOld: true).isEmpty)
    }
  }

  @Test(arguments: [
    ("Resources: 1", "1:12: 'Resources' of the template is no mapping"),
    ("AWSTemplateFormatVersion: '2010-09-09'", "1:1: the template has no 'Resources'"),
    ("Resources:\n  A: { Properties: {} }", "2:3: resource 'A' has no 'Type'"),
    (
      "Resources:\n  Fn::ForEach::A: [x, [1], {}]",
      "2:3: 'Fn::ForEach::A' is expanded by AWS only: give the template that `aws cloudformation get-template "
        + "--template-stage Processed` prints"
    ),
  ]) func unsoundTemplates(_ text: String, _ message: String) {
    #expect {
      try TemplateFile(text: text)
    } throws: {
      ($0 as? UsageError)?.description == message
    }
  }

  /// Circles and depths end, and so does whatever is left of a damaged template.
  @Test func nothingHangsOrCrashes() throws {
    let circle = "Conditions: { A: !Not [!Condition B], B: !Not [!Condition A] }\nResources: {}"
    #expect(try TemplateFile(text: circle).graph().resources.isEmpty)
    let links = (0..<5000).map { "  C\($0): !And [!Condition C\($0 + 1), !Condition C\($0 + 1)]\n" }.joined()
    let deep = "Conditions:\n\(links)Resources: { A: { Type: AWS::EC2::VPC, Condition: C0 } }"
    #expect(try TemplateFile(text: deep).graph().resources.count == 1)
    let map = "Mappings: { M: { a: { b: !FindInMap [M, a, b] } } }\nResources:\n"
    let circular = map + "  A: { Type: X::Y::Z, Properties: { P: !FindInMap [M, !FindInMap [M, a, b], b] } }"
    #expect(try TemplateFile(text: circular).graph().resources.count == 1)
    let system = try #require(Self.systems.first)
    let text = ShortForms(of: try system.template()).text
    var dice = SplitMix(state: 7)
    for _ in 0..<150 {
      var bytes = Array(text.utf8)
      for _ in 0..<3 {
        let index = Int.random(in: bytes.indices, using: &dice)
        bytes[index] = Array("{}[]!:,\"$\n x".utf8).randomElement(using: &dice) ?? 0
      }
      guard let template = try? TemplateFile(SourceFile(path: "t.yaml", bytes: bytes)), template.isReadable else {
        continue
      }
      _ = try? Diff(template, try system.checked(), "lintel.yaml", isOld: true)
    }
  }
}

extension TemplateFile {
  init(text: String, _ path: String = "template.yaml") throws {
    self = try #require(try TemplateFile(SourceFile(path: path, bytes: Array(text.utf8))))
    #expect(isReadable, "\(HumanReport().render(findings, sources: sources))")
  }
}

extension Diff {
  init(template: String, spec: String, _ environment: String?, isOld: Bool) throws {
    let checked = try Checked(reading: spec, environment)
    self = try Diff(try TemplateFile(text: template), checked, "lintel.yaml", isOld: isOld)
  }
}

/// A value on a line of a template.
private struct LineValue {
  let range: Range<String.Index>
  let text: String

  /// The texts and numbers on a line that are no keys.
  static func all(in line: String) -> [LineValue] {
    var values: [LineValue] = []
    var index = line.startIndex
    while index < line.endIndex {
      if line[index] == "\"" {
        var end = line.index(after: index)
        while line[end] != "\"" { end = line.index(end, offsetBy: line[end] == "\\" ? 2 : 1) }
        end = line.index(after: end)
        if end == line.endIndex || line[end] != ":" {
          values.append(LineValue(range: index..<end, text: String(line[index..<end])))
        }
        index = end
      } else if line[index].isNumber || line[index].isLetter {
        let end = line[index...].firstIndex { !$0.isNumber && !$0.isLetter && $0 != "." } ?? line.endIndex
        values.append(LineValue(range: index..<end, text: String(line[index..<end])))
        index = end
      } else {
        index = line.index(after: index)
      }
    }
    return values
  }

  func altered(_ line: String) -> String {
    let new: String =
      switch text {
      case "true": "false"
      case "false": "true"
      default: text.hasPrefix("\"") ? "\"" + text.dropFirst().dropLast() + "x\"" : text + "1"
      }
    return line.replacingCharacters(in: range, with: new)
  }
}

extension String {
  fileprivate func replacingCharacters(in range: Range<Index>, with text: String) -> String {
    String(self[..<range.lowerBound]) + text + String(self[range.upperBound...])
  }
}
