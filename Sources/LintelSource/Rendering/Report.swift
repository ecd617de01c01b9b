/// A form in which findings are printed.
///
/// It prints them in the order given: see `Findings.ordered(_:sources:)`.
package protocol Report {
  /// The whole report, ending in a line break unless it is empty.
  func render(_ findings: [Finding], sources: Sources) -> PrintableText
}

extension Finding {
  /// The message, and which environments it is about if not about all.
  var messageWithEnvironments: String {
    guard let last = environments.last else { return message }
    let others = environments.dropLast().joined(separator: ", ")
    return "\(message) in \(others.isEmpty ? last : "\(others) and \(last)")"
  }
}

extension Indirection.Kind {
  /// What is said of the place where the value is written.
  package var note: String {
    switch self {
    case .anchor: "the value is written here"
    case .variable: "the variable's value is written here"
    case .parameter: "the parameter's default is written here"
    }
  }
}

/// How many findings there are of each severity.
package struct FindingCounts: Hashable, Sendable {
  package private(set) var errors = 0
  package private(set) var warnings = 0
  package private(set) var notes = 0

  package init(_ findings: [Finding]) {
    for finding in findings {
      switch finding.severity {
      case .error: errors += 1
      case .warning: warnings += 1
      case .note: notes += 1
      case .off: break
      }
    }
  }

  /// `3 errors, 1 warning`; empty when there is nothing.
  package var summary: PrintableText {
    [(errors, "error"), (warnings, "warning"), (notes, "note")]
      .filter { $0.0 > 0 }
      .map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" as PrintableText }
      .joined(separator: ", ")
  }
}
