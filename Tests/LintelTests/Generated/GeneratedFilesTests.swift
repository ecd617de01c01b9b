import Lintel
import Testing

/// Files that are made from the sources say what the sources say now.
@Suite struct GeneratedFilesTests {
  @Test func schema() {
    Checkout.expect(Language.schema, at: "schemas/lintel.schema.json")
  }

  @Test func referencePages() {
    let folder = "Sources/Lintel/Lintel.docc/Reference"
    for page in Language.referencePages { Checkout.expect(page.text, at: "\(folder)/\(page.path)") }
    let pages = Language.referencePages.map { "\(folder)/\($0.path)" }
    #expect(Checkout.files(below: folder, ending: ".md").sorted() == pages.sorted(), "a page that nothing makes")
  }

  @Test func generatingTwiceGivesTheSame() {
    #expect(Language.schema == Language.schema)
    #expect(Language.catalog == Language.catalog)
  }
}
