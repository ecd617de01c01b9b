import ArgumentParser
import Glibc
import Lintel
import LintelGraph
import LintelSource

/// What commands that read a spec have in common.
struct SpecOptions: ParsableArguments {
  @Option(name: .long, help: ArgumentHelp("Only this environment.", valueName: "name"))
  var environment: String?

  @Option(name: .customLong("set"), help: ArgumentHelp("Sets a variable of the spec.", valueName: "name=value"))
  var variables: [Assignment] = []

  func options() -> CheckOptions {
    CheckOptions(environment: environment, variables: variables.map { ($0.name, $0.value) })
  }

  func find(_ path: String?, _ printing: PrintingOptions) throws -> SourceFile {
    try Files.find(path, printing.remarks).file
  }

  /// Checks a spec.
  func check(_ file: SourceFile) throws -> Checked { try Files.check(file, options()) }
}

extension Files {
  /// Checks a spec.
  static func check(_ file: SourceFile, _ options: CheckOptions) throws -> Checked {
    var options = options
    options.files = contents
    do throws(UsageError) {
      return try Check.run(file, options)
    } catch {
      throw Failure("\(file.path): \(error.message)")
    }
  }
}

/// `name=value`.
struct Assignment: ExpressibleByArgument {
  let name: String
  let value: String

  init?(argument: String) {
    guard let equals = argument.firstIndex(of: "="), equals != argument.startIndex else { return nil }
    name = String(argument[..<equals])
    value = String(argument[argument.index(after: equals)...])
  }
}

struct Lint: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Reports every mistake of a spec, in all its environments.",
    discussion: """
      A report for people shows the \(HumanReport.shown) worst findings of a file; those for programs have all.

      Exit status: 0 without errors, 1 with errors (with --strict, warnings too), 2 if one cannot be read.
      """)

  @Argument(
    help: "The specs, or their folders; - is standard input; without one, the nearest lintel.yaml here or above.")
  var files: [String] = []

  @OptionGroup var spec: SpecOptions

  @Option(help: "How findings are printed.")
  var format: Format = .human

  @Flag(help: "Warnings fail too.")
  var strict = false

  @OptionGroup var printing: PrintingOptions

  enum Format: String, CaseIterable, ExpressibleByArgument { case human, json, gcc }

  func run() throws {
    try Linting(
      files: files, options: spec.options(), format: format, isStrict: strict, color: printing.color,
      isQuiet: printing.quiet
    ).run()
  }
}
