/// Findings for programs.
///
/// ```
/// { "version": 1,
///   "findings": [ { "rule", "severity": "error" | "warning" | "note", "message",
///                   "label"?, "place": Place | null, "origin"?: Place,
///                   "labels": [ { "text", "place" } ], "notes": [ { "message", "place" } ],
///                   "help": [ text ], "fixes": [ { "help", "edits": [ { "place", "text" } ] } ], "environments": [ name ], "path"?, "fingerprint"? } ],
///   "unreadable"?: [ { "file", "message" } ],                   files that could not be opened or read, if there are any
///   "summary": { "errors", "warnings", "notes" } }
///
/// Place = { "file", "start": Position, "end": Position }     the end is the first position after it
/// Position = { "line", "column", "byte" }                    lines and columns from 1, bytes from 0
/// ```
///
/// `schemas/lintel-lint.schema.json` describes it. A column counts Unicode code points. `label` is left out when there is none, `origin` when the value is written where
/// it is used: it is the place that an alias, a merge key or a variable brings it from. `environments` is empty when all
/// have the finding. `path` are the keys that lead to the place, `fingerprint` stays while lines move. A later release may add members; a change of what is here changes the version.
package struct JSONReport: Report {
  package init() {}

  package func render(_ findings: [Finding], sources: Sources) -> PrintableText {
    render(LintRun(specs: [LintRun.Spec(path: "", sources: sources, findings: findings)]))
  }

  /// The findings of several files as one document.
  package func render(_ run: LintRun) -> PrintableText {
    let findings = run.specs.flatMap { spec in spec.findings.map { (finding: $0, sources: spec.sources) } }
    let counts = FindingCounts(findings.map(\.finding))
    var json = JSONPrinter()
    json.object { json in
      json.name("version")
      json.number(1)
      json.name("findings")
      json.array(findings) { json, finding in write(finding.finding, finding.sources, to: &json) }
      if !run.failures.isEmpty {
        json.name("unreadable")
        json.array(run.failures) { json, failure in
          json.object { json in
            json.member("file", failure.path)
            json.member("message", failure.message)
          }
        }
      }
      json.name("summary")
      json.object { json in
        json.name("errors")
        json.number(counts.errors)
        json.name("warnings")
        json.number(counts.warnings)
        json.name("notes")
        json.number(counts.notes)
      }
    }
    return json.printable
  }

  private func write(_ finding: Finding, _ sources: Sources, to json: inout JSONPrinter) {
    json.object { json in
      json.name("rule")
      json.string(finding.rule.id)
      json.name("severity")
      json.string(finding.severity.rawValue)
      json.name("message")
      json.string(finding.message)
      if !finding.label.isEmpty {
        json.name("label")
        json.string(finding.label)
      }
      json.name("place")
      json.place(sources.written(finding.span))
      if let origin = sources.origins(of: finding.span).last {
        json.name("origin")
        json.place(origin.place)
      }
      json.name("labels")
      json.array(finding.labels) { json, label in
        json.object { json in
          json.name("text")
          json.string(label.text)
          json.name("place")
          json.place(sources.written(label.span))
        }
      }
      json.name("notes")
      json.array(finding.notes) { json, note in
        json.object { json in
          json.name("message")
          json.string(note.message)
          json.name("place")
          json.place(note.span.flatMap { sources.written($0) })
        }
      }
      json.name("help")
      json.array(finding.help) { json, help in json.string(help) }
      json.name("fixes")
      json.array(finding.fixes.compactMap { fix in fix.edit(in: sources).map { (fix.help, $0) } }) { json, fix in
        json.object { json in
          json.member("help", fix.0)
          json.name("edits")
          json.array([fix.1]) { json, edit in
            json.object { json in
              json.name("place")
              json.place(sources.written(edit.span))
              json.member("text", edit.text)
            }
          }
        }
      }
      json.name("environments")
      json.array(finding.environments) { json, name in json.string(name) }
      if let identity = finding.identity {
        json.member("path", identity.path)
        json.member("fingerprint", identity.fingerprint)
      }
    }
  }
}

extension JSONPrinter {
  /// A `Place` as the reports describe it; null for what nobody wrote.
  package mutating func place(_ place: Place?) {
    guard let place else { return null() }
    object { json in
      json.name("file")
      json.string(place.file.path)
      json.name("start")
      json.position(place.start, place.span.start)
      json.name("end")
      json.position(place.end, place.span.end)
    }
  }

  private mutating func position(_ position: Position, _ byte: UInt32) {
    object { json in
      json.name("line")
      json.number(position.line)
      json.name("column")
      json.number(position.column)
      json.name("byte")
      json.number(Int(byte))
    }
  }
}
