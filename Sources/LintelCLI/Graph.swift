import ArgumentParser
import Lintel
import LintelSource

struct Graph: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "graph",
    abstract: "Draws the system: what stands where, how many there are, and who connects to whom.",
    discussion: """
      The picture goes to standard output, or with --output to a file. Environments that are built alike have everything \
      in the same place, so that their pictures can be compared. What a connection lacks that the system needs is drawn \
      broken and red, with the reason.

      Exit status: 0 drawn, 1 the spec does not read, 2 it cannot be read, or the picture cannot be written.
      """)

  @Argument(help: "The spec, or its folder; - is standard input; without it, the nearest lintel.yaml here or above.")
  var file: String?

  @OptionGroup var spec: SpecOptions

  @OptionGroup var printing: PrintingOptions

  @Option(help: "How the picture is written: for browsers and documents, for Markdown, or for Graphviz.")
  var format: Draw.Form = .svg

  @Option(help: ArgumentHelp("The file to write to.", valueName: "file"))
  var output: String?

  func run() throws {
    if output?.isEmpty == true { throw Failure("--output is empty: name a file, or leave it out") }
    let source = try spec.find(file, printing)
    let draw = try read(source)
    let environment = try spec.environment ?? onlyEnvironment(of: draw)
    let target = output == "-" ? nil : output
    let text = draw.text(of: environment, as: format) { path in
      guard path != "<stdin>" else { return nil }
      return target.map { Files.path(of: path, from: $0) } ?? path
    }
    guard let text else { throw Failure("there is no environment '\(environment ?? "")'") }
    guard let target else { return try Reporting.print(file: text) }
    var destinations = Destinations()
    try destinations.add(target)
    if source.isOnDisk { try destinations.spare([source.path]) }
    try destinations.write([(target, text)])
    printing.remarks.note("wrote \(target)\n")
  }

  /// All environments, as their pictures are compared; only the one that is asked for, where another does not read.
  private func read(_ source: SourceFile) throws -> Draw {
    var options = spec.options()
    options.environments = nil
    let whole = try Files.check(source, options)
    if whole.isReadable {
      let draw = Draw(whole)
      if spec.environment.map(draw.environments.contains) ?? true { return draw }
    }
    let checked = try spec.check(source)
    guard checked.isReadable else {
      printing.remarks.complain { $0.render(checked.findings, sources: checked.sources) }
      throw Status(code: 1)
    }
    return Draw(checked)
  }

  private func onlyEnvironment(of draw: Draw) throws -> String? {
    guard draw.environments.count > 1 else { return draw.environments.first }
    throw Failure(
      "a picture is of one environment: choose it with --environment; there are \(Suggestion.list(draw.environments))")
  }
}

extension Draw.Form: ExpressibleByArgument {}
