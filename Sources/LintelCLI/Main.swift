import ArgumentParser
import Glibc

@main
enum Main {
  static func main() {
    signal(SIGPIPE, SIG_IGN)
    do {
      let arguments = Array(CommandLine.arguments.dropFirst())
      try Linting(plain: arguments)?.run()
      var command = try Root.parseAsRoot(arguments)
      try command.run()
    } catch let failure as Failure {
      Terminal.error("error: \(failure.description)\n")
      exit(2)
    } catch let status as Status {
      exit(status.code)
    } catch {
      // The argument parser's own: help asked for, or arguments that it does not take.
      let code = Root.exitCode(for: error)
      let text = Root.fullMessage(for: error)
      if code.isSuccess {
        exit(Terminal.output(text + "\n") ? 0 : 2)
      }
      Terminal.error(text + "\n")
      exit(2)
    }
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
    version: "0.1.0",
    subcommands: [
      Lint.self, Compile.self, Diff.self, Reach.self, Explain.self, Schema.self, Catalog.self,
    ])
}

/// What ends the program with status 2: it could not do its work.
struct Failure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}

/// What ends the program with another status after everything was said.
struct Status: Error {
  let code: Int32
}
