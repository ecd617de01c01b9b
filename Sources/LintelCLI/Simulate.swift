import ArgumentParser
import Glibc
import Lintel
import LintelSource

struct Simulate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Shows what scaling does under a load, before anything is deployed.",
    usage: "lintel simulate [<file>] [--environment <name>] [--load <profile or trace>] [<options>]",
    discussion: """
      Services and Auto Scaling groups, second by second: metrics as CloudWatch publishes them, alarms as it evaluates \
      them, policies, cooldowns, warm-up, scheduled actions, and the time until what is started serves. `load` in the \
      spec says how requests come and what one costs; `lintel explain load` tells more. A load that is a file is a \
      trace: `t,rps` a line, at even distances, with `t` in seconds or as a moment in UTC.

      What AWS does not document is assumed, printed, and set with `--assume`. Each run is made three times, at both \
      ends of what is not known and between them.

      With --compare and several specs, --environment is for those that have environments.

      Exit status: 0 simulated, 1 the spec does not read, 2 it does not say enough, or cannot be read.
      """)

  @Argument(help: "The spec; with --compare several versions of it.")
  var files: [String] = []

  @OptionGroup var spec: SpecOptions

  @OptionGroup var printing: PrintingOptions

  @OptionGroup var running: RunningOptions

  @Option(help: "How the answer is printed.")
  var format: Format = .human

  @Option(
    help: ArgumentHelp("Writes a picture besides: a file whose name ends in .svg.", valueName: "chart.svg"))
  var output: String?

  @Flag(help: "Shows environments, or several specs, side by side under one load: the first one's.")
  var compare = false

  @Flag(help: "Searches targets and bounds with which nothing is saturated, and prints the lines to write.")
  var suggest = false

  enum Format: String, CaseIterable, ExpressibleByArgument { case human, json, csv }

  func run() throws {
    guard files.count < 2 || compare else {
      throw Failure("several specs are simulated side by side with --compare, and here it is not")
    }
    if suggest, format != .human { throw Failure("--suggest prints lines for people: leave --format out") }
    var destinations = Destinations()
    if let output {
      guard output.hasSuffix(".svg") else { throw Failure("--output '\(output)' is no picture: its name ends in .svg") }
      try destinations.add(output)
      try destinations.spare(files.filter { $0 != "-" })
    }
    let paths: [String?] = files.isEmpty ? [nil] : files
    let specs = try paths.map { path -> (name: String?, checked: Checked) in
      let checked = try RunningOptions.check(path, spec, printing, amongOthers: files.count > 1)
      return (name: files.count > 1 ? path : nil, checked: checked)
    }
    let simulate = try running.simulate(specs, sharesLoad: compare)
    if let output {
      try destinations.write([(output, SimulateSVG(simulate, isComparing: compare).text)])
      printing.remarks.note("wrote \(output)\n")
    }
    if suggest { return try Reporting.print(Suggest(simulate, width: Terminal.width()).text) }
    switch format {
    case .human where compare:
      let text = ComparisonText(simulate, isColored: printing.isColored, width: Terminal.width())
      try Reporting.print(text.text)
    case .human:
      let text = SimulateText(
        simulate, isColored: printing.isColored, width: Terminal.width(), isQuiet: printing.quiet)
      try Reporting.print(text.text)
    case .json: try Reporting.print(file: SimulateJSON(simulate).text)
    case .csv: try Reporting.print(file: SimulateCSV(simulate).text)
    }
  }
}

/// Which load, and how it is run.
struct RunningOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A profile of the spec, or a trace: a file whose name ends in .csv.", valueName: "profile|trace.csv"))
  var load: String?

  @Option(
    help: ArgumentHelp(
      "Sets what is assumed of AWS; may be given several times.", valueName: "name=value"))
  var assume: [Assignment] = []

  @Option(help: ArgumentHelp("The seconds of one step: 1, or 60 from two days on.", valueName: "seconds"))
  var step: Int?

  @Option(help: ArgumentHelp("The moment at which the load begins, in UTC.", valueName: "moment"))
  var start: String?

  @Option(
    name: .customLong("begin-with"),
    help: ArgumentHelp("How many tasks or instances there are at the beginning.", valueName: "count"))
  var count: Int?

  @Option(help: ArgumentHelp("When a deployment runs: 10m-15m.", valueName: "from-to"))
  var deployment: String?

  static func check(
    _ file: String?, _ spec: SpecOptions, _ printing: PrintingOptions, amongOthers: Bool = false
  ) throws -> Checked {
    var options = spec.options()
    options.takesSpecsWithoutEnvironments = amongOthers
    let checked = try Files.check(spec.find(file, printing), options)
    guard checked.isReadable else {
      printing.remarks.complain { $0.render(checked.findings, sources: checked.sources) }
      throw Status(code: 1)
    }
    return checked
  }

  /// A profile by its name, or a trace.
  static func load(_ name: String?) throws -> Lintel.Simulate.Request.Load {
    guard let name else { return .profile(nil) }
    let isFile = name.hasSuffix(".csv") || name.contains("/") || name == "-"
    return isFile ? .trace(try Files.read(name)) : .profile(name)
  }

  func request() throws -> Lintel.Simulate.Request {
    var request = Lintel.Simulate.Request()
    request.load = try Self.load(load)
    if let step, !(1...300).contains(step) {
      throw Failure("--step \(step) is out of range: a step is 1 to 300 seconds long")
    }
    request.assumptions = assume.map { ($0.name, $0.value) }
    (request.step, request.start, request.count, request.deployment) = (step, start, count, deployment)
    return request
  }

  func simulate(_ specs: [(name: String?, checked: Checked)], sharesLoad: Bool) throws -> Lintel.Simulate {
    let request = try request()
    do throws(UsageError) {
      return try Lintel.Simulate(specs, request, sharesLoad: sharesLoad)
    } catch {
      throw Failure(error.message)
    }
  }
}
