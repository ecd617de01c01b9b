/// Findings as workflow commands of GitHub Actions, which become annotations of a pull request.
///
/// ```
/// ::error file=lintel.yaml,line=41,endLine=41,col=29,endColumn=38,title=service-open-beside-load-balancer::service …
/// ```
///
/// GitHub shows ten errors, ten warnings and ten notices of a step; the log has all.
package struct GitHubReport: Report {
  package init() {}

  package func render(_ findings: [Finding], sources: Sources) -> PrintableText {
    var output = ""
    for finding in findings where finding.severity != .off {
      let place = sources.written(finding.span)
      var properties = [("file", place?.file.path ?? sources.files.first?.path ?? "")]
      if let place {
        properties += [("line", "\(place.start.line)"), ("endLine", "\(place.end.line)")]
        // Columns of several lines are refused.
        if place.start.line == place.end.line {
          properties += [("col", "\(place.start.column)"), ("endColumn", "\(place.end.column)")]
        }
      }
      properties.append(("title", finding.rule.id))
      Self.write(finding.severity, properties, finding.lines, to: &output)
    }
    return PrintableText(madeSafe: output)
  }

  /// The command about a file that could not be read.
  package static func line(about path: String, _ message: PrintableText) -> PrintableText {
    var output = ""
    write(.error, [("file", path), ("title", "lintel")], [message.text], to: &output)
    return PrintableText(madeSafe: output)
  }

  private static func write(
    _ severity: Severity, _ properties: [(name: String, value: String)], _ lines: [String], to output: inout String
  ) {
    output += "::\(severity == .note ? "notice" : severity.rawValue) "
    output += properties.map { "\($0.name)=\(escaped($0.value, isProperty: true))" }.joined(separator: ",")
    output += "::" + lines.map { escaped($0, isProperty: false) }.joined(separator: "%0A") + "\n"
  }

  /// As the runner takes it apart again; visible text has no line break of its own.
  private static func escaped(_ text: String, isProperty: Bool) -> String {
    var escaped = ""
    for scalar in TerminalText.visible(text).unicodeScalars {
      switch scalar {
      case "%": escaped += "%25"
      case "\r": escaped += "%0D"
      case "\n": escaped += "%0A"
      case ":" where isProperty: escaped += "%3A"
      case "," where isProperty: escaped += "%2C"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
