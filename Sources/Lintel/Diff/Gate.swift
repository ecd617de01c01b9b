import LintelDiff
import LintelSource

extension Diff {
  /// Differences that a pipeline may stop for.
  package enum Gate: String, CaseIterable, Sendable {
    /// An update that stops with an error, or may.
    case failure
    /// An error or a warning of a rule that only the new side has.
    case finding
    case replacement, exposure
    case dataLoss = "data-loss"
    case any
  }

  /// Whether there are such differences.
  ///
  /// Data that stays with what nothing manages any more counts as lost: whoever uses the new one does not have it.
  package func fails(_ gate: Gate) -> Bool {
    comparisons.contains { comparison in
      let verdict = comparison.verdict
      return switch gate {
      case .failure: verdict.failures + verdict.possibleFailures > 0
      case .finding: comparison.findingsNew.contains { $0.severity >= .warning }
      case .replacement: verdict.replacements > 0
      case .exposure: comparison.exposesMore
      case .dataLoss: verdict.dataLosses + verdict.dataLeft > 0
      case .any: !comparison.diff.isEmpty
      }
    }
  }
}

extension Diff.Comparison {
  /// Whether anybody can reach or do more than before: connections, public addresses, risks, permissions.
  fileprivate var exposesMore: Bool {
    let verdict = verdict
    let counts = [
      verdict.exposuresOpened, verdict.exposuresWidened, verdict.risksNew, verdict.permissionsGained,
      verdict.permissionsWidened,
    ]
    return counts.contains { $0 > 0 } || diff.addresses.contains { $0.after > $0.before }
  }
}
