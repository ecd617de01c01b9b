/// A place with a word on it, drawn beside the source line.
package struct Label: Hashable, Sendable {
  package var span: Span
  package var text: String

  package init(_ span: Span, _ text: String) {
    self.span = span
    self.text = text
  }
}

/// A sentence below a finding, with a place of its own if it has one.
package struct Note: Hashable, Sendable {
  package var message: String
  package var span: Span?

  package init(_ message: String, at span: Span? = nil) {
    self.message = message
    self.span = span
  }
}

/// Why a finding is accepted: nobody is asked to do anything about it.
package struct Acceptance: Hashable, Sendable {
  package enum Origin: Sendable {
    /// A comment of the spec, or its `lint.allow`.
    case spec
    /// A file that lists what was there before.
    case baseline
  }

  package let origin: Origin
  package let reason: String

  package init(_ origin: Origin, _ reason: String) {
    self.origin = origin
    self.reason = reason
  }
}

/// What tells a finding from others although lines move.
package struct FindingIdentity: Hashable, Sendable {
  /// The keys that lead to its place, `services.web.loadBalancers[].port`; may be empty.
  package let path: String
  /// 32 hexadecimal digits, no two alike in one file.
  package let fingerprint: String

  package init(path: String, fingerprint: String) {
    self.path = path
    self.fingerprint = fingerprint
  }
}

/// One thing that lint says: what is wrong, where, why, and what to do.
package struct Finding: Sendable {
  package var rule: Rule
  package var severity: Severity
  /// What is wrong: lower case, names in single quotes, no full stop.
  package var message: String
  /// The offending text.
  package var span: Span
  /// Why it is wrong, drawn beside the caret; may be empty.
  package var label: String
  /// Further places that belong to it, drawn with the source.
  package var labels: [Label]
  package var notes: [Note]
  /// What to do, in the imperative.
  package var help: [String]
  /// What does it, where a help is certain.
  package var fixes: [Fix] = []
  /// What tells findings of one rule at one place apart: which of two keys is missing, say.
  package var aspect = ""
  /// The environments that have it; empty when all have, or when there are none.
  package var environments: [String] = []
  /// Nil where nobody asked for it.
  package var identity: FindingIdentity?
  /// Nil for a finding that counts.
  package var acceptance: Acceptance?

  package init(
    _ rule: Rule, at span: Span, _ message: String, label: String = "", labels: [Label] = [], notes: [Note] = [],
    help: [String] = []
  ) {
    self.rule = rule
    self.severity = rule.severity
    self.message = message
    self.span = span
    self.label = label
    self.labels = labels
    self.notes = notes
    self.help = help
  }
}

extension Finding {
  /// A finding that a fix mends: its help is that of the fix.
  package init(
    _ rule: Rule, at span: Span, _ message: String, label: String = "", labels: [Label] = [], notes: [Note] = [],
    fix: Fix
  ) {
    self.init(rule, at: span, message, label: label, labels: labels, notes: notes, help: [fix.help])
    fixes = [fix]
  }
}

/// The findings of one run, in the order they were made.
package final class Findings {
  package private(set) var all: [Finding] = []

  package init() {}

  /// How many unknown names are compared with all known ones in search of the one that was meant.
  ///
  /// Of a spec in which more is wrong the comparisons would be the square of its size.
  package static let searchLimit = 200

  package func report(_ finding: Finding) {
    all.append(finding)
  }

  package func report(
    _ rule: Rule, at span: Span, _ message: String, label: String = "", labels: [Label] = [], notes: [Note] = [],
    help: [String] = [], aspect: String = ""
  ) {
    var finding = Finding(rule, at: span, message, label: label, labels: labels, notes: notes, help: help)
    finding.aspect = aspect
    all.append(finding)
  }

  /// Reports what a fix mends: its help is that of the finding.
  package func report(
    _ rule: Rule, at span: Span, _ message: String, label: String = "", labels: [Label] = [], notes: [Note] = [],
    fix: Fix
  ) {
    all.append(Finding(rule, at: span, message, label: label, labels: labels, notes: notes, fix: fix))
  }

  /// Adds to a finding that was reported what follows from the same cause; the index is its place in `all`.
  package func add(_ note: Note, toFindingAt index: Int) {
    all[index].notes.append(note)
  }

  package func append(contentsOf other: [Finding]) {
    all.append(contentsOf: other)
  }

  /// Whether anything stops the spec from being compiled.
  package var hasErrors: Bool { all.contains { $0.severity == .error } }
}
