import ArgumentParser

struct Compile: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compile",
    abstract: "Writes the CloudFormation template and the scripts that deploy and destroy each environment.",
    discussion: """
      Nothing is written when the spec has an error. The commands that deploy the template are printed at the end.
      Exit status: 0 done, 1 the spec has errors, 2 it cannot be read or written.
      """)

  @Argument(help: "The spec, or its folder; - is standard input; without it, the nearest lintel.yaml here or above.")
  var file: String?

  @OptionGroup var spec: SpecOptions

  @OptionGroup var printing: PrintingOptions

  @Option(name: .customLong("target"), help: "What to write; both when left out.")
  var targets: [Target] = []

  @Option(
    help: ArgumentHelp(
      "The folder to write to, build if left out; - prints one file, the template unless --target says which.",
      valueName: "folder"))
  var output: String?

  @Option(
    name: .customLong("parameter"),
    help: ArgumentHelp("Makes a value the default of a parameter.", valueName: "name=value"))
  var parameters: [Assignment] = []

  enum Target: String, CaseIterable, ExpressibleByArgument {
    case cloudformation, script
    /// One of the scripts, to print.
    case deploy, destroy
    /// The script that drives the template, to print.
    case deployStack = "deploy-stack"
  }

  func run() throws {
    try Compiling(
      path: file, options: spec.options(), targets: targets, output: output,
      parameters: parameters.map { ($0.name, $0.value) }, remarks: printing.remarks
    ).run()
  }
}
