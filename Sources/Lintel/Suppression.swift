import LintelKinds
import LintelSchema
import LintelSource
import LintelSpec

/// Applies what a spec says of its own findings: severities, and findings that it accepts with a reason.
final class Suppression {
  private struct Allowance {
    let rule: Located<String>
    let at: Located<String>
    var isUsed = false
    var hasEntry = false
  }

  /// What an entry of `lint.allow` names.
  private struct Accepted: Hashable {
    let rule: String
    let entry: String
  }

  private let sources: Sources
  /// The entries of `lint.allow`, by their places: what one environment has no use for, another may need.
  private var allowances: [Span: Allowance] = [:]
  /// What entries of `lint.allow` accept, each with the environment that has it.
  private var acceptedInEntries: [(environment: String?, findings: [Finding])] = []
  private var acceptedOnLines: [Finding] = []

  init(sources: Sources) {
    self.sources = sources
  }

  /// The severities of `lint.rules`, and the entries of `lint.allow`.
  func applying(
    _ settings: LintSettings?, to findings: [Finding], of environment: String?,
    entries: @autoclosure () -> EntryRanges, unknown: Findings
  ) -> [Finding] {
    guard let settings else { return findings }
    let entries = entries()
    var severities: [String: Severity] = [:]
    let named = Set(settings.rules.map(\.key.value))
    for rule in settings.rules where isKnown(rule.key.value, at: rule.key.span, besides: named, unknown) {
      severities[rule.key.value] = rule.value.value
    }
    let allowed = settings.allow.filter { isKnown($0.value.rule.value, at: $0.value.rule.span, unknown) }
    for allowance in allowed { note(allowance.value, in: entries) }
    let byEntry = Dictionary(grouping: allowed.map(\.value)) { Accepted(rule: $0.rule.value, entry: $0.at.value) }
    return findings.compactMap { finding in
      guard finding.rule.stage == .checking else { return finding }
      if !byEntry.isEmpty {
        let paths = entries.paths(at: sources.place(of: finding.span).span)
        let holders = paths.flatMap { byEntry[Accepted(rule: finding.rule.id, entry: $0)] ?? [] }
        for holder in holders { allowances[holder.at.span]?.isUsed = true }
        if let holder = holders.first {
          acceptedInEntries.append((environment, [Self.accepted(finding, because: holder.because.value)]))
          return nil
        }
      }
      var finding = finding
      if let severity = severities[finding.rule.id] { finding.severity = severity }
      return finding.severity == .off ? nil : finding
    }
  }

  private static func accepted(_ finding: Finding, because reason: String) -> Finding {
    var finding = finding
    finding.acceptance = Acceptance(.spec, reason)
    return finding
  }

  /// What the spec accepts, each once.
  func accepted(_ environments: [String]) -> [Finding] {
    guard !acceptedInEntries.isEmpty else { return acceptedOnLines }
    return Findings.merged(acceptedInEntries, environments: environments, sources: sources) + acceptedOnLines
  }

  private func note(_ allowance: LintSettings.Allowance, in entries: EntryRanges) {
    var known = allowances[allowance.at.span] ?? Allowance(rule: allowance.rule, at: allowance.at)
    known.hasEntry = known.hasEntry || entries.has(allowance.at.value)
    allowances[allowance.at.span] = known
  }

  /// Reports entries of `lint.allow` that allow nothing in any environment.
  ///
  /// `names`: the entries of all systems.
  func reportUnused(among names: @autoclosure () -> [String], _ findings: Findings) {
    guard !allowances.isEmpty else { return }
    let names = names()
    let unused = allowances.sorted { $0.key.start < $1.key.start }.filter { !$0.value.isUsed }
    for (index, (_, allowance)) in unused.enumerated() {
      let near =
        allowance.hasEntry || index >= Findings.searchLimit
        ? nil : Suggestion.nearest(to: allowance.at.value, among: names)
      findings.report(
        .unusedAllow, at: allowance.at.span,
        allowance.hasEntry
          ? "there is no '\(allowance.rule.value)' to allow in '\(allowance.at.value)'"
          : "there is no entry '\(allowance.at.value)'",
        label: allowance.hasEntry ? "it would hide the next one in the entry" : "an entry is a section and an id",
        help: [near.map { "did you mean `\($0)`?" } ?? "remove it"])
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
    var allowed: [Key: (span: Span, reason: Substring, isUsed: Bool)] = [:]
    for comment in comments {
      for rule in comment.rules where isKnown(rule.id, at: rule.span, inComment: true, unknown) {
        allowed[Key(file: comment.file, line: comment.line, rule: rule.id)] = (rule.span, comment.reason, false)
      }
    }
    let kept = findings.filter { finding in
      guard finding.rule.stage == .checking, finding.span.isWritten else { return true }
      let place = sources.place(of: finding.span).span
      let key = Key(file: place.file, line: sources[place.file].line(of: place.start), rule: finding.rule.id)
      guard let mark = allowed[key] else { return true }
      allowed[key]?.isUsed = true
      acceptedOnLines.append(Self.accepted(finding, because: String(mark.reason)))
      return false
    }
    if isComplete {
      for (key, mark) in allowed.sorted(by: { $0.value.span.isBefore($1.value.span) }) where !mark.isUsed {
        let lines = places(of: key.rule, in: key.file, among: kept)
        unknown.report(
          .unusedAllow, at: mark.span, "there is no '\(key.rule)' to allow here",
          label: "it would hide the next one on its line",
          help: [lines.first.map { "move it to the line above line \($0 + 1), which has one" } ?? "remove it"])
      }
    }
    return kept
  }

  /// The lines, counted from 0, on which findings of a rule are placed.
  private func places(of rule: String, in file: FileID, among findings: [Finding]) -> [Int] {
    findings.filter { $0.rule.id == rule && $0.span.isWritten }.map { sources.place(of: $0.span).span }
      .filter { $0.file == file }.map { sources[file].line(of: $0.start) }.sorted()
  }

  /// Whether a rule can be set and allowed; reports it when it cannot.
  ///
  /// `others`: what is named beside it, and so is not what it was meant for.
  private func isKnown(
    _ id: String, at span: Span, besides others: Set<String> = [], inComment: Bool = false, _ findings: Findings
  ) -> Bool {
    guard let rule = RuleCatalog.byID[id] else {
      // No fix touches a comment.
      if !inComment, let word = Suggestion.certain(for: id, among: RuleCatalog.rules.lazy.map(\.id)),
        !others.contains(word)
      {
        findings.report(
          .unknownRuleID, at: span, "there is no rule '\(id)'", fix: .meant(word, insteadOf: id, at: span))
        return false
      }
      let near = RuleCatalog.named(id).first { !others.contains($0.id) }?.id
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
