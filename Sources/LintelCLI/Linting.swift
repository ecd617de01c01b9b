import Glibc
import Lintel
import LintelGraph
import LintelSource

/// The work of `lint`.
struct Linting {
  /// Empty for the nearest spec.
  var files: [String] = []
  var options = CheckOptions()
  var forms = [FormRequest(.human)]
  var isStrict = false
  var color = ColorChoice.auto
  var isQuiet = false
  /// Nil for all rules.
  var selection: RuleSelection?
  /// The file that lists what is accepted.
  var baseline: String?
  /// The file that is to list what is found.
  var writtenBaseline: String?
  /// Nil where nothing is fixed.
  var repair: Repair?
  /// What standard input is called.
  var nameOfInput: String?

  func run() throws -> Never {
    let files = files.isEmpty ? [nil] : files.map(Optional.init)
    if nameOfInput != nil, !files.contains("-") {
      throw Failure("--stdin-filename names standard input: give - as the file")
    }
    if let repair, repair.isPreview { try repair.preview(files, options, selection) { try find($0) } }
    if repair != nil, files.contains("-") {
      throw Failure("--fix cannot write to standard input; --fix --diff can read it")
    }
    var destinations = Destinations()
    try destinations.add(forms)
    let accepting = try Accepting(reading: baseline, writing: writtenBaseline, selection, &destinations)
    // Kept to the end, so that the program exits without taking them apart.
    var results: [Result] = []
    var outputs = forms.map {
      FormOutput(request: $0, color: color, isQuiet: isQuiet, count: files.count, hintsAtFixes: repair == nil)
    }
    var options = options
    if files.count > 1 { options.compareSpecs() }
    for path in files {
      let result = check(path, options, accepting)
      if case .failed(let failure) = result, !forms.contains(where: { $0.path == nil && $0.form.tellsFailures }) {
        Terminal.error("error: \(failure.message)\n")
      }
      for index in outputs.indices { try outputs[index].add(result) }
      results.append(result)
    }
    let threshold = isStrict ? Severity.warning : .error
    for index in outputs.indices { try outputs[index].finish(results, threshold) }
    if !destinations.isEmpty { try write(outputs, results, accepting, destinations) }
    let remarks = Remarks(color: color, isQuiet: isQuiet)
    for note in accepting.notes { remarks.note(note) }
    Glibc.exit(results.map { $0.status(threshold) }.max() ?? 0)
  }

  /// What came of one file.
  enum Result {
    case checked(Outcome)
    /// It cannot be read; the others can be checked all the same.
    case failed(FailedFile)

    func status(_ threshold: Severity) -> Int32 {
      guard case .checked(let outcome) = self else { return 2 }
      return outcome.findings.contains { $0.severity >= threshold } ? 1 : 0
    }
  }

  struct FailedFile {
    let path: String
    let message: PrintableText
  }

  /// A file that was checked, and what is reported of it.
  struct Outcome {
    let path: String
    let checked: Checked
    var findings: [Finding]
    var accepted: [Finding] = []
  }

  private func check(_ path: String?, _ options: CheckOptions, _ accepting: Accepting) -> Result {
    do {
      let found = try find(path)
      let checked = try repair?.mend(found, options, selection) ?? Files.check(found, options)
      var outcome = Outcome(path: found.path, checked: checked, findings: checked.findings)
      if !accepting.isIdle || forms.contains(where: \.form.wantsIdentity) {
        (outcome.findings, outcome.accepted) = checked.identified()
      }
      if let selection { outcome.findings.removeAll { !selection.includes($0.rule) } }
      accepting.apply(to: &outcome, isWhole: options.environments == nil && options.variables.isEmpty)
      return .checked(outcome)
    } catch let failure as Failure {
      return .failed(FailedFile(path: path ?? Files.specName, message: failure.message))
    } catch {
      preconditionFailure("only failures are thrown: \(error)")
    }
  }

  private func find(_ path: String?) throws -> SourceFile {
    let file = try Files.find(path, Remarks(color: color, isQuiet: isQuiet)).file
    guard path == "-", let nameOfInput else { return file }
    return SourceFile(path: nameOfInput, bytes: file.bytes)
  }

  /// Writes what goes to files.
  private func write(
    _ outputs: [FormOutput], _ results: [Result], _ accepting: Accepting, _ destinations: Destinations
  ) throws {
    var texts = outputs.compactMap { output in output.request.path.map { ($0, output.text.text) } }
    if let list = accepting.written { texts.append(list) }
    for result in results {
      guard case .checked(let outcome) = result else { continue }
      try destinations.spare(outcome.checked.sources.files.map(\.path))
    }
    try destinations.write(texts)
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
