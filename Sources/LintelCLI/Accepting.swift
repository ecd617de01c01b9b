import Lintel
import LintelSource

/// The baseline that a run reads, or the one that it writes.
final class Accepting {
  private let read: (path: String, list: Baseline)?
  private let writing: String?
  private let selection: RuleSelection?
  private var found = Baseline()
  private var stale: [Baseline.Entry] = []

  init(
    reading: String?, writing: String?, _ selection: RuleSelection?, _ destinations: inout Destinations
  ) throws {
    if reading != nil, writing != nil { throw Failure("--baseline and --write-baseline exclude each other") }
    self.writing = writing
    self.selection = selection
    if let writing { try destinations.add(writing) }
    guard let reading else {
      read = nil
      return
    }
    do {
      read = (reading, try Baseline(try Files.read(reading)))
    } catch let error as UsageError {
      throw Failure(error.message)
    }
    try destinations.spare([reading])
  }

  /// Whether there is no baseline at all.
  var isIdle: Bool { read == nil && writing == nil }

  /// Takes out of the findings of a file what is accepted, or what will be.
  ///
  /// `isWhole`: whether all that the file can have was looked for; otherwise nothing is known of what is gone.
  func apply(to outcome: inout Linting.Outcome, isWhole: Bool) {
    if let writing {
      found.add(outcome.findings, of: Files.path(of: outcome.path, from: writing))
      outcome.findings.removeAll { $0.rule.stage == .checking }
    } else if let read {
      let file = Files.path(of: outcome.path, from: read.path)
      let parts = read.list.parting(outcome.findings, of: file)
      outcome.findings = parts.counting
      outcome.accepted += parts.accepted
      guard isWhole, outcome.checked.isReadable else { return }
      stale += read.list.entries.filter { entry in
        entry.file == file && !parts.used.contains(entry) && selection?.includes(id: entry.rule) ?? true
      }
    }
  }

  /// The list to write: its path and its text.
  var written: (String, String)? { writing.map { ($0, found.text.text) } }

  /// What is said on standard error.
  var notes: [PrintableText] {
    if let writing {
      let count = found.entries.count
      return ["wrote \(writing): \(count) finding\(count == 1 ? "" : "s")\n"]
    }
    guard let read, !stale.isEmpty else { return [] }
    let shown = stale.prefix(20).map { entry -> PrintableText in
      "  \(entry.rule) at \(entry.path.isEmpty ? "the top" : entry.path) in \(entry.file)\n"
    }
    let rest: PrintableText = stale.count > shown.count ? "  and \(stale.count - shown.count) more\n" : ""
    return [
      "note: \(read.path) lists what is not found any more; --write-baseline writes it anew:\n" + shown.joined() + rest
    ]
  }
}
