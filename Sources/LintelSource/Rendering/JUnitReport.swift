/// A run of lint as tests: a suite for each spec, a case for each finding.
///
/// What makes the run fail is a failure, and everything else is a skipped case, so that it is seen and breaks nothing. A
/// spec without findings is one case that passes; a file that could not be read is one with an error.
package struct JUnitReport {
  package init() {}

  package func render(_ run: LintRun) -> PrintableText {
    let all = run.specs.flatMap(\.findings)
    let failures = all.count { $0.severity >= run.threshold }
    let quiet = run.specs.count { $0.findings.isEmpty }
    var output = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    output += "<testsuites name=\"lintel\""
    output += counts(all.count + quiet + run.failures.count, failures, run.failures.count, all.count - failures)
    output += ">\n"
    for spec in run.specs { write(spec, run.threshold, to: &output) }
    for failure in run.failures {
      let path = Self.escaped(failure.path)
      output += "  <testsuite name=\"\(path)\"\(counts(1, 0, 1, 0))>\n"
      output += "    <testcase classname=\"\(path)\" name=\"readable\" file=\"\(path)\">\n"
      output += "      <error message=\"\(Self.escaped(failure.message))\" type=\"unreadable\"/>\n"
      output += "    </testcase>\n  </testsuite>\n"
    }
    return PrintableText(madeSafe: output + "</testsuites>\n")
  }

  private func write(_ spec: LintRun.Spec, _ threshold: Severity, to output: inout String) {
    let path = Self.escaped(spec.path)
    let failures = spec.findings.count { $0.severity >= threshold }
    let count = counts(max(1, spec.findings.count), failures, 0, spec.findings.count - failures)
    output += "  <testsuite name=\"\(path)\"\(count)>\n"
    if spec.findings.isEmpty { output += "    <testcase classname=\"\(path)\" name=\"lint\" file=\"\(path)\"/>\n" }
    for finding in spec.findings { write(finding, in: spec, threshold, to: &output) }
    output += "  </testsuite>\n"
  }

  private func write(_ finding: Finding, in spec: LintRun.Spec, _ threshold: Severity, to output: inout String) {
    let place = spec.sources.written(finding.span)
    let file = Self.escaped(place?.file.path ?? spec.path)
    let position = place.map { ":\($0.start.line):\($0.start.column)" } ?? ""
    output += "    <testcase classname=\"\(Self.escaped(spec.path))\" name=\"\(finding.rule.id)\(position)\""
    output += " file=\"\(file)\"" + (place.map { " line=\"\($0.start.line)\"" } ?? "") + ">\n"
    let message = " message=\"\(Self.escaped(finding.messageWithEnvironments))\""
    if finding.severity >= threshold {
      let lines = ["\(file)\(position): \(finding.severity.rawValue)"] + finding.lines.map(Self.escaped)
      output += "      <failure\(message) type=\"\(finding.severity.rawValue)\">"
      output += lines.joined(separator: "\n") + "</failure>\n"
    } else {
      output += "      <skipped\(message)/>\n"
    }
    output += "    </testcase>\n"
  }

  private func counts(_ tests: Int, _ failures: Int, _ errors: Int, _ skipped: Int) -> String {
    " tests=\"\(tests)\" failures=\"\(failures)\" errors=\"\(errors)\" skipped=\"\(skipped)\""
  }

  /// XML has no spelling for control characters: they are shown as they are on a terminal.
  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in TerminalText.visible(text).unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
