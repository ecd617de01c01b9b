/// The parts of a finding that decide where it stands in a report.
private struct OrderKey: Comparable {
  /// Where its place is and how bad it is; an unwritten place comes after all files.
  let numbers: [UInt32]
  let rule: String
  let message: String
  /// Where it stood before, so that equals keep their order.
  let index: Int

  static func < (left: OrderKey, right: OrderKey) -> Bool {
    if left.numbers != right.numbers { return left.numbers.lexicographicallyPrecedes(right.numbers) }
    if left.rule != right.rule { return left.rule < right.rule }
    if left.message != right.message { return left.message < right.message }
    return left.index < right.index
  }
}

/// What makes two findings of different environments the same one.
private struct Identity: Hashable {
  let rule: Rule
  let place: Span
  /// The value that an alias or a merge key brings in: one such use can bring many.
  let origin: Span
  /// Told apart by their words, findings without a place are.
  let message: String
  let aspect: String

  init(_ finding: Finding, _ sources: Sources) {
    rule = finding.rule
    aspect = finding.aspect
    place = sources.place(of: finding.span).span
    message = place.isWritten ? "" : finding.message
    var span = finding.span
    var origin = Span.none
    while let indirection = sources.place(of: span).indirection {
      if indirection.kind == .anchor { origin = sources.place(of: indirection.origin).span }
      span = indirection.use
    }
    self.origin = origin
  }
}

extension Findings {
  /// Findings in the order of reports: by file as read, then by place, the worst first at one place.
  package static func ordered(_ findings: [Finding], sources: Sources) -> [Finding] {
    let severities = Severity.allCases
    let keys = findings.enumerated().map { index, finding in
      let span = sources.place(of: finding.span).span
      let mildness = severities.count - (severities.firstIndex(of: finding.severity) ?? 0)
      return OrderKey(
        numbers: [span.file.rawValue, span.start, span.end, UInt32(mildness)], rule: finding.rule.id,
        message: finding.message, index: index)
    }
    return keys.sorted().map { findings[$0.index] }
  }

  /// The findings of several checks of one spec as one list, each once, with the environments that have it.
  ///
  /// A finding is a rule at a resolved place: the first one's words are kept, and the worst severity. Where the help
  /// differs by environment, each has its own. What the check without an environment finds (`nil`) holds for all.
  ///
  /// - Parameters:
  ///   - checks: The findings of each environment, in the order of the spec.
  ///   - environments: The names of all environments that were checked.
  ///   - sources: The texts that the findings are about.
  /// - Returns: The findings in the order in which they were first made.
  package static func merged(
    _ checks: [(environment: String?, findings: [Finding])], environments: [String], sources: Sources
  ) -> [Finding] {
    var merged: [Finding] = []
    var holders: [Set<String>?] = []
    var helps: [[(environment: String, help: [String])]] = []
    var known: [Identity: Int] = [:]
    for check in checks {
      for finding in check.findings {
        let identity = Identity(finding, sources)
        if let index = known[identity] {
          merged[index].severity = max(merged[index].severity, finding.severity)
        } else {
          known[identity] = merged.count
          merged.append(finding)
          holders.append([])
          helps.append([])
        }
        guard let index = known[identity] else { continue }
        if let environment = check.environment {
          if holders[index]?.insert(environment).inserted ?? false {
            helps[index].append((environment, finding.help))
          }
        } else {
          holders[index] = nil
        }
      }
    }
    for (index, holder) in holders.enumerated() {
      let names = holder.map { holder in environments.filter { holder.contains($0) } } ?? []
      merged[index].environments = names.count == environments.count ? [] : names
      if helps[index].contains(where: { $0.help != merged[index].help }) {
        merged[index].help = told(helps[index])
        merged[index].fixes = []
      }
    }
    return merged
  }

  /// What to do where it is not the same in each environment.
  private static func told(_ helps: [(environment: String, help: [String])]) -> [String] {
    var lines: [String] = []
    var owners: [String: [String]] = [:]
    for (environment, help) in helps {
      for line in help {
        if owners[line] == nil { lines.append(line) }
        owners[line, default: []].append(environment)
      }
    }
    return lines.map { line in
      let names = owners[line] ?? []
      return names.count == helps.count ? line : "for \(Suggestion.list(names)): \(line)"
    }
  }
}
