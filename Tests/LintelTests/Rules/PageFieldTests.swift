import LintelKinds
import LintelSchema
import Testing

@testable import Lintel

/// Pages that are written by hand name fields that there are.
@Suite struct PageFieldTests {
  @Test(arguments: ["FromCopilot", "RealSystems"]) func fieldsAreThere(_ page: String) throws {
    let text = try #require(Checkout.text(of: "Sources/Lintel/Lintel.docc/\(page).md"))
    let sections = SectionCatalog.names
    let language = Specification.described
    // The other side of a table has words of others.
    let columns = text.split(separator: "\n").map { line -> Substring in
      line.hasPrefix("| ") ? line.dropLast(2).split(separator: " | ").last ?? "" : line
    }
    var count = 0
    for words in columns.map({ $0.split(separator: "`", omittingEmptySubsequences: false) }) {
      for word in stride(from: 1, to: words.count, by: 2).map({ String(words[$0]) }) {
        guard let section = word.split(separator: ".").first, sections.contains(String(section)) else { continue }
        #expect(throws: Never.self, "\(word)") { try FieldListing(of: word, in: language) }
        count += 1
      }
    }
    #expect(count > 20)
  }
}
