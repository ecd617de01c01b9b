/// What one run of lint found in all its specs: what the reports for other programs print.
package struct LintRun {
  /// One spec and what was found in it.
  package struct Spec {
    /// The path as the user gave it.
    package let path: String
    package let sources: Sources
    package let findings: [Finding]
    /// What the spec or a baseline accepts; most forms leave it out.
    package let accepted: [Finding]

    package init(path: String, sources: Sources, findings: [Finding], accepted: [Finding] = []) {
      self.path = path
      self.sources = sources
      self.findings = findings.filter { $0.severity != .off }
      self.accepted = accepted
    }
  }

  /// A file that could not be read.
  package struct Failure {
    package let path: String
    package let message: String

    package init(path: String, message: String) {
      self.path = path
      self.message = message
    }
  }

  package let specs: [Spec]
  package let failures: [Failure]
  /// The least severity at which a run fails.
  package let threshold: Severity

  package init(specs: [Spec], failures: [Failure] = [], threshold: Severity = .error) {
    self.specs = specs
    self.failures = failures
    self.threshold = threshold
  }

  /// The exit status: 2 where something could not be read, 1 where a finding fails.
  package var status: Int32 {
    if !failures.isEmpty { return 2 }
    return specs.contains { spec in spec.findings.contains { $0.severity >= threshold } } ? 1 : 0
  }
}

extension Finding {
  /// What it says besides where, in lines: the message with its label, and what to do.
  package var lines: [String] {
    [label.isEmpty ? messageWithEnvironments : "\(messageWithEnvironments): \(label)"] + help.map { "help: \($0)" }
  }
}
