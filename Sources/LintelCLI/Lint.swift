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

  /// Reads and checks a spec.
  func check(_ path: String) throws -> Checked { try Files.check(path, options()) }
}

extension Files {
  /// Reads and checks a spec.
  static func check(_ path: String, _ options: CheckOptions) throws -> Checked {
    let file = try read(path)
    do throws(UsageError) {
      return try Check.run(file, options)
    } catch {
      throw Failure("\(path): \(error.description)")
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
    discussion: "Exit status: 0 without errors, 1 with errors (with --strict, warnings too), 2 if it cannot be read.")

  @Argument(help: "The specs; - is standard input.")
  var files: [String] = Linting().files

  @OptionGroup var spec: SpecOptions

  @Option(help: "How findings are printed.")
  var format: Format = .human

  @Flag(help: "Warnings fail too.")
  var strict = false

  enum Format: String, CaseIterable, ExpressibleByArgument { case human, json, gcc }

  func run() throws {
    try Linting(files: files, options: spec.options(), format: format, isStrict: strict).run()
  }
}

/// The work of `lint`.
struct Linting {
  var files = ["lintel.yaml"]
  var options = CheckOptions()
  var format = Lint.Format.human
  var isStrict = false

  func run() throws -> Never {
    var status: Int32 = 0
    // The last one is kept to the end, so that the program exits without taking it apart.
    var checked: Checked
    for file in files {
      do {
        checked = try Files.check(file, options)
      } catch let failure as Failure {
        // The others can be checked all the same.
        Terminal.error("error: \(failure.description)\n")
        status = 2
        continue
      }
      try Reporting.print(checked, as: format)
      let counts = FindingCounts(checked.findings)
      if counts.errors > 0 || isStrict && counts.warnings > 0 { status = max(status, 1) }
      if format == .human, checked.findings.isEmpty {
        try Reporting.print("\(file): no findings\(Reporting.scope(of: checked))\n")
      }
    }
    Glibc.exit(status)
  }
}

extension Linting {
  /// What `lint` with files and nothing else asks for; nil where there are options.
  ///
  /// Editors and hooks ask for it at every change, and for a small spec the argument parser would take half of the
  /// instructions.
  init?(plain arguments: some Collection<String>) {
    guard arguments.first == "lint", arguments.allSatisfy({ $0 == "-" || !$0.hasPrefix("-") }) else { return nil }
    if arguments.count > 1 { files = Array(arguments.dropFirst()) }
  }
}

/// Prints reports to standard output.
enum Reporting {
  static func print(_ checked: Checked, as format: Lint.Format) throws {
    try print(report(format).render(checked.findings, sources: checked.sources))
  }

  private static func report(_ format: Lint.Format) -> any Report {
    switch format {
    case .human: HumanReport(style: Terminal.takesColor ? .ansi : .plain, width: Terminal.width ?? 140)
    case .json: JSONReport()
    case .gcc: GCCReport()
    }
  }

  static func print(_ text: String) throws {
    guard Terminal.output(text) else { throw Failure("cannot write to standard output: \(Terminal.lastError)") }
  }

  /// ` in staging and production`, where there are environments.
  static func scope(of checked: Checked) -> String {
    let names = checked.graphs.compactMap(\.environment)
    guard let first = names.first else { return "" }
    var scope = " in " + first
    for name in names.dropFirst().dropLast() { scope += ", " + name }
    return names.count == 1 ? scope : scope + " and " + names[names.count - 1]
  }
}
