/// Findings as GitLab's code quality report, which its merge requests show.
///
/// Errors are `major`, warnings `minor`, notes `info`. GitLab takes two entries with one fingerprint for one, so the file
/// is part of it.
package struct GitLabReport {
  private let digest: (String) -> String

  /// `digest`: a hash of a text, in hexadecimal digits.
  package init(digest: @escaping (String) -> String) {
    self.digest = digest
  }

  package func render(_ run: LintRun) -> PrintableText {
    var json = JSONPrinter()
    let all = run.specs.flatMap { spec in spec.findings.map { (spec: spec, finding: $0) } }
    json.array(all) { json, entry in
      let place = entry.spec.sources.written(entry.finding.span)
      let path = place?.file.path ?? entry.spec.path
      let severity =
        switch entry.finding.severity {
        case .error: "major"
        case .warning: "minor"
        case .note, .off: "info"
        }
      json.object { json in
        json.member("description", entry.finding.lines.joined(separator: "; "))
        json.member("check_name", entry.finding.rule.id)
        json.member("fingerprint", digest("\(path)\n\(entry.finding.identity?.fingerprint ?? "")"))
        json.member("severity", severity)
        json.name("location")
        json.object { json in
          json.member("path", path.hasPrefix("./") ? String(path.dropFirst(2)) : path)
          json.name("positions")
          json.object { json in
            write("begin", place?.start, to: &json)
            write("end", place?.end, to: &json)
          }
        }
      }
    }
    return json.printable
  }

  private func write(_ name: String, _ position: Position?, to json: inout JSONPrinter) {
    json.name(name)
    json.object { json in
      json.name("line")
      json.number(position?.line ?? 1)
      json.name("column")
      json.number(position?.column ?? 1)
    }
  }
}
