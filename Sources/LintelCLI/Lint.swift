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
    options.links = resolved
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
      A report for people shows the \(HumanReport.shown) worst findings of a file; those for programs have all. \
      --format may be given several times, each but one with a file: `--format sarif=lint.sarif --format human`.

      Exit status: 0 without errors, 1 with errors (with --strict, warnings too), 2 if one cannot be read.
      """)

  @Argument(
    help: "The specs, or their folders; - is standard input; without one, the nearest lintel.yaml here or above.")
  var files: [String] = []

  @OptionGroup var spec: SpecOptions

  @Option(
    name: .customLong("format"),
    help: ArgumentHelp(
      "How findings are printed, human if left out; with =file, written there.", valueName: "form[=file]"))
  var forms: [FormRequest] = []

  @Flag(help: "Warnings fail too.")
  var strict = false

  @Option(help: ArgumentHelp("Only these rules: ids, or what they begin with, and commas between.", valueName: "rules"))
  var select: [String] = []

  @Option(help: ArgumentHelp("Not these rules.", valueName: "rules"))
  var ignore: [String] = []

  @Option(help: ArgumentHelp("Leaves out the findings that this file lists.", valueName: "file"), completion: .file())
  var baseline: String?

  @Option(
    help: ArgumentHelp(
      "Lists what is found now in this file, for --baseline, and reports what it cannot list.", valueName: "file"),
    completion: .file())
  var writeBaseline: String?

  @Option(
    name: .customLong("stdin-filename"),
    help: ArgumentHelp("The name of the spec that - stands for.", valueName: "path"), completion: .file())
  var nameOfInput: String?

  @Flag(help: "Mends what can be meant in one way only, in the files, and reports the rest.")
  var fix = false

  @Flag(help: "With --fix: prints what it would change, as a unified diff, and nothing else.")
  var diff = false

  @OptionGroup var printing: PrintingOptions

  func run() throws {
    if diff, !fix { throw Failure("--diff previews what --fix changes: give both") }
    if diff, !forms.isEmpty || baseline != nil || writeBaseline != nil {
      throw Failure("--fix --diff prints no findings: leave out --format, --baseline and --write-baseline")
    }
    let split = { (words: [String]) in words.flatMap { $0.split(separator: ",").map(String.init) } }
    var linting = Linting(
      files: files, options: spec.options(), isStrict: strict, color: printing.color, isQuiet: printing.quiet)
    if !forms.isEmpty { linting.forms = forms }
    linting.nameOfInput = nameOfInput
    if fix { linting.repair = Repair(isPreview: diff, remarks: printing.remarks) }
    linting.baseline = baseline
    linting.writtenBaseline = writeBaseline
    if !select.isEmpty || !ignore.isEmpty {
      do throws(UsageError) {
        linting.selection = try RuleSelection(select: split(select), ignore: split(ignore))
      } catch {
        throw Failure(error.message)
      }
    }
    try linting.run()
  }
}

/// A form of the report, and the file that it goes to.
struct FormRequest: ExpressibleByArgument {
  enum Form: String, CaseIterable { case human, json, sarif, github, gitlab, gcc, junit }

  let form: Form
  /// Nil for standard output.
  var path: String?

  init(_ form: Form) {
    self.form = form
  }

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard let form = Form(rawValue: parts[0]), parts.count == 1 || !parts[1].isEmpty else { return nil }
    self.form = form
    if parts.count == 2, parts[1] != "-" { path = parts[1] }
  }

  static var allValueStrings: [String] { Form.allCases.map(\.rawValue) }

  static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
}
