import LintelGraph
import LintelSource
import Testing

@testable import Lintel

/// One of the specs in `examples`.
struct ExampleSpec: Sendable, CustomTestStringConvertible {
  let name: String

  var testDescription: String { name }

  static let all = Checkout.files(in: "examples").filter { $0 != "ci" }.map { ExampleSpec(name: $0) }

  /// Whether its scripts stand beside it: those of two are enough to read, and the others' say the same again.
  var hasScripts: Bool { ["ecs-autoscaling", "ec2-autoscaling"].contains(name) }

  func text() throws -> String {
    try #require(Checkout.text(of: "examples/\(name)/lintel.yaml"))
  }

  func check() throws -> Checked { try Checked(of: text()) }
}

extension Checked {
  /// What lint says about a text.
  init(of text: String) throws {
    var options = CheckOptions()
    options.files = Checkout.reading(in: "Tests/Fixtures/ok")
    self = try Check.run(SourceFile(path: "lintel.yaml", bytes: Array(text.utf8)), options)
  }

  /// The graphs as targets get them.
  var finishedGraphs: [ResourceGraph] { graphs.map(Compilation.finished) }
}

extension Compilation {
  /// The templates of a text that has no errors.
  static func templates(of text: String) throws -> [Template] {
    let checked = try Checked(of: text)
    #expect(!checked.hasErrors, "\(checked.report)")
    return try Compilation(checked, parameters: []).templates
  }
}
