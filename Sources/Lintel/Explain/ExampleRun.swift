package import LintelGraph
package import LintelSource

/// An example of a rule's page, through the whole pipeline.
///
/// What is checked is a spec like any other: the standard system, and the example as its one environment. What is told
/// is
/// told of the example's own lines, as its reader sees them.
package struct ExampleRun {
  /// The spec that was checked.
  package let spec: String
  /// The example's own text in file 0, the standard system, if there is one, in file 1, or what the example includes.
  package let sources: Sources
  /// The findings of lint, each place in one of these files.
  package let findings: [Finding]
  /// The systems that the spec describes.
  package let graphs: [ResourceGraph]

  private static let header = "environments:\n  example:\n"
  private static let indent = 4

  package init(_ example: SpecExample) {
    spec = Self.spec(of: example)
    let checked: Checked
    var options = CheckOptions()
    if !example.files.isEmpty { options.files = Self.reading(example) }
    do throws(UsageError) {
      if let neighbour = example.neighbour {
        options.compareSpecs()
        _ = try Check.run(SourceFile(path: neighbour.path, bytes: Array(neighbour.text.utf8)), options)
      }
      checked = try Check.run(SourceFile(path: "example.yaml", bytes: Array(spec.utf8)), options)
    } catch {
      // Only options of the command line lead here.
      preconditionFailure(error.description)
    }
    graphs = checked.graphs
    guard let base = example.base else {
      sources = checked.sources
      findings = checked.findings
      return
    }
    let places = ExamplePlaces(
      spec: checked.sources, example: SourceFile(path: "example.yaml", bytes: Array(example.text.utf8)),
      base: SourceFile(path: base.path, bytes: Array(base.text.utf8)),
      start: base.text.utf8.count + Self.header.utf8.count, indent: Self.indent)
    sources = places.sources
    findings = checked.findings.map(places.moved)
  }

  /// Reads the files of an example.
  package static func reading(_ example: SpecExample) -> FileReading {
    { path, _ in
      let file = example.files.first { $0.path == path }
      return file.map { .bytes(Array($0.text.utf8)) } ?? .failure("No such file or directory")
    }
  }

  /// The example as a spec that `lintel lint` takes.
  package static func spec(of example: SpecExample) -> String {
    guard let base = example.base else { return example.text }
    let margin = String(repeating: " ", count: indent)
    let lines = example.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    return base.text + header + lines.map { margin + $0 + "\n" }.joined()
  }

  /// What lint says of one rule, as it prints it.
  package func report(
    of rule: Rule, style: HumanReport.Style = .plain, width: Int = 140, columns: Int? = nil
  ) -> PrintableText {
    HumanReport(style: style, width: width, columns: columns).renderFindings(
      findings.filter { $0.rule == rule }, sources: sources)
  }
}

/// Where the places of a spec made of two texts stand in each.
private struct ExamplePlaces {
  /// The texts as they are shown.
  let sources = Sources()
  private let spec: Sources
  private let example: FileID
  private let base: FileID
  /// The first byte of the example in the spec.
  private let start: Int
  private let indent: Int

  init(spec: Sources, example: SourceFile, base: SourceFile, start: Int, indent: Int) {
    self.spec = spec
    self.start = start
    self.indent = indent
    self.example = sources.add(example)
    self.base = sources.add(base)
  }

  func moved(_ finding: Finding) -> Finding {
    var finding = finding
    finding.span = moved(finding.span)
    finding.labels = finding.labels.map { Label(moved($0.span), $0.text) }
    finding.notes = finding.notes.map { Note($0.message, at: $0.span.map(moved)) }
    return finding
  }

  private func moved(_ span: Span) -> Span {
    let place = spec.place(of: span).span
    guard place.isWritten else { return place }
    guard place.start >= start else { return Span(file: base, start: place.start, end: place.end) }
    return Span(
      file: example, start: offset(place.start, in: spec[place.file]), end: offset(place.end, in: spec[place.file]))
  }

  /// A byte of the example: every line of it stands in the spec with a margin.
  private func offset(_ offset: UInt32, in file: SourceFile) -> UInt32 {
    let first = file.line(of: UInt32(start))
    let line = file.line(of: offset)
    let column = max(0, Int(offset) - Int(file.lineStarts[line]) - indent)
    let lines = sources[example].lineStarts
    return lines[min(line - first, lines.count - 1)] + UInt32(column)
  }
}
