import LintelKinds
import LintelSchema
import LintelSource
import LintelSpec

/// Applies what a spec says of its own findings: severities, and findings that it accepts with a reason.
struct Suppression {
  let sources: Sources

  /// The severities of `lint.rules`, and the entries of `lint.allow`.
  func applying(
    _ settings: LintSettings?, to findings: [Finding], entries: @autoclosure () -> EntryRanges, unknown: Findings
  ) -> [Finding] {
    guard let settings else { return findings }
    let entries = entries()
    var severities: [String: Severity] = [:]
    for rule in settings.rules where isKnown(rule.key.value, at: rule.key.span, unknown) {
      severities[rule.key.value] = rule.value.value
    }
    let allowed = settings.allow.filter { isKnown($0.value.rule.value, at: $0.value.rule.span, unknown) }
    return findings.compactMap { finding in
      guard finding.rule.stage == .checking else { return finding }
      let place = sources.place(of: finding.span).span
      if allowed.contains(where: { $0.value.rule.value == finding.rule.id && entries.holds(place, $0.value.at.value) })
      {
        return nil
      }
      var finding = finding
      if let severity = severities[finding.rule.id] { finding.severity = severity }
      return finding.severity == .off ? nil : finding
    }
  }

  /// Removes what comments allow, and reports comments that allow nothing.
  ///
  /// `isComplete`: whether every rule had its say; otherwise nothing is known of unused comments.
  func applying(_ comments: [AllowComment], to findings: [Finding], isComplete: Bool, unknown: Findings) -> [Finding] {
    guard !comments.isEmpty else { return findings }
    struct Key: Hashable {
      let file: FileID
      let line: Int
      let rule: String
    }
    var allowed: [Key: (span: Span, isUsed: Bool)] = [:]
    for comment in comments {
      for rule in comment.rules where isKnown(rule.id, at: rule.span, unknown) {
        allowed[Key(file: comment.file, line: comment.line, rule: rule.id)] = (rule.span, false)
      }
    }
    let kept = findings.filter { finding in
      guard finding.rule.stage == .checking, finding.span.isWritten else { return true }
      let place = sources.place(of: finding.span).span
      let key = Key(file: place.file, line: sources[place.file].line(of: place.start), rule: finding.rule.id)
      guard allowed[key] != nil else { return true }
      allowed[key]?.isUsed = true
      return false
    }
    if isComplete {
      for (key, mark) in allowed.sorted(by: { $0.value.span.start < $1.value.span.start }) where !mark.isUsed {
        unknown.report(
          .unusedAllow, at: mark.span, "there is no '\(key.rule)' to allow here",
          label: "it would hide the next one on its line", help: ["remove it"])
      }
    }
    return kept
  }

  private func isKnown(_ id: String, at span: Span, _ findings: Findings) -> Bool {
    guard let rule = RuleCatalog.byID[id] else {
      let near = Suggestion.nearest(to: id, among: RuleCatalog.rules.map(\.id))
      findings.report(
        .unknownRuleID, at: span, "there is no rule '\(id)'", help: near.map { ["did you mean `\($0)`?"] } ?? [])
      return false
    }
    guard rule.stage == .checking else {
      findings.report(
        .unknownRuleID, at: span, "'\(id)' can be neither set nor allowed",
        label: "without it there is no system to check", help: ["mend what it reports"])
      return false
    }
    return true
  }
}

/// Where the entries of a spec stand, for `lint.allow`.
struct EntryRanges {
  var ranges: [String: Span] = [:]

  func holds(_ place: Span, _ path: String) -> Bool {
    guard let range = ranges[path] else { return false }
    return range.file == place.file && range.start <= place.start && place.end <= range.end
  }
}
