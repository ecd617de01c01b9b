import ArgumentParser
import Lintel
import LintelSource

struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Prints the page of a rule, a section or a field.",
    discussion: "Without a name: the list of them. Exit status: 0 done, 2 there is no such rule or section.")

  @Argument(help: ArgumentHelp("A rule, a section, or a field such as services.autoScaling.", valueName: "name"))
  var name: String?

  @Flag(help: .hidden)
  var json = false

  @OptionGroup var printing: PrintingOptions

  func run() throws {
    if json { return try Reporting.print(Explanation.json) }
    let explanation = Explanation(width: Terminal.width(), style: printing.isColored ? .ansi : .plain)
    let text: PrintableText
    do throws(UsageError) {
      text = if let name { try explanation.page(of: name) } else { explanation.list }
    } catch {
      throw Failure(error.message)
    }
    try Reporting.print(text)
  }
}
