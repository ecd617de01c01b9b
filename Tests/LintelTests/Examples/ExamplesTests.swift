import LintelAWS
import LintelGraph
import LintelSource
import Testing

@testable import Lintel
@testable import LintelEmit

/// The systems in `examples`.
@Suite struct ExamplesTests {
  @Test(arguments: ExampleSpec.all) func lintsClean(_ example: ExampleSpec) throws {
    let checked = try example.check()
    #expect(checked.findings.isEmpty, "\(checked.report)")
    #expect(!checked.graphs.isEmpty)
  }

  @Test(arguments: ExampleSpec.all) func compilesToTheFilesBesideIt(_ example: ExampleSpec) throws {
    let checked = try Checked(of: example.text())
    var paths: Set<String> = []
    for template in try Compilation(checked, parameters: []).templates {
      let folder = ["examples", example.name, "build", template.environment].compactMap(\.self)
      let scripts = [
        ("deploy-stack.sh", template.stackScript(checked.sources)),
        ("deploy.sh", template.deployScript(checked.sources)),
      ]
      for (file, text) in [("template.json", template.text)] + (example.hasScripts ? scripts : []) {
        let path = (folder + [file]).joined(separator: "/")
        Checkout.expect(text, at: path)
        paths.insert(path)
      }
      guard example.hasScripts else { continue }
      // What every such script has in common has a golden of its own: RemovalTests.
      let name = [example.name, template.environment].compactMap(\.self).joined(separator: "-")
      let cut = [DestroyWriter.functions, RemovalRuntime.look, DestroyWriter.work].reduce(template.destroyScript) {
        $0.replacing($1, with: "# [as in removal.sh]")
      }
      Checkout.expect(cut, at: "Tests/Fixtures/script/destroy-\(name).sh")
    }
    let there = [".json", ".sh"].flatMap { Checkout.files(below: "examples/\(example.name)/build", ending: $0) }
    #expect(Set(there) == paths, "no file outlives its environment")
  }

  @Test(arguments: ExampleSpec.all) func sameInputSameOutput(_ example: ExampleSpec) throws {
    let text = try example.text()
    let first = try Compilation.templates(of: text).map(\.text)
    #expect(try Compilation.templates(of: text).map(\.text) == first)
    let damaged = text.replacing("cidr", with: "cdir")
    #expect(try Checked(of: damaged).report == Checked(of: damaged).report)
  }

  @Test(arguments: ExampleSpec.all) func graphsHoldAgainstTheCatalogue(_ example: ExampleSpec) throws {
    for graph in try example.check().finishedGraphs { #expect(Verifier.problems(in: graph) == []) }
  }

  @Test(arguments: Fixture.all(in: "ok")) func graphsOfGoodSpecsHoldAgainstTheCatalogue(_ fixture: Fixture) throws {
    for graph in try fixture.check().finishedGraphs { #expect(Verifier.problems(in: graph) == []) }
  }

  // MARK: Properties

  /// What differs only because the environment's name differs is no difference.
  @Test(arguments: ExampleSpec.all) func equalEnvironmentsGiveEqualTemplates(_ example: ExampleSpec) throws {
    let sections = TopLevelBlocks(of: try example.text()).blocks.filter { !$0.hasPrefix("environments:") }
    // Two systems cannot export one name.
    if sections.contains(where: { $0.hasPrefix("outputs:") && $0.contains("export:") }) { return }
    let text = sections.joined() + "environments: { alpha: {}, bravo: { x-nothing: 1 } }\n"
    let templates = try Compilation.templates(of: text)
    try #require(templates.map(\.environment) == ["alpha", "bravo"])
    #expect(templates[0].text != templates[1].text)
    #expect(templates[0].text.replacing("alpha", with: "bravo") == templates[1].text)

    // A spec that names its environment is none without one.
    if text.contains("${environment}") { return }
    let alone = try Checked(of: sections.joined())
    let base = try #require(alone.graphs.first)
    let alpha = try #require(Checked(of: text).graphs.first)
    #expect(alpha.resources.map(\.path) == base.resources.map(\.path))
    #expect(alpha.resources.map(\.type) == base.resources.map(\.type))
  }

  /// Nothing depends on the order of keys.
  @Test(arguments: ExampleSpec.all) func orderOfSectionsMeansNothing(_ example: ExampleSpec) throws {
    let text = try example.text()
    var dice = SplitMix(state: 11)
    let expected = try Compilation.templates(of: text).map { Self.lines(of: $0.text) }
    for _ in 0..<8 {
      let shuffled = TopLevelBlocks(of: text).blocks.shuffled(using: &dice).joined()
      #expect(try Compilation.templates(of: shuffled).map { Self.lines(of: $0.text) } == expected)
    }
  }

  /// The lines of a template in an order of their own, without the commas between them.
  private static func lines(of template: String) -> [String] {
    template.split(separator: "\n").map { $0.hasSuffix(",") ? String($0.dropLast()) : String($0) }.sorted()
  }
}

/// A spec cut into its top-level keys, each with what belongs to it.
struct TopLevelBlocks {
  private(set) var blocks: [String] = []

  init(of text: String) {
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let startsBlock = line.first.map { $0.isLetter } ?? false
      if startsBlock || blocks.isEmpty { blocks.append("") }
      blocks[blocks.count - 1] += line + "\n"
    }
  }
}
