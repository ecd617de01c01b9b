/// The gravity of a finding, in rising order.
package enum Severity: String, CaseIterable, Comparable, Sendable {
  case off, note, warning, error

  package static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .off: 0
    case .note: 1
    case .warning: 2
    case .error: 3
    }
  }
}

/// One kind of mistake: its declaration is all there is to know of it.
package struct Rule: Hashable, Sendable {
  /// The stage that decides how a finding can be silenced.
  package enum Stage: Sendable {
    /// Without it there is no resource graph: it can be neither set nor allowed.
    case reading
    /// It speaks of a spec that reads: `lint.rules` and allow comments count.
    case checking
  }

  /// The defect's name in kebab-case, so that it reads after "allow".
  package let id: String
  package let severity: Severity
  package let stage: Stage
  /// One sentence: what is wrong and why it matters.
  package let summary: String
  /// A function without a context, so that a rule is cheap to make and to copy: lint never asks for pages.
  private let makePage: @Sendable () -> RulePage

  package init(
    _ id: String, _ severity: Severity, _ stage: Stage = .checking, _ summary: String,
    page: @escaping @autoclosure @Sendable () -> RulePage
  ) {
    self.id = id
    self.severity = severity
    self.stage = stage
    self.summary = summary
    makePage = page
  }

  /// What `lintel explain` says of it; made anew each time.
  package var page: RulePage { makePage() }

  package static func == (left: Rule, right: Rule) -> Bool { left.id == right.id }
  package func hash(into hasher: inout Hasher) { hasher.combine(id) }
}
