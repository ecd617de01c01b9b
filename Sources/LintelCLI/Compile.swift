import ArgumentParser
import Glibc
import Lintel
import LintelSource

struct Compile: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Writes the CloudFormation template of each environment.",
    discussion: """
      Nothing is written when the spec has an error. The commands that deploy the template are printed at the end.
      Exit status: 0 done, 1 the spec has errors, 2 it cannot be read or written.
      """)

  @Argument(help: "The spec; - is standard input.")
  var file = "lintel.yaml"

  @OptionGroup var spec: SpecOptions

  @Option(name: .customLong("target"), help: "What to write.")
  var targets: [Target] = [.cloudformation]

  @Option(help: ArgumentHelp("The folder to write to; - prints the template.", valueName: "folder"))
  var output = "build"

  @Option(
    name: .customLong("parameter"),
    help: ArgumentHelp("Makes a value the default of a parameter.", valueName: "name=value"))
  var parameters: [Assignment] = []

  enum Target: String, CaseIterable, ExpressibleByArgument { case cloudformation }

  func run() throws {
    let checked = try spec.check(file)
    let compilation: Compilation
    do throws(UsageError) {
      compilation = try Compilation(checked, parameters: parameters.map { ($0.name, $0.value) })
    } catch {
      throw Failure("\(file): \(error.description)")
    }
    let report = HumanReport(style: .plain, width: 140)
    Terminal.error(report.render(compilation.findings, sources: checked.sources))
    guard !compilation.hasErrors else {
      Terminal.error("\nnothing was written\n")
      throw Status(code: 1)
    }
    if output == "-" { return try print(compilation) }
    let files = compilation.templates.map { template in
      Files.Output(path: path(of: template), text: template.text, mode: 0o644)
    }
    try Files.write(files)
    for template in compilation.templates {
      Terminal.error("wrote \(path(of: template)): \(template.summary)\n")
    }
    for template in compilation.templates {
      Terminal.error("\n" + template.deployment(path: path(of: template)))
    }
  }

  private func print(_ compilation: Compilation) throws {
    guard let template = compilation.templates.first, compilation.templates.count == 1 else {
      throw Failure("`--output -` prints one template: choose it with --environment")
    }
    try Reporting.print(template.text)
  }

  private func path(of template: Compilation.Template) -> String {
    let folder = output.hasSuffix("/") ? String(output.dropLast()) : output
    return [folder, template.environment, "template.json"].compactMap(\.self).joined(separator: "/")
  }
}
