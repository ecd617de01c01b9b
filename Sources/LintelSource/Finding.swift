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
  /// What tells findings of one rule at one place apart: which of two keys is missing, say.
  package var aspect = ""
  /// The environments that have it; empty when all have, or when there are none.
  package var environments: [String] = []

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
