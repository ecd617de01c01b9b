import ArgumentParser
import Glibc
import Lintel
import LintelSource

struct LoadTest: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "loadtest",
    abstract: "Prints a script that loads the system as it was simulated.",
    usage: "lintel loadtest [<file>] [--environment <name>] [--load <profile or trace>] [<options>]",
    discussion: """
      A script for k6 sends the requests of the load to the load balancer, at their own pace, with thresholds that end \
      in another status when they are not met. For an Auto Scaling group without a load balancer, or with \
      `--tool stress-ng`, a script loads the processors of its instances through Systems Manager. The head of each says \
      what it needs.

      Exit status: 0 printed, 1 the spec does not read, 2 it does not say enough, or cannot be read.
      """)

  @Argument(help: "The spec.")
  var file: String?

  @OptionGroup var spec: SpecOptions

  @OptionGroup var printing: PrintingOptions

  @Option(
    help: ArgumentHelp(
      "A profile of the spec, or a trace: a file whose name ends in .csv.", valueName: "profile|trace.csv"))
  var load: String?

  @Option(
    name: .customLong("of"),
    help: ArgumentHelp("The service or group, where several have a workload.", valueName: "entry"))
  var subject: String?

  @Option(help: ArgumentHelp("The path of requests.", valueName: "path"))
  var path = "/"

  @Option(help: "What loads it.")
  var tool: Lintel.LoadTest.Tool?

  @Option(help: ArgumentHelp("Writes the script to a file.", valueName: "file"))
  var output: String?

  func run() throws {
    let checked = try RunningOptions.check(file, spec, printing)
    var request = Lintel.Simulate.Request()
    request.load = try RunningOptions.load(load)
    let test: Lintel.LoadTest
    do throws(UsageError) {
      test = try Lintel.LoadTest(checked, request, of: subject, path: path, tool: tool)
    } catch {
      throw Failure(error.message)
    }
    guard let output else { return try Reporting.print(file: test.text) }
    var destinations = Destinations()
    try destinations.add(output)
    try destinations.write([(output, test.text)])
  }
}

extension Lintel.LoadTest.Tool: ExpressibleByArgument {}
