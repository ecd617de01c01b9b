import Lintel
import LintelSource
import Testing

/// Every rule is in the catalogue, and every rule of the catalogue is seen at work.
@Suite struct RuleCoverageTests {
  /// The wrong examples of a page are recorded with their reports on the rule's page of the reference.
  @Test func everyRuleIsInAnExpectedReport() {
    let unseen = RuleCatalog.rules.map(\.id).filter { id in
      let page = Checkout.text(of: "Sources/Lintel/Lintel.docc/Reference/Rules/\(id).md")
      return !(page?.contains("[\(id)]: ") ?? false)
    }
    #expect(unseen == [])
  }

  @Test func tooManyFindingsEndTheRun() throws {
    let keys = Array(repeating: "k: 1", count: 200).joined(separator: ", ")
    let checked = try Check.run(SourceFile(path: "lintel.yaml", bytes: Array("x-a: { \(keys) }\n".utf8)))
    #expect(checked.findings.contains { $0.rule.id == "too-many-findings" })
    #expect(checked.findings.count <= 102)
  }

  @Test func idsAreUniqueAndInKebabCase() {
    let ids = RuleCatalog.rules.map(\.id)
    #expect(Set(ids).count == ids.count)
    for rule in RuleCatalog.rules {
      #expect(rule.id.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x2D }, "\(rule.id)")
      #expect(rule.summary.hasSuffix("."), "\(rule.id)")
    }
  }

  /// The ids that the sources declare, with `= Rule("…"`, are those of the catalogue.
  @Test func everyDeclaredRuleIsInTheCatalogue() {
    var declared: Set<String> = []
    for path in Checkout.files(below: "Sources", ending: ".swift") {
      let source = Checkout.text(of: path) ?? ""
      for rest in source.split(separator: "= Rule(", omittingEmptySubsequences: false).dropFirst() {
        let text = rest.drop { $0.isWhitespace }
        guard text.first == "\"" else { continue }
        declared.insert(String(text.dropFirst().prefix { $0 != "\"" }))
      }
    }
    #expect(declared == Set(RuleCatalog.rules.map(\.id)))
  }

  /// Analyses, rules, diff and emitters ask for facts of AWS's types, or name a type by the constant of its file. (The type
  /// of a template's parameter is none of these.)
  @Test func noTypeIsNamedOutsideItsFile() {
    let folders = [
      "LintelRules", "LintelAnalysis", "LintelDiff", "LintelGraph", "Lintel", "LintelSource", "LintelEmit",
    ]
    var named: [String] = []
    for folder in folders {
      for path in Checkout.files(below: "Sources/\(folder)", ending: ".swift") {
        for line in (Checkout.text(of: path) ?? "").split(separator: "\n")
        where line.contains("\"AWS::") && !line.contains("AWS::EC2::Image::Id") || line.contains("\"Lintel::") {
          named.append("\(path): \(line)")
        }
      }
    }
    #expect(named == [])
  }
}
