import Glibc
import Lintel
import LintelSource
import Testing

/// One spec in `Tests/Fixtures`.
struct Fixture: Sendable, CustomTestStringConvertible {
  /// `bad`, `ok` or `shape`.
  let folder: String
  /// Without the ending.
  let name: String

  var testDescription: String { "\(folder)/\(name)" }

  /// Where the fixture's spec is.
  var specPath: String { "Tests/Fixtures/\(folder)/\(name).yaml" }

  /// Where the report is that is expected of it.
  var goldenPath: String { "Tests/Fixtures/\(folder)/\(name).findings" }

  /// The fixtures of a folder, in the order of their names.
  static func all(in folder: String) -> [Fixture] {
    names(in: folder, ending: ".yaml").map { Fixture(folder: folder, name: $0) }
  }

  /// The files of a folder that end so, without the ending.
  static func names(in folder: String, ending: String) -> [String] {
    Checkout.files(in: "Tests/Fixtures/\(folder)").filter { $0.hasSuffix(ending) }
      .map { String($0.dropLast(ending.count)) }
  }

  /// What lint says about it, the path shown as the file's name.
  func check() throws -> Checked {
    let bytes = try #require(Checkout.bytes(of: specPath))
    var options = CheckOptions()
    options.files = Checkout.reading(in: "Tests/Fixtures/\(folder)")
    return try Check.run(SourceFile(path: "\(name).yaml", bytes: bytes), options)
  }
}

extension Checked {
  /// The plain report, as `lintel lint` prints it to a file.
  var report: String { HumanReport().render(findings, sources: sources).text }
}
