import ArgumentParser
import Lintel
import LintelSource

struct Schema: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Prints the JSON Schema of the language, for editors.")

  func run() throws {
    try Reporting.print(PrintableText(lines: Language.schema))
  }
}

/// Facts about AWS's types as the proofs read them.
struct Catalog: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "catalog",
    abstract: "Prints what Lintel knows of AWS's resource types.", shouldDisplay: false)

  func run() throws {
    try Reporting.print(PrintableText(lines: Language.catalog))
  }
}
