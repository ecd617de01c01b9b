import Glibc
import Lintel
import LintelGraph
import LintelSource

/// The work of `lint`.
struct Linting {
  /// Empty for the nearest spec.
  var files: [String] = []
  var options = CheckOptions()
  var format = Lint.Format.human
  var isStrict = false
  var color = ColorChoice.auto
  var isQuiet = false

  func run() throws -> Never {
    // Kept to the end, so that the program exits without taking them apart.
    var results: [Result] = []
    let printer = LintPrinter(format: format, color: color, isQuiet: isQuiet, count: max(1, files.count))
    var options = options
    if files.count > 1 { options.compareSpecs() }
    for path in files.isEmpty ? [nil] : files.map(Optional.init) {
      let result = check(path, options)
      try printer.print(result)
      results.append(result)
    }
    try printer.finish(results)
    Glibc.exit(results.map(status).max() ?? 0)
  }

  /// What came of one file.
  enum Result {
    case checked(Checked, path: String)
    /// It cannot be read; the others can be checked all the same.
    case failed(PrintableText, path: String)
  }

  private func check(_ path: String?, _ options: CheckOptions) -> Result {
    do {
      let found = try Files.find(path, Remarks(color: color, isQuiet: isQuiet))
      return .checked(try Files.check(found.file, options), path: found.file.path)
    } catch let failure as Failure {
      return .failed(failure.message, path: path ?? Files.specName)
    } catch {
      preconditionFailure("only failures are thrown: \(error)")
    }
  }

  private func status(_ result: Result) -> Int32 {
    guard case .checked(let checked, _) = result else { return 2 }
    let counts = FindingCounts(checked.findings)
    return counts.errors > 0 || isStrict && counts.warnings > 0 ? 1 : 0
  }
}

extension Linting {
  /// What `lint` with files and nothing else asks for; nil where there are options.
  ///
  /// Editors and hooks ask for it at every change, and for a small spec the argument parser would take half of the
  /// instructions.
  init?(plain arguments: some Collection<String>) {
    guard arguments.first == "lint", arguments.allSatisfy({ $0 == "-" || !$0.hasPrefix("-") }) else { return nil }
    files = Array(arguments.dropFirst())
  }
}

/// Prints what lint says of one file after the other, as far as the format allows.
struct LintPrinter {
  let format: Lint.Format
  let color: ColorChoice
  let isQuiet: Bool
  /// How many files there are.
  let count: Int

  private var human: HumanReport {
    HumanReport(style: Terminal.takesColor(color) ? .ansi : .plain, columns: Terminal.width())
  }

  func print(_ result: Linting.Result) throws {
    switch (format, result) {
    case (.json, .checked): break
    case (.json, .failed(let message, _)), (.human, .failed(let message, _)):
      Terminal.error("error: \(message)\n")
    case (.gcc, .failed(let message, let path)):
      try Reporting.print(GCCReport.line(about: path, message))
    case (.gcc, .checked(let checked, _)):
      try Reporting.print(GCCReport().render(checked.findings, sources: checked.sources))
    case (.human, .checked(let checked, let path)):
      if checked.findings.isEmpty {
        if !isQuiet { try Reporting.print("\(path): no findings\(Reporting.scope(of: checked))\n") }
      } else if isQuiet || count > 1 {
        try Reporting.print(human.renderFindings(checked.findings, sources: checked.sources))
      } else {
        try Reporting.print(human.render(checked.findings, sources: checked.sources))
      }
    }
  }

  /// What is said of all files together.
  func finish(_ results: [Linting.Result]) throws {
    let checked = results.compactMap { result in if case .checked(let checked, _) = result { checked } else { nil } }
    switch format {
    case .gcc: break
    case .json:
      let failures = results.compactMap { result -> JSONReport.Failure? in
        if case .failed(let message, let path) = result {
          JSONReport.Failure(file: path, message: message.text)
        } else {
          nil
        }
      }
      try Reporting.print(JSONReport().render(checked.map { ($0.findings, $0.sources) }, failures: failures))
    case .human:
      guard count > 1, !isQuiet else { return }
      let counts = FindingCounts(checked.flatMap(\.findings)).summary
      let affected = checked.count { !$0.findings.isEmpty }
      try Reporting.print(
        human.summary(
          (counts.isEmpty ? "no findings" : counts)
            + " in \(counts.isEmpty ? checked.count : affected) of \(count) files"))
    }
  }
}

/// Prints results to standard output.
enum Reporting {
  static func print(_ text: PrintableText) throws {
    guard Terminal.output(text) else { throw Failure("cannot write to standard output: \(Terminal.lastError)") }
  }

  static func print(file text: String) throws {
    guard Terminal.output(file: text) else { throw Failure("cannot write to standard output: \(Terminal.lastError)") }
  }

  /// ` in staging and production`, where there are environments.
  static func scope(of checked: Checked) -> PrintableText {
    let names = checked.graphs.compactMap(\.environment).map { PrintableText($0) }
    guard let first = names.first else { return "" }
    guard names.count > 1 else { return " in \(first)" }
    return " in " + names.dropLast().joined(separator: ", ") + " and \(names[names.count - 1])"
  }
}
