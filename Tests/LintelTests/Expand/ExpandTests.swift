import Lintel
import LintelGraph
import LintelSource
import Testing

/// `lintel expand`: the same systems, written in full.
@Suite struct ExpandTests {
  /// A spec and where its other files are.
  struct Subject: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let folder: String
    let text: String
    var isByChance = false

    var file: SourceFile { SourceFile(path: "lintel.yaml", bytes: Array(text.utf8)) }
  }

  static let written =
    ExampleSpec.all.compactMap { example in
      (try? example.text()).map { Subject(testDescription: example.name, folder: "examples/\(example.name)", text: $0) }
    }
    + Fixture.all(in: "ok").compactMap { fixture in
      Checkout.bytes(of: fixture.specPath).map {
        Subject(
          testDescription: fixture.name, folder: "Tests/Fixtures/ok", text: String(decoding: $0, as: UTF8.self))
      }
    }

  static let chance = (0..<40).map { seed -> Subject in
    var specs = ShortSpecs(seed: UInt64(seed))
    return Subject(
      testDescription: "seed \(seed)", folder: "Tests/Fixtures/ok", text: specs.text(), isByChance: true)
  }

  @Test(arguments: written + chance) func aSpecInFullIsTheSame(_ subject: Subject) throws {
    let options = Self.options(subject)
    let before = try Check.run(subject.file, options)
    // By chance an entry is laid over one that does not follow.
    guard before.isReadable else { return #expect(subject.isByChance, "\(before.report)") }
    let text = try #require(try Expanding(subject.file, options).text)
    let full = SourceFile(path: "lintel.yaml", bytes: Array(text.utf8))
    let after = try Check.run(full, options)
    let (old, new) = (try Self.files(before), try Self.files(after))
    #expect(old == new, "\(text)")
    #expect(!old.isEmpty || before.hasErrors, "\(before.report)")
    // Nothing is left to write out.
    #expect(try Expanding(full, options).text == text)
    #expect(Self.words(after).subtracting(Self.words(before)).isEmpty, "\(after.report)\n\(text)")
    let lost = Self.comments(subject.text).subtracting(Self.comments(text))
    #expect(lost.isEmpty, "\(lost)\n\(text)")
  }

  /// Templates alone: scripts are made of the same graph, and those of so many services take half a minute here.
  @Test func fiveHundredServicesAreTheSame() throws {
    var specs = ShortSpecs(seed: 500)
    let file = SourceFile(path: "lintel.yaml", bytes: Array(specs.text(of: 500).utf8))
    let text = try #require(try Expanding(file).text)
    let full = SourceFile(path: "lintel.yaml", bytes: Array(text.utf8))
    let (before, after) = (try Check.run(file), try Check.run(full))
    #expect(before.graphs.first?.resources.count ?? 0 > 2000)
    #expect(before.graphs.count == after.graphs.count)
    let templates = try [before, after].map { try Compilation($0, parameters: []).templates.map(\.text) }
    #expect(!templates[0].isEmpty && templates[0] == templates[1])
  }

  /// What a person reads: pinned, so that a change of its form is seen.
  @Test(arguments: ["short-services", "short-environments", "short-own-network"])
  func readsWell(_ name: String) throws {
    let bytes = try #require(Checkout.bytes(of: "Tests/Fixtures/ok/\(name).yaml"))
    let text = try #require(try Expanding(SourceFile(path: "lintel.yaml", bytes: bytes)).text)
    Checkout.expect(text, at: "Tests/Fixtures/expand/\(name).yaml")
  }

  /// A spec that does not read is not expanded, and one with errors of rules is.
  @Test func whatDoesNotReadStays() throws {
    let head =
      "lintel: 1\nproject: shop\nregion: us-east-1\nservices:\n  web:\n    image: \"public.ecr.aws/nginx/nginx:1.27\"\n"
    let unread = SourceFile(path: "lintel.yaml", bytes: Array((head + "    scale: many\n").utf8))
    #expect(try Expanding(unread).text == nil)
    let crossed = SourceFile(path: "lintel.yaml", bytes: Array((head + "    scale: 10-2\n").utf8))
    #expect(try Expanding(crossed).text?.contains("maxCapacity: 2") == true)
  }

  private static func options(_ subject: Subject) -> CheckOptions {
    var options = CheckOptions()
    options.files = Checkout.reading(in: subject.folder)
    return options
  }

  /// All that a spec compiles to; comments of scripts name lines of the spec, which are others.
  private static func files(_ checked: Checked) throws -> [String] {
    guard !checked.hasErrors else { return [] }
    return try Compilation(checked, parameters: []).templates.flatMap { template in
      [
        template.text, template.deployScript(checked.sources), template.stackScript(checked.sources),
        template.destroyScript,
      ].map { text in
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line -> Substring in
          guard line.hasPrefix("#"), line.hasSuffix(")"), let open = line.lastIndex(of: "(") else { return line }
          return line[..<open]
        }.joined(separator: "\n")
      }
    }
  }

  private static func words(_ checked: Checked) -> Set<String> {
    // A variable that said how a service scales is left over.
    Set(checked.findings.filter { $0.severity >= .warning }.map { "\($0.rule.id): \($0.message)" })
  }

  /// What stands behind `#`, whether a comment or not.
  private static func comments(_ text: String) -> Set<Substring> {
    Set(
      text.split(separator: "\n").compactMap { line in
        guard let mark = line.firstRange(of: " #")?.upperBound ?? (line.hasPrefix("#") ? line.startIndex : nil) else {
          return nil
        }
        let words = line[mark...].drop { $0 == "#" }
        return words.isEmpty || words.contains("\"") ? nil : words
      })
  }
}
