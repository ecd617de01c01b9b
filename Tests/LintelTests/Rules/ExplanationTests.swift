import Lintel
import LintelKinds
import LintelSchema
import LintelSource
import Testing

/// What `lintel explain` prints.
@Suite struct ExplanationTests {
  /// A name to explain, and the width of the terminal.
  struct Question: Sendable, CustomTestStringConvertible {
    let name: String?
    let width: Int

    var testDescription: String { "\(name == "$" ? "interpolation" : name ?? "list")-\(width)" }
  }

  @Test(arguments: [
    Question(name: nil, width: 80), Question(name: "impossible-task-size", width: 80),
    Question(name: "naming-convention", width: 60), Question(name: "too-many-findings", width: 100),
    Question(name: "scalingPolicies", width: 80), Question(name: "services.loadBalancers.port", width: 80),
    Question(name: "lint", width: 60), Question(name: "ecs", width: 80), Question(name: "desired_count", width: 80),
    Question(name: "services.replicas", width: 80), Question(name: "service.port", width: 80),
    Question(name: "fargate spot", width: 60),
    Question(name: "rds", width: 60), Question(name: "$", width: 80),
  ]) func answersAreAsExpected(_ question: Question) throws {
    let explanation = Explanation(width: question.width, style: .plain)
    let text = try question.name.map { name throws(UsageError) in try explanation.page(of: name) } ?? explanation.list
    Checkout.expect(text, at: "Tests/Fixtures/explain/\(question.testDescription).txt")
  }

  /// Every name that the list gives has a page, without the signs of Markdown.
  @Test func everyNameHasAPage() throws {
    for width in [40, 72, 200] {
      let explanation = Explanation(width: width, style: .plain)
      for name in RuleCatalog.rules.map(\.id) + SectionCatalog.names.sorted() {
        let text = try explanation.page(of: name).text
        #expect(text.hasSuffix("\n") && !text.hasSuffix("\n\n") && !text.contains("\n\n\n"), "\(name)")
        #expect(!text.contains("<doc:") && !text.contains("**") && !text.contains("\n| ---"), "\(name)")
      }
    }
  }

  /// The fields of a section keep to the width, but for words that cannot be broken.
  @Test(arguments: [40, 72, 100]) func fieldsKeepToTheWidth(_ width: Int) throws {
    for kind in SectionCatalog.kinds {
      let name = kind.section
      let example = kind.example.written.map { "    \($0)" }
      let text = try Explanation(width: width, style: .plain).page(of: name).text
      for line in text.split(separator: "\n") where line.count > width && !example.contains(String(line)) {
        #expect(!line.drop { $0 == " " }.contains(" "), "\(name): \(line)")
      }
    }
  }

  /// The table of other tools' words names fields that there are, and no word that a spec has where it stands.
  @Test func wordsOfOthersLeadToFields() throws {
    #expect(ForeignWords.rows.count > 100)
    for row in ForeignWords.rows {
      let owner = try row.owner.isEmpty ? nil : FieldListing(of: row.owner, in: Specification.described)
      let keys = owner?.keys ?? Specification.described.fields.map(\.key)
      for word in row.words {
        #expect(!keys.contains(word), "\(row.owner) has a field '\(word)'")
        #expect(word == ForeignWords.folded(word), "'\(word)' is not folded")
      }
      if case .field(let path) = row.meaning { _ = try FieldListing(of: path, in: Specification.described) }
    }
  }

  @Test(arguments: [
    ("crosed-bounds", "did you mean 'crossed-bounds'?"), ("target-group-", "'target-group-' begins several rules"),
    ("servces", "did you mean 'services'?"),
    ("services.autoScalin", "did you mean 'services.autoScaling'?"), ("quux", "`lintel explain` lists what there is"),
    ("services.name.x", "'services.name' holds no fields"), ("", "`lintel explain` lists what there is"),
    ("services.", "'services' has no field ''"),
  ]) func unknownNamesSayWhatIsNear(_ name: String, _ words: String) {
    let error = #expect(throws: UsageError.self) {
      try Explanation(width: 80, style: .plain).page(of: name)
    }
    #expect(error?.description.contains(words) ?? false, "\(error?.description ?? "")")
  }

  /// The beginning of a rule's name is enough where it is the only one.
  @Test func rulesAreFoundByTheirBeginnings() throws {
    let explanation = Explanation(width: 80, style: .plain)
    #expect(try explanation.page(of: "crossed-b") == explanation.page(of: "crossed-bounds"))
  }

  /// Colour changes nothing but colour.
  @Test(arguments: ["crossed-bounds", "services"]) func colourIsAllThatAnsiAdds(_ name: String) throws {
    let colored = try Explanation(width: 80, style: .ansi).page(of: name).text
    let plain = try Explanation(width: 80, style: .plain).page(of: name).text
    var text = ""
    for (index, piece) in colored.split(separator: "\u{1B}[", omittingEmptySubsequences: false).enumerated() {
      text += index == 0 ? piece : piece.drop { $0 != "m" }.dropFirst()
    }
    #expect(text == plain && colored != plain)
  }
}
