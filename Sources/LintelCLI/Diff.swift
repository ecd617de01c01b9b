import ArgumentParser
import Glibc
import Lintel
import LintelSource

struct Diff: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Says what differs between two environments or two versions of a spec, and what the change would do.",
    usage: """
      lintel diff [<file>] --from <name> --to <name> [<options>]
      lintel diff <old> <new> [--environment <name>] [<options>]
      """,
    discussion: """
      What differs only because the environment's name, account or region does is no difference. Without --environment \
      each environment of two files is compared with the one of the same name. `-` is standard input. Values that look \
      secret are never printed.

      Exit status: 0 done, 1 there are differences (with --exit-code) or such as --fail-on names, 2 a side does not read.
      """)

  @Argument(help: "The spec, or the old version and the new.")
  var files: [String] = []

  @OptionGroup var spec: SpecOptions

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
    help: "Status 1 when there are such differences: replacement, exposure, data-loss, any.")
  var failOn: [Lintel.Diff.Gate] = []

  enum Format: String, CaseIterable, ExpressibleByArgument { case human, json, markdown }

  func run() throws {
    let diff = try compare()
    switch format {
    case .human:
      try Reporting.print(DiffText(diff, isColored: Terminal.takesColor, width: Terminal.width).text)
    case .json: try Reporting.print(DiffJSON(diff).text)
    case .markdown: try Reporting.print(DiffMarkdown(diff).text)
    }
    if failOn.contains(where: diff.fails) || exitCode && !diff.isEmpty { throw Status(code: 1) }
  }

  // MARK: Sides

  private func compare() throws -> Lintel.Diff {
    switch (from, to, files.count) {
    case (let from?, let to?, 0...1):
      guard spec.environment == nil else {
        throw Failure("--environment goes with two files, not with --from and --to")
      }
      let file = files.first ?? "lintel.yaml"
      var options = spec.options()
      options.environments = [from, to]
      options.keepsSymbols = true
      let checked = try read(Files.read(file), options, side: file)
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
    var options = spec.options()
    var old = try read(sources[0], options, side: "the old side, \(files[0]),")
    var new = try read(sources[1], options, side: "the new side, \(files[1]),")
    if Lintel.Diff.areDifferentSystems(old, new) {
      options.keepsSymbols = true
      old = try read(sources[0], options, side: files[0])
      new = try read(sources[1], options, side: files[1])
    }
    return Lintel.Diff(old: old, new: new, names: (files[0], files[1]))
  }

  private func read(_ file: SourceFile, _ options: CheckOptions, side: String) throws -> Checked {
    let checked: Checked
    do throws(UsageError) {
      checked = try Check.run(file, options)
    } catch {
      throw Failure("\(file.path): \(error.description)")
    }
    guard checked.isReadable else {
      let reading = checked.findings.filter { $0.rule.stage == .reading && $0.severity == .error }
      Terminal.error(HumanReport(style: .plain, width: 140).render(reading, sources: checked.sources))
      throw Failure("\(side) does not read")
    }
    return checked
  }
}

extension Lintel.Diff.Gate: ExpressibleByArgument {}
