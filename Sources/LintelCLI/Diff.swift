import ArgumentParser
import Glibc
import Lintel
import LintelGraph
import LintelSource

struct Diff: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Says what differs between two environments or two versions of a spec, and what the change would do.",
    usage: """
      lintel diff [<file>] --from <name> --to <name> [<options>]
      lintel diff <old> <new> [--environment <name>] [<options>]
      """,
    discussion: """
      What differs only because the environment's name, account or region does is no difference. Without --environment \
      each environment of two files is compared with the one of the same name. A side may be a CloudFormation template \
      in JSON or YAML, or what `aws cloudformation get-template` prints. `-` is standard input. Values that look secret \
      are never printed. `--format svg` draws both systems as one, with marks on what is new, changed and gone.

      Exit status: 0 done, 1 there are differences (with --exit-code) or such as --fail-on names, 2 a side does not read.
      """)

  @Argument(help: "The spec, or the old version and the new, each a spec or a template.")
  var files: [String] = []

  @OptionGroup var spec: SpecOptions

  @OptionGroup var printing: PrintingOptions

  @Option(help: ArgumentHelp("The old environment.", valueName: "name"))
  var from: String?

  @Option(help: ArgumentHelp("The new environment.", valueName: "name"))
  var to: String?

  @Option(help: "How the differences are printed.")
  var format: Format = .human

  @Flag(name: .customLong("exit-code"), help: "Status 1 when there are differences.")
  var exitCode = false

  @Option(
    name: .customLong("fail-on"),
    help: ArgumentHelp("Status 1 when there are such differences; may be given several times.", valueName: "kind"))
  var failOn: [Lintel.Diff.Gate] = []

  enum Format: String, CaseIterable, ExpressibleByArgument { case human, json, markdown, svg }

  func run() throws {
    let diff = try compare()
    switch format {
    case .human:
      try Reporting.print(DiffText(diff, isColored: printing.isColored, width: Terminal.width()).text)
    case .json: try Reporting.print(DiffJSON(diff).text)
    case .markdown: try Reporting.print(DiffMarkdown(diff).text)
    case .svg: try Reporting.print(file: DiffPicture(onlyComparison(of: diff)).svg)
    }
    if failOn.contains(where: diff.fails) || exitCode && !diff.isEmpty { throw Status(code: 1) }
  }

  private func onlyComparison(of diff: Lintel.Diff) throws -> Lintel.Diff.Comparison {
    guard let first = diff.comparisons.first else { throw Failure("there is nothing to compare") }
    guard diff.comparisons.count == 1 else {
      let names = diff.comparisons.compactMap { $0.to.environment ?? $0.from.environment }
      throw Failure(
        "a picture is of one environment: choose it with --environment; there are \(Suggestion.list(names))")
    }
    return first
  }

  // MARK: Sides

  private func compare() throws -> Lintel.Diff {
    switch (from, to, files.count) {
    case (let from?, let to?, 0...1):
      guard spec.environment == nil else {
        throw Failure("--environment goes with two files, not with --from and --to")
      }
      let file = try spec.find(files.first, printing)
      var options = spec.options()
      options.environments = [from, to]
      options.keepsSymbols = true
      let checked = try read(file, options, side: "\(file.path)")
      return Lintel.Diff(checked, from: from, to: to)
    case (nil, nil, 2): return try compareFiles()
    case (.some, .some, _): throw Failure("--from and --to compare environments of one spec, and here are two files")
    case (.some, nil, _): throw Failure("--from goes with --to: name the new environment")
    case (nil, .some, _): throw Failure("--to goes with --from: name the old environment")
    default:
      throw Failure("nothing to compare: name two files, or two environments with --from and --to")
    }
  }

  private func compareFiles() throws -> Lintel.Diff {
    guard files[0] != "-" || files[1] != "-" else { throw Failure("standard input can be one side only") }
    let sources = try files.map(Files.read)
    let templates = try sources.map(template)
    switch (templates[0], templates[1]) {
    case (nil, nil): return try compareSpecs(sources)
    case (let old?, let new?): return try sound("") { () throws(UsageError) in try Lintel.Diff(old, new) }
    case (let old?, nil): return try compare(old, with: sources[1], isOld: true)
    case (nil, let new?): return try compare(new, with: sources[0], isOld: false)
    }
  }

  private func compareSpecs(_ sources: [SourceFile]) throws -> Lintel.Diff {
    var options = spec.options()
    var old = try read(sources[0], options, side: "the old side, \(files[0]),")
    var new = try read(sources[1], options, side: "the new side, \(files[1]),")
    if Lintel.Diff.areDifferentSystems(old, new) {
      options.keepsSymbols = true
      old = try read(sources[0], options, side: "\(files[0])")
      new = try read(sources[1], options, side: "\(files[1])")
    }
    return Lintel.Diff(old: old, new: new, names: (files[0], files[1]))
  }

  // MARK: Templates

  private func template(_ file: SourceFile) throws -> TemplateFile? {
    guard let template = try sound(file.path, { () throws(UsageError) in try TemplateFile(file) }) else { return nil }
    guard template.isReadable else {
      printing.remarks.complain { $0.render(template.findings, sources: template.sources) }
      throw Failure("the template \(file.path) does not read")
    }
    return template
  }

  private func compare(_ template: TemplateFile, with file: SourceFile, isOld: Bool) throws -> Lintel.Diff {
    var options = spec.options()
    // The template says which environment it is of, if Lintel compiled it.
    if options.environments == nil, let environment = template.environment { options.environments = [environment] }
    let checked = try read(file, options, side: "the \(isOld ? "new" : "old") side, \(file.path),")
    guard checked.graphs.count == 1 else {
      let names = checked.graphs.compactMap(\.environment)
      throw Failure(
        "\(template.path) does not say which environment it is of: choose one with --environment; "
          + "\(file.path) has \(Suggestion.list(names))")
    }
    return try sound(template.path) { () throws(UsageError) in
      try Lintel.Diff(template, checked, file.path, isOld: isOld)
    }
  }

  private func sound<Result>(_ path: String, _ body: () throws(UsageError) -> Result) throws -> Result {
    do throws(UsageError) {
      return try body()
    } catch {
      throw Failure(path.isEmpty ? error.message : "\(path): \(error.message)")
    }
  }

  private func read(_ file: SourceFile, _ options: CheckOptions, side: PrintableText) throws -> Checked {
    let checked = try Files.check(file, options)
    guard checked.isReadable else {
      let reading = checked.findings.filter { $0.rule.stage == .reading && $0.severity == .error }
      printing.remarks.complain { $0.render(reading, sources: checked.sources) }
      throw Failure("\(side) does not read")
    }
    return checked
  }
}

extension Lintel.Diff.Gate: ExpressibleByArgument {}
