package import LintelSource

/// A run of lint in SARIF 2.1.0, which code scanning and editors read.
///
/// Columns count Unicode code points. What the spec or a baseline accepts is there with its suppression and reason. Paths
/// below the current folder are relative to `%SRCROOT%`.
package struct SARIFReport {
  private static let schema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

  package init() {}

  package func render(_ run: LintRun) -> PrintableText {
    let results = run.specs.flatMap { spec in (spec.findings + spec.accepted).map { (spec: spec, finding: $0) } }
    let used = Set(results.map(\.finding.rule))
    let rules = RuleCatalog.rules.filter(used.contains)
    let numbers = Dictionary(uniqueKeysWithValues: rules.enumerated().map { ($1, $0) })
    var json = JSONPrinter()
    json.object { json in
      json.member("$schema", Self.schema)
      json.member("version", "2.1.0")
      json.name("runs")
      json.array([run]) { json, run in
        json.object { json in
          write(rules, to: &json)
          write(run.failures, status: run.status, to: &json)
          json.name("artifacts")
          json.array(run.specs) { json, spec in
            json.object { json in
              json.location(of: spec.path)
              json.name("roles")
              json.array(["analysisTarget"]) { $0.string($1) }
              json.member("sourceLanguage", spec.path.hasSuffix(".json") ? "json" : "yaml")
            }
          }
          json.member("columnKind", "unicodeCodePoints")
          json.name("results")
          json.array(results) { json, result in
            write(result.finding, in: result.spec, rule: numbers[result.finding.rule] ?? -1, to: &json)
          }
        }
      }
    }
    return json.printable
  }

  private func write(_ rules: [Rule], to json: inout JSONPrinter) {
    json.name("tool")
    json.object { json in
      json.name("driver")
      json.object { json in
        json.member("name", "lintel")
        json.member("version", Language.release)
        json.member("semanticVersion", Language.release)
        json.name("rules")
        json.array(rules) { json, rule in SARIFRule(rule: rule).write(to: &json) }
      }
    }
  }

  /// How the run went: what could not be read stands there.
  private func write(_ failures: [LintRun.Failure], status: Int32, to json: inout JSONPrinter) {
    json.name("invocations")
    json.array([status]) { json, status in
      json.object { json in
        json.name("executionSuccessful")
        json.boolean(failures.isEmpty)
        json.name("exitCode")
        json.number(Int(status))
        json.name("toolExecutionNotifications")
        json.array(failures) { json, failure in
          json.object { json in
            json.member("level", "error")
            json.message(failure.message)
            json.name("locations")
            json.array([failure.path]) { json, path in
              json.object { json in
                json.name("physicalLocation")
                json.object { $0.artifact(path) }
              }
            }
          }
        }
      }
    }
  }

  private func write(_ finding: Finding, in spec: LintRun.Spec, rule: Int, to json: inout JSONPrinter) {
    json.object { json in
      json.member("ruleId", finding.rule.id)
      json.name("ruleIndex")
      json.number(rule)
      json.member("level", finding.severity == .off ? "none" : finding.severity.rawValue)
      json.message(text(of: finding))
      json.name("locations")
      json.array([spec.sources.written(finding.span)]) { json, place in
        json.object { json in
          json.physical(place, in: spec.path)
          guard let path = finding.identity?.path, !path.isEmpty else { return }
          json.name("logicalLocations")
          json.array([path]) { json, path in json.object { $0.member("fullyQualifiedName", path) } }
        }
      }
      let related = related(to: finding, in: spec.sources)
      if !related.isEmpty {
        json.name("relatedLocations")
        json.array(related.enumerated()) { json, entry in
          json.object { json in
            json.name("id")
            json.number(entry.offset + 1)
            json.physical(entry.element.place, in: spec.path)
            json.message(entry.element.text)
          }
        }
      }
      if let identity = finding.identity {
        json.name("partialFingerprints")
        json.object { $0.member("lintel/v1", identity.fingerprint) }
      }
      let fixes = finding.fixes.compactMap { fix in fix.edit(in: spec.sources).map { (fix.help, $0) } }
      if !fixes.isEmpty {
        json.name("fixes")
        json.array(fixes) { json, fix in write(fix.0, fix.1, spec.sources, to: &json) }
      }
      if let acceptance = finding.acceptance { write(acceptance, to: &json) }
      if !finding.environments.isEmpty {
        json.name("properties")
        json.object { json in
          json.name("environments")
          json.array(finding.environments) { $0.string($1) }
        }
      }
    }
  }

  private func write(_ help: String, _ edit: SourceEdit, _ sources: Sources, to json: inout JSONPrinter) {
    json.object { json in
      json.name("description")
      json.object { $0.member("text", help) }
      json.name("artifactChanges")
      json.array([edit]) { json, edit in
        json.object { json in
          json.artifact(sources[edit.file].path)
          json.name("replacements")
          json.array([edit]) { json, edit in
            json.object { json in
              json.name("deletedRegion")
              json.object { $0.region(sources.written(edit.span)) }
              json.name("insertedContent")
              json.object { $0.member("text", edit.text) }
            }
          }
        }
      }
    }
  }

  private func write(_ acceptance: Acceptance, to json: inout JSONPrinter) {
    json.name("suppressions")
    json.array([acceptance]) { json, acceptance in
      json.object { json in
        json.member("kind", acceptance.origin == .spec ? "inSource" : "external")
        json.member("status", "accepted")
        json.member("justification", acceptance.reason)
      }
    }
  }

  /// A paragraph: what is wrong and why, and what to do.
  private func text(of finding: Finding) -> String {
    let notes = finding.notes.filter { $0.span == nil }.map { "note: \($0.message)" }
    return ([finding.lines[0]] + notes + finding.lines.dropFirst()).joined(separator: "\n")
  }

  private func related(to finding: Finding, in sources: Sources) -> [(text: String, place: Place)] {
    var related: [(text: String, place: Place)] = []
    for label in finding.labels {
      if let place = sources.written(label.span) { related.append((label.text, place)) }
    }
    for origin in sources.origins(of: finding.span) { related.append((origin.kind.note, origin.place)) }
    for note in finding.notes {
      if let place = note.span.flatMap({ sources.written($0) }) { related.append((note.message, place)) }
    }
    return related
  }
}

/// A rule as code scanning shows it.
private struct SARIFRule {
  let rule: Rule

  func write(to json: inout JSONPrinter) {
    let page = rule.page
    json.object { json in
      json.member("id", rule.id)
      text("shortDescription", rule.summary, to: &json)
      text("fullDescription", rule.summary, to: &json)
      text("help", paragraphs(page), markdown: markdown(page), to: &json)
      if let source = page.source { json.member("helpUri", source) }
      json.name("defaultConfiguration")
      json.object { $0.member("level", rule.severity == .off ? "none" : rule.severity.rawValue) }
      json.name("properties")
      json.object { json in
        json.name("tags")
        json.array([page.area.rawValue]) { $0.string($1) }
        json.member("problem.severity", rule.severity == .note ? "recommendation" : rule.severity.rawValue)
      }
    }
  }

  private func text(_ name: String, _ text: String, markdown: String? = nil, to json: inout JSONPrinter) {
    json.name(name)
    json.object { json in
      json.member("text", text)
      if let markdown { json.member("markdown", markdown) }
    }
  }

  private func paragraphs(_ page: RulePage) -> String {
    ([page.why] + (page.awsAnswer.map { ["AWS answers: \($0)"] } ?? []) + [rule.silencing]).joined(separator: "\n\n")
  }

  private func markdown(_ page: RulePage) -> String {
    var blocks = [page.why]
    if let answer = page.awsAnswer { blocks += ["AWS answers:", "```\n\(answer)\n```"] }
    for (title, examples) in [("Wrong", page.wrong), ("Right", page.right)] {
      for example in examples {
        blocks += ["**\(title)**", "```yaml\n" + example.shownLines.joined(separator: "\n") + "\n```"]
      }
    }
    return (blocks + ["**To silence it**", rule.silencing]).joined(separator: "\n\n")
  }
}

extension JSONPrinter {
  fileprivate mutating func message(_ text: String) {
    name("message")
    object { $0.member("text", text) }
  }

  /// `physicalLocation`; what nobody wrote stands at the beginning of the spec, because readers want a line.
  fileprivate mutating func physical(_ place: Place?, in spec: String) {
    name("physicalLocation")
    object { json in
      json.artifact(place?.file.path ?? spec)
      json.name("region")
      json.object { json in json.region(place) }
    }
  }

  fileprivate mutating func region(_ place: Place?) {
    let numbers = [
      ("startLine", place?.start.line ?? 1), ("startColumn", place?.start.column ?? 1),
      ("endLine", place?.end.line ?? 1), ("endColumn", place?.end.column ?? 1),
    ]
    for (name, number) in numbers {
      self.name(name)
      self.number(number)
    }
  }

  fileprivate mutating func artifact(_ path: String) {
    name("artifactLocation")
    object { $0.address(of: path) }
  }

  fileprivate mutating func location(of path: String) {
    name("location")
    object { $0.address(of: path) }
  }

  private mutating func address(of path: String) {
    var path = path
    while path.hasPrefix("./") { path.removeFirst(2) }
    let encoded = Self.percentEncoded(path)
    member("uri", path.hasPrefix("/") ? "file://" + encoded : encoded)
    if !path.hasPrefix("/"), !path.hasPrefix("../") { member("uriBaseId", "%SRCROOT%") }
  }

  /// A path as part of an address; a colon would make a scheme of what is before it.
  private static func percentEncoded(_ path: String) -> String {
    let plain = Set("-._~/".utf8)
    return path.utf8.map { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: return String(UnicodeScalar(byte))
      default:
        if plain.contains(byte) { return String(UnicodeScalar(byte)) }
        let digits = String(byte, radix: 16, uppercase: true)
        return "%" + (digits.utf8.count == 1 ? "0" : "") + digits
      }
    }.joined()
  }
}
