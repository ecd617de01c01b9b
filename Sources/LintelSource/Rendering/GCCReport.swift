/// Findings one a line, in the form of GCC's messages, which editors and build tools read.
///
/// Labels and notes that have a place follow as lines of severity `note`. What has no place is reported by `lintel`.
package struct GCCReport: Report {
  package init() {}

  package func render(_ findings: [Finding], sources: Sources) -> PrintableText {
    var output: PrintableText = ""
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

  /// The line about a file that could not be read.
  package static func line(about path: String, _ message: PrintableText) -> PrintableText {
    "\(path):1:1: error: \(message)\n"
  }

  private func write(_ severity: Severity, _ message: String, at place: Place?, to output: inout PrintableText) {
    if let place {
      output += "\(place.file.path):\(place.start.line):\(place.start.column)"
    } else {
      output += "lintel"
    }
    output += ": \(severity.rawValue): \(message)\n"
  }
}
