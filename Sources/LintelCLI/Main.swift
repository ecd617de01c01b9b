import ArgumentParser
import Glibc
import Lintel
import LintelSource

@main
enum Main {
  static func main() {
    signal(SIGPIPE, SIG_IGN)
    let arguments = Array(CommandLine.arguments.dropFirst())
    do {
      try Linting(plain: arguments)?.run()
      if let compiling = Compiling(plain: arguments) { return try compiling.run() }
      try Root.checkCommand(in: arguments)
      var command = try Root.parseAsRoot(arguments)
      try command.run()
    } catch let failure as Failure {
      Terminal.error("error: \(failure.message)\n")
      exit(2)
    } catch let status as Status {
      exit(status.code)
    } catch {
      // The argument parser's own: help asked for, or arguments that it does not take.
      let code = Root.exitCode(for: error)
      // What other programs read is no text to set.
      if code.isSuccess, arguments.contains(where: isForPrograms) {
        exit(Terminal.output(file: Root.fullMessage(for: error) + "\n") ? 0 : 2)
      }
      let columns = Terminal.width(of: code.isSuccess ? STDOUT_FILENO : STDERR_FILENO).map { min(max($0, 40), 200) }
      let text = wrapped(Root.fullMessage(for: error, columns: columns), columns)
      if code.isSuccess {
        exit(Terminal.output(PrintableText(lines: text + "\n")) ? 0 : 2)
      }
      let prefix = "Error: "
      Terminal.error(
        (text.hasPrefix(prefix) ? "error: " : "")
          + PrintableText(lines: String(text.dropFirst(text.hasPrefix(prefix) ? prefix.count : 0)) + "\n"))
      exit(2)
    }
  }

  /// Whether an argument asks for a completion script or a description of the commands.
  private static func isForPrograms(_ argument: String) -> Bool {
    argument.hasPrefix("--generate-completion-script") || argument == "--experimental-dump-help"
  }

  /// The parser's text with its own long lines, which are those of the usage, set to the width too.
  private static func wrapped(_ text: String, _ columns: Int?) -> String {
    guard let columns else { return text }
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { line -> String in
      guard Paragraph.cells(line) > columns else { return String(line) }
      let margin = line.prefix { $0 == " " }.count
      let lines = Paragraph.lines(String(line.dropFirst(margin)), width: columns - margin - 2, indent: -2)
      return lines.enumerated().map { index, line in
        String(repeating: " ", count: margin + (index == 0 ? 0 : 2)) + line.text
      }.joined(separator: "\n")
    }.joined(separator: "\n")
  }
}

struct Root: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lintel",
    abstract: "Checks a description of an AWS system and compiles it to CloudFormation.",
    discussion: """
      One YAML file, lintel.yaml, says which networks, load balancers, services and groups there are and how they \
      scale. Lintel needs no account, no credentials and no network.
      """,
    version: Language.release,
    subcommands: [
      Lint.self, Compile.self, Diff.self, Reach.self, Simulate.self, LoadTest.self, Graph.self, Explain.self,
      Init.self, Expand.self, Schema.self, Catalog.self,
    ])

  /// Refuses a command that there is not, which the argument parser would call an unexpected argument, or, behind
  /// `help`, pass over.
  static func checkCommand(in arguments: [String]) throws {
    guard let word = arguments.first(where: { $0 != "help" }), !word.hasPrefix("-") else { return }
    // A function, not a key path: the compiler crashes at key paths of metatypes.
    let names = { (commands: [any ParsableCommand.Type]) in commands.compactMap { $0.configuration.commandName } }
    let commands = names(configuration.subcommands.filter { $0.configuration.shouldDisplay })
    let hidden = names(configuration.subcommands)
    guard !hidden.contains(word) else { return }
    let near = Suggestion.nearest(to: word, among: commands)
    throw Failure(
      "there is no command '\(word)'; "
        + (near.map { "did you mean `lintel \($0)`?" } ?? "there are \(Suggestion.list(commands))"))
  }
}

/// What ends the program with status 2: it could not do its work.
struct Failure: Error {
  let message: PrintableText

  init(_ message: PrintableText) {
    self.message = message
  }
}

/// What ends the program with another status after everything was said.
struct Status: Error {
  let code: Int32
}
