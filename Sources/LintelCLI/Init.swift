import ArgumentParser
import Glibc
import Lintel
import LintelSource

struct Init: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Writes a commented spec to begin with.",
    discussion: """
      `ecs` is a \(Starter.ecs.summary), `ec2` a \(Starter.ec2.summary), `worker` a \(Starter.worker.summary), `short` a \
      \(Starter.short.summary). Without one of them it asks, if somebody is there to answer. Nothing that is there already is written over. Exit status: \
      0 done, 2 nothing was written.
      """)

  @Argument(help: ArgumentHelp("ecs, ec2, worker or short.", valueName: "kind"))
  var kind: Starter?

  @Option(help: "What the system is called; without it, what the folder is.")
  var project: String?

  @Option(help: "Where it runs; without it, us-east-1.")
  var region: String?

  @Option(name: .shortAndLong, help: ArgumentHelp("The file to write, or - for standard output.", valueName: "file"))
  var output = Files.specName

  @OptionGroup var printing: PrintingOptions

  func run() throws {
    if output != "-", access(output, F_OK) == 0 {
      throw Failure("'\(output)' is there already, and stays: name another with --output")
    }
    var (kind, project, region) = (kind, project, region)
    if kind == nil, isatty(STDIN_FILENO) == 1, isatty(STDERR_FILENO) == 1 {
      kind = try askKind()
      project = try project ?? ask("What is it called?", Self.folderName)
      region = try region ?? ask("In which region?", Self.defaultRegion)
    }
    let starter = kind ?? .ecs
    let text: String
    do throws(UsageError) {
      text = try starter.text(project: project ?? Self.folderName, region: region ?? Self.defaultRegion)
    } catch {
      throw Failure(error.message)
    }
    if output == "-" {
      guard Terminal.output(file: text) else { throw Failure("cannot write to standard output") }
      return
    }
    try write(text)
    printing.remarks.note(
      PrintableText(
        lines: """
          wrote \(output): a \(starter.summary)

            lintel lint       finds what is wrong
            lintel compile    writes a template and scripts to build
            lintel explain    lists what there is to write

          """))
  }

  private static let defaultRegion = "us-east-1"

  private static var folderName: String {
    guard let path = getcwd(nil, 0) else { return Starter.project(ofFolder: "") }
    defer { free(path) }
    return Starter.project(ofFolder: String(cString: path).split(separator: "/").last.map(String.init) ?? "")
  }

  // MARK: Asking

  private func askKind() throws -> Starter {
    let lines = Starter.allCases.map { starter in
      "  " + starter.rawValue + String(repeating: " ", count: 8 - starter.rawValue.count) + "a \(starter.summary)\n"
    }
    Terminal.error(PrintableText(lines: "What do you begin with?\n" + lines.joined()))
    while true {
      let answer = try ask("One of these", Starter.ecs.rawValue)
      if let starter = Starter(rawValue: answer) { return starter }
      Terminal.error("there is no '\(answer)'\n")
    }
  }

  /// An answer from the terminal; an empty line is what stands in brackets.
  private func ask(_ question: String, _ usual: String) throws -> String {
    Terminal.error("\(question) [\(usual)]: ")
    guard let line = readLine() else {
      Terminal.error("\n")
      throw Failure("nobody answers; nothing was written")
    }
    let answer = line.drop { $0 == " " }
    return answer.isEmpty ? usual : String(answer)
  }

  // MARK: Writing

  /// Makes the file; one that came to be meanwhile stays, and one that cannot be written whole goes.
  private func write(_ text: String) throws {
    let descriptor = open(output, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw Failure("cannot write '\(output)': \(Terminal.lastError)") }
    let isWhole = Terminal.write(text, to: descriptor)
    let error = Terminal.lastError
    guard close(descriptor) == 0, isWhole else {
      unlink(output)
      throw Failure("cannot write '\(output)': \(error)")
    }
  }
}

extension Starter: ExpressibleByArgument {}
