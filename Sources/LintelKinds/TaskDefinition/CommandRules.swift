import LintelAWS
import LintelSchema
package import LintelSource
import LintelSpec

extension Rule {
  package static let commandInOneWord = Rule(
    "command-in-one-word", .error, .checking, "A command stands in one word, and is taken for the name of a program.",
    page: RulePage(
      .containers,
      why: """
        A command in a list is a word an item, and no shell takes it apart: `["npm run start"]` looks for a program whose \
        name has blanks in it, and the container ends at once. A health check whose list begins with `CMD` is started in \
        the same way, and never succeeds; `CMD-SHELL` gives one text to a shell, which a text in place of the list has \
        before it already. Of images that Lintel does not know nothing is said about `command`: their own entry point may \
        be a shell.
        """,
      awsAnswer: """
        CannotStartContainerError: … exec: "npm run start": executable file not found in $PATH: unknown
        """,
      source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html",
      wrong: [
        checked("↓[CMD, \"curl -f http://localhost:8080/ || exit 1\"]"),
        checked("↓\"CMD-SHELL, curl -f http://localhost:8080/ || exit 1\""),
        .ecs(
          """
          taskDefinitions:
            web: { containers: { web: { entryPoint: ↓[node server.js] } } }
          """),
        .ecs(
          """
          taskDefinitions:
            web:
              containers:
                web: { image: "public.ecr.aws/docker/library/node:22", command: ↓[npm run start] }
          """),
      ],
      right: [
        checked("[CMD-SHELL, \"curl -f http://localhost:8080/ || exit 1\"]"),
        checked("\"curl -f http://localhost:8080/ || exit 1\""),
        checked("[CMD, curl, -f, \"http://localhost:8080/\"]"),
        .ecs(
          """
          taskDefinitions:
            web:
              containers:
                web:
                  image: "public.ecr.aws/docker/library/node:22"
                  entryPoint: [sh, -c]
                  command: [npm run start]
          """),
      ]))

  private static func checked(_ command: String) -> SpecExample {
    .ecs("taskDefinitions:\n  web: { containers: { web: { healthCheck: { command: \(command) } } } }")
  }
}

extension TaskDefinition {
  func checkCommands(of entry: Entry<TaskDefinition>, _ lowered: Lowering) {
    // Windows has programs whose names have blanks, and a shell that is called CMD.
    if let operatingSystem, TaskPlatform.isWindows(operatingSystem.value) { return }
    for container in containers {
      let (name, model) = (container.key.value, container.value.value)
      if let check = model.healthCheck?.value.command { checkHealth(check, of: name, lowered.findings) }
      if let program = model.entryPoint, program.value.count == 1, let words = program.value[0].value.literal,
        CommandWords.isCommand(words)
      {
        report(program.span, words, "container '\(name)' starts no program", lowered.findings)
      }
      guard model.entryPoint == nil, let command = model.command, command.value.count == 1,
        let words = command.value[0].value.literal, CommandWords.isCommand(words), model.hasPlainImage
      else { continue }
      report(command.span, words, "container '\(name)' starts no program", lowered.findings)
    }
  }

  private func report(_ span: Span, _ words: String, _ message: String, _ findings: Findings) {
    findings.report(
      .commandInOneWord, at: span, "\(message) '\(ReadingContext.shortened(words))'",
      label: "this is one word, and no program has such a name", help: ["write `\(CommandWords.list(of: words))`"])
  }

  /// Holds the words of a health check against what Docker makes of them.
  private func checkHealth(_ check: Located<[Located<Text>]>, of container: String, _ findings: Findings) {
    guard check.value.count == 2, let kind = check.value[0].value.literal, let words = check.value[1].value.literal
    else { return }
    func report(_ message: String, _ label: String, _ right: String) {
      findings.report(
        .commandInOneWord, at: check.span, "the health check of container '\(container)' \(message)", label: label,
        help: ["write `[CMD-SHELL, \(CommandWords.quoted(right))]`"])
    }
    if kind == "CMD", CommandWords.isCommand(words) {
      report("starts no program '\(ReadingContext.shortened(words))'", "this is one word", words)
    } else if kind == "CMD-SHELL", let command = CommandWords.behindWord(words) {
      report("gives its shell the word before the command", "the shell takes it for a program", command)
    }
  }
}

extension Container {
  /// Whether the image is one whose own entry point, where it has one, is no shell that would take a text apart: those
  /// that Docker maintains, and nginx.
  fileprivate var hasPlainImage: Bool {
    guard case .scalar(let text) = image.value, let address = text.literal else { return false }
    let known = ["public.ecr.aws/docker/library/", "docker.io/library/", "public.ecr.aws/nginx/nginx:"]
    return known.contains { address.hasPrefix($0) } || !address.contains("/")
  }
}

extension CommandWords {
  /// Whether a word is a whole command: a program's name in small letters, a blank, and more.
  static func isCommand(_ word: String) -> Bool {
    guard let blank = word.utf8.firstIndex(of: UInt8(ascii: " ")), word.utf8.index(after: blank) < word.utf8.endIndex
    else { return false }
    let program = word.utf8[..<blank]
    return !program.isEmpty && !word.contains("\\") && program.contains { $0.isSmallLetter }
      && program.allSatisfy { $0.isSmallLetter || $0.isDigit || "._/-".utf8.contains($0) }
  }

  /// The command in a text that begins with `CMD` or `CMD-SHELL`, which belong into a list; nil for any other.
  static func behindWord(_ text: String) -> String? {
    for word in ["CMD-SHELL", "CMD"] where text.hasPrefix(word) {
      let rest = text.dropFirst(word.count)
      guard let next = rest.first, next == "," || next == " " else { return nil }
      let command = rest.drop { $0 == "," || $0 == " " }
      return command.isEmpty ? nil : String(command)
    }
    return nil
  }

  /// A text in YAML.
  static func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}
