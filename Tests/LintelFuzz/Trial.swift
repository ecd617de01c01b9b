import Lintel
import LintelGraph
import LintelSource

/// One input, taken through what Lintel does with it.
struct Trial {
  /// What was wrong, in words.
  private(set) var failures: [String] = []
  /// A digest of all that was printed (FNV-1a).
  private(set) var digest: UInt64 = 0xcbf2_9ce4_8422_2325
  private(set) var isClean = false
  private(set) var compiles = false
  private var checked: Checked?
  private let file: SourceFile

  init(_ bytes: [UInt8]) {
    file = SourceFile(path: "input.yaml", bytes: bytes)
  }

  // MARK: Lint

  mutating func lint() {
    guard let checked = try? Check.run(file) else { return fail("lint asks for another command line") }
    self.checked = checked
    isClean = !checked.findings.contains { $0.severity >= .warning }
    compiles = !checked.hasErrors && !checked.graphs.isEmpty
    if checked.findings.isEmpty, checked.graphs.isEmpty { fail("neither a finding nor a system") }
    for finding in checked.findings {
      for span in [finding.span] + finding.labels.map(\.span) {
        let (written, _) = checked.sources.place(of: span)
        guard written != .none else { continue }
        if written.start > written.end || Int(written.end) > checked.sources[written.file].bytes.count {
          fail("\(finding.rule.id) stands outside the file")
        }
      }
    }
    print(HumanReport(columns: 80).render(checked.findings, sources: checked.sources), as: "the report")
    print(GCCReport().render(checked.findings, sources: checked.sources), as: "the GCC report")
    let found = checked.identified()
    let run = LintRun(
      specs: [
        LintRun.Spec(
          path: "lintel.yaml", sources: checked.sources, findings: found.findings, accepted: found.accepted)
      ])
    print(JSONReport().render(run), as: "the JSON report")
    print(SARIFReport().render(run), as: "the SARIF report")
    print(GitHubReport().render(checked.findings, sources: checked.sources), as: "the workflow commands")
    print(GitLabReport(digest: Fingerprint.digest).render(run), as: "the code quality report")
    print(JUnitReport().render(run), as: "the JUnit report")
  }

  // MARK: Compile, diff, reach, graph

  /// What only a spec without errors goes through; `origin` is what it was made of.
  mutating func compile(origin: [UInt8]) {
    guard let checked, let compilation = try? Compilation(checked, parameters: []) else {
      return fail("no compilation")
    }
    if compilation.hasErrors {
      // What a target cannot take, lint has said.
      let said = Set(checked.findings.map(\.rule))
      let unsaid = compilation.findings.filter { $0.severity == .error && !said.contains($0.rule) }.map(\.rule.id)
      if !unsaid.isEmpty { fail("compile has what lint has not: \(unsaid.joined(separator: ", "))") }
    }
    for template in compilation.templates {
      print(file: template.text, as: "the template")
      print(file: template.deployScript(checked.sources), as: "deploy.sh")
      print(file: template.destroyScript, as: "destroy.sh")
      print(file: template.stackScript(checked.sources), as: "deploy-stack.sh")
      print(PrintableText(lines: template.deployment(path: "build/template.json")), as: "the commands")
    }
    reach(checked)
    draw(checked)
    diff(checked, compilation, origin)
  }

  private mutating func reach(_ checked: Checked) {
    guard checked.isReadable else { return fail("it compiles and does not read") }
    guard let reach = try? Reach(checked) else { return fail("reach asks for another command line") }
    print(ReachText(reach, isColored: false, width: 80).text, as: "reach")
    print(ReachJSON(reach).text, as: "reach in JSON")
  }

  private mutating func draw(_ checked: Checked) {
    let draw = Draw(checked)
    for form in Draw.Form.allCases {
      guard let text = draw.text(of: draw.environments.first, as: form, address: { $0 }) else {
        return fail("no picture")
      }
      print(PrintableText(lines: text), as: "the picture as \(form.rawValue)")
    }
  }

  private mutating func diff(_ checked: Checked, _ compilation: Compilation, _ origin: [UInt8]) {
    if !Diff(old: checked, new: checked, names: ("old", "new")).isEmpty { fail("it differs from itself") }
    if let before = try? Check.run(SourceFile(path: "origin.yaml", bytes: origin)), before.isReadable {
      print(Diff(old: before, new: checked, names: ("old", "new")))
      print(Diff(old: checked, new: before, names: ("new", "old")))
    }
    let names = checked.graphs.compactMap(\.environment)
    if names.count > 1 {
      var options = CheckOptions()
      options.environments = [names[0], names[1]]
      options.keepsSymbols = true
      if let both = try? Check.run(file, options) { print(Diff(both, from: names[0], to: names[1])) }
    }
    for (index, template) in compilation.templates.enumerated() { readAgain(template, index) }
  }

  /// A template is a side of a diff too, and what is read from it is what was written.
  private mutating func readAgain(_ template: Compilation.Template, _ index: Int) {
    let written = SourceFile(path: "template.json", bytes: Array(template.text.utf8))
    do throws(UsageError) {
      guard let read = try TemplateFile(written), read.isReadable else { return fail("the template does not read") }
      var options = CheckOptions()
      options.environments = template.environment.map { [$0] }
      let diff = try Diff(read, Check.run(file, options), "input.yaml", isOld: true)
      if !diff.isEmpty { fail("the template differs from its spec") }
    } catch {
      fail("the template as a side: \(error.message)")
    }
  }

  // MARK: What is printed

  private mutating func print(_ diff: Diff) {
    print(DiffText(diff, width: 80).text, as: "diff")
    print(DiffJSON(diff).text, as: "diff in JSON")
    print(DiffMarkdown(diff).text, as: "diff in Markdown")
  }

  private mutating func print(_ text: PrintableText, as name: String) {
    add(text.text)
    if let scalar = text.text.unicodeScalars.first(where: Trial.isUnsafe) {
      fail("\(name) holds U+\(String(scalar.value, radix: 16, uppercase: true))")
    }
  }

  /// A file may hold what people can read there: no control characters, which editors and terminals hide or obey.
  private mutating func print(file text: String, as name: String) {
    add(text)
    let isControl = { (byte: UInt8) in byte < 0x20 && byte != 0x0A && byte != 0x09 || byte == 0x7F }
    if let byte = text.utf8.first(where: isControl) { fail("\(name) holds U+\(String(byte, radix: 16))") }
  }

  private mutating func add(_ text: String) {
    for byte in text.utf8 { digest = (digest ^ UInt64(byte)) &* 0x100_0000_01b3 }
  }

  private mutating func fail(_ words: String) { failures.append(words) }

  /// Control characters but the line break, and what turns the writing direction.
  private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0A: false
    case ..<0x20, 0x7F..<0xA0, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
    default: false
    }
  }
}
