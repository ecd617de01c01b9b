import ArgumentParser
import Lintel
import LintelSource

struct Expand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "expand",
    abstract: "Prints the spec with the entries that the short form of its services stands for.",
    discussion: """
      `image`, `expose`, `scale` and the like of a service become task definitions, load balancers, groups and a network, \
      each an entry that can be changed. What all environments share stands in the spec itself. Comments are kept, and \
      included files stand in the text. The result compiles to the same system, and no file is changed. Exit status: \
      0 done, 1 the spec does not read, 2 it cannot be opened or its text cannot be changed.
      """)

  @Argument(help: "The spec, or its folder; - is standard input; without it, the nearest lintel.yaml here or above.")
  var file: String?

  @OptionGroup var printing: PrintingOptions

  func run() throws {
    let found = try Files.find(file, printing.remarks)
    var options = CheckOptions()
    options.files = Files.contents
    options.links = Files.resolved
    let expanding: Expanding
    do throws(UsageError) {
      expanding = try Expanding(found.file, options)
    } catch {
      throw Failure("\(found.file.path): \(error.message)")
    }
    guard let text = expanding.text else {
      printing.remarks.complain { $0.render(expanding.checked.findings, sources: expanding.checked.sources) }
      throw Status(code: 1)
    }
    guard Terminal.output(file: text) else { throw Failure("cannot write to standard output") }
  }
}
