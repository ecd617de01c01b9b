import ArgumentParser
import Glibc
import Lintel
import LintelSource

struct Reach: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reach",
    abstract: "Says who can open a connection to what, and by which lines of the spec.",
    usage: "lintel reach [<file>] [<from>] [<to>] [--environment <name>] [--format <format>]",
    discussion: """
      Without ends: all that can be reached from outside, and what each service, instance, group and load balancer can \
      be reached by and can reach. With one end: the same for it alone. With two: the way from one to the other, link \
      by link, or the first link that is missing and what to write.

      An end is `internet`, an entry such as `services.encryptor` or its id alone, or a block of addresses such as \
      `10.0.0.0/8`. The first argument is the file if its name ends in .yaml, .yml or .json, or if there is such a file or folder.

      Exit status: 0 answered, whatever the answer, 1 the spec does not read, 2 it cannot be read or has no such end.
      """)

  @Argument(help: "The spec and the ends.")
  var arguments: [String] = []

  @OptionGroup var spec: SpecOptions

  @OptionGroup var printing: PrintingOptions

  @Option(help: "How the answer is printed.")
  var format: Format = .human

  enum Format: String, CaseIterable, ExpressibleByArgument { case human, json }

  func run() throws {
    let (file, ends) = try split()
    let checked = try spec.check(spec.find(file, printing))
    guard checked.isReadable else {
      printing.remarks.complain { $0.render(checked.findings, sources: checked.sources) }
      throw Status(code: 1)
    }
    let reach: Lintel.Reach
    do throws(UsageError) {
      reach = try Lintel.Reach(checked, from: ends.first, to: ends.count > 1 ? ends[1] : nil)
    } catch {
      throw Failure(error.message)
    }
    switch format {
    case .human: try Reporting.print(ReachText(reach, isColored: printing.isColored, width: Terminal.width()).text)
    case .json: try Reporting.print(ReachJSON(reach).text)
    }
  }

  /// The file, and the ends that follow it.
  private func split() throws -> (file: String?, ends: [String]) {
    guard let first = arguments.first else { return (nil, []) }
    let isFile =
      first == "-" || [".yaml", ".yml", ".json"].contains { first.hasSuffix($0) } || access(first, F_OK) == 0
    let ends = isFile ? Array(arguments.dropFirst()) : arguments
    guard ends.count <= 2 else { throw Failure("a connection has two ends, and here are \(ends.count)") }
    return (isFile ? first : nil, ends)
  }
}
