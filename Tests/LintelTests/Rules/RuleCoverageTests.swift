import Lintel
import LintelSource
import Testing

/// Every rule is in the catalogue, and every rule of the catalogue is seen at work.
@Suite struct RuleCoverageTests {
  /// Rules whose report would be too long for a file; a test of their own shows them.
  private static let shownElsewhere: Set<String> = ["too-many-findings"]

  @Test func everyRuleIsInAnExpectedReport() {
    let reports = ["bad", "ok"].flatMap { folder in
      Fixture.names(in: folder, ending: ".findings").compactMap {
        Checkout.text(of: Fixture(folder: folder, name: $0).goldenPath)
      }
    }.joined()
    let unseen = RuleCatalog.rules.map(\.id).filter { id in
      !Self.shownElsewhere.contains(id) && !reports.contains("[\(id)]: ")
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
}
