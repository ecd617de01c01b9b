import LintelDiff
import LintelGraph
import LintelSource
import Testing

@testable import Lintel

extension Diff {
  /// Two versions of a spec.
  init(old: String, new: String, environment: String? = nil) throws {
    let (before, after) = (try Checked(reading: old, environment), try Checked(reading: new, environment))
    #expect(before.isReadable, "\(before.report)")
    #expect(after.isReadable, "\(after.report)")
    self.init(old: before, new: after, names: ("old.yaml", "new.yaml"))
  }

  /// Two environments of a spec.
  init(_ text: String, from: String, to: String) throws {
    var options = CheckOptions()
    options.environments = [from, to]
    options.keepsSymbols = true
    let checked = try Check.run(SourceFile(path: "lintel.yaml", bytes: Array(text.utf8)), options)
    #expect(checked.isReadable, "\(checked.report)")
    self.init(checked, from: from, to: to)
  }

  /// The only comparison.
  var only: Comparison {
    get throws {
      try #require(comparisons.count == 1)
      return comparisons[0]
    }
  }
}

extension Checked {
  init(reading text: String, _ environment: String?) throws {
    var options = CheckOptions(environment: environment)
    options.files = Checkout.reading(in: "Tests/Fixtures/ok")
    self = try Check.run(SourceFile(path: "lintel.yaml", bytes: Array(text.utf8)), options)
  }
}

/// A spec with some of its text replaced.
struct EditedExample: Sendable {
  let example: String
  /// Pairs of what is there and what stands in its place: the first occurrence after the last one replaced.
  let replacements: [(old: String, new: String)]

  func texts() throws -> (old: String, new: String) {
    let text = try ExampleSpec(name: example).text()
    var edited = ""
    var rest = text[...]
    for (old, new) in replacements {
      let range = try #require(rest.firstRange(of: old), "\(old)")
      edited += rest[..<range.lowerBound] + new
      rest = rest[range.upperBound...]
    }
    return (text, edited + rest)
  }
}
