/// Findings one a line, in the form of GCC's messages, which editors and build tools read.
///
/// Labels and notes that have a place follow as lines of severity `note`. What has no place is reported by `lintel`.
package struct GCCReport: Report {
  package init() {}

  package func render(_ findings: [Finding], sources: Sources) -> String {
    var output = ""
    for finding in findings where finding.severity != .off {
      let message = "\(finding.messageWithEnvironments) [\(finding.rule.id)]"
      write(finding.severity, message, at: sources.written(finding.span), to: &output)
      for label in finding.labels where !label.text.isEmpty {
        guard let place = sources.written(label.span) else { continue }
        write(.note, label.text, at: place, to: &output)
      }
      for origin in sources.origins(of: finding.span) {
        write(.note, origin.kind.note, at: origin.place, to: &output)
      }
      for note in finding.notes {
        guard let span = note.span, let place = sources.written(span) else { continue }
        write(.note, note.message, at: place, to: &output)
      }
    }
    return output
  }

  private func write(_ severity: Severity, _ message: String, at place: Place?, to output: inout String) {
    if let place {
      output += "\(TerminalText.visible(place.file.path)):\(place.start.line):\(place.start.column)"
    } else {
      output += "lintel"
    }
    output += ": \(severity.rawValue): \(TerminalText.visible(message))\n"
  }
}
