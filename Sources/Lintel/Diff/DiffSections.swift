import LintelAnalysis
import LintelDiff
import LintelGraph
import LintelSource

/// The sections of a comparison that are about the whole system.
struct DiffSections {
  private let comparison: Diff.Comparison
  private var diff: GraphDiff { comparison.diff }

  init(_ comparison: Diff.Comparison) {
    self.comparison = comparison
  }

  /// Titles and lines; what has nothing to say is left out.
  var all: [(title: String, lines: [DiffLine])] {
    [
      ("Exposure", exposure), ("Permissions", permissions), ("Capacity", capacity), ("Findings", findings),
    ].filter { !$0.1.isEmpty }
  }

  // MARK: Exposure

  private var exposure: [DiffLine] {
    diff.exposures.map { exposure in
      let mark: DiffLine.Mark =
        switch exposure.kind {
        case .opened: .added
        case .closed: .removed
        case .widened, .narrowed: .changed
        }
      let word: String =
        switch exposure.kind {
        case .opened: "new"
        case .closed: "closed"
        case .widened:
          "wider than from "
            + exposure.narrower.map { DiffSections.end($0, beside: exposure.passage) }.joined(separator: ", ")
        case .narrowed:
          "narrowed to "
            + exposure.narrower.map { DiffSections.end($0, beside: exposure.passage) }.joined(separator: ", ")
        }
      let doubt = exposure.passage.certainty == .unknown ? ", perhaps" : ""
      return DiffLine(
        mark: mark, depth: 1, text: "\(DiffSections.chain(exposure)): \(word)\(doubt)",
        isGrave: exposure.isMore && exposure.isIncoming)
    }
      + diff.addresses.map { change in
        DiffLine(mark: .changed, depth: 1, text: "\(change.path): \(DiffSections.address(change.after))")
      }
      + diff.risks.map { change in
        DiffLine(
          mark: change.isNew ? .added : .removed, depth: 1,
          text: "\(change.risk.path): \(TerminalText.visible(DiffSections.words(change)))", isGrave: change.isNew)
      }
  }

  /// `internet → loadBalancers.public 8080 → services.encryptor 8080`.
  static func chain(_ exposure: Exposure) -> String {
    let passage = exposure.passage
    var text = "\(passage.from) → \(passage.to) \(passage.traffic)"
    if let next = exposure.onward.first, exposure.onward.count == 1 { text += " → \(next.to) \(next.traffic)" }
    if exposure.onward.count > 1 { text += " → \(exposure.onward.count) targets" }
    return text
  }

  /// What differs of a narrower passage.
  private static func end(_ passage: Exposure.Passage, beside wide: Exposure.Passage) -> String {
    let end = passage.from == wide.from && passage.to != wide.to ? passage.to : passage.from
    if end == wide.from, passage.traffic == wide.traffic { return "perhaps" }
    return passage.traffic == wide.traffic ? "\(end)" : "\(end) \(passage.traffic)"
  }

  private static func address(_ certainty: Certainty) -> String {
    switch certainty {
    case .yes: "gets public addresses"
    case .no: "gets no public address any more"
    case .unknown: "may get public addresses"
    }
  }

  private static func words(_ change: RiskChange) -> String {
    let names = change.risk.names.map { "'\($0)'" }
    switch (change.risk.kind, change.isNew) {
    case (.exec, true): return "whoever may use ECS Exec gets a shell in its tasks"
    case (.exec, false): return "ECS Exec is off"
    case (.privileged, true): return "container \(names[0]) is privileged: it has the rights of its host's root"
    case (.privileged, false): return "container \(names[0]) is privileged no longer"
    case (.plaintextSecret, true):
      return "variable \(names[1]) of container \(names[0]) is a secret in plain text"
    case (.plaintextSecret, false):
      return "variable \(names[1]) of container \(names[0]) holds no plain secret any more"
    case (.pull, true): return "\(names[0]) may pull its images"
    case (.pull, false): return "\(names[0]) may pull its images no longer"
    }
  }

  // MARK: Permissions

  private var permissions: [DiffLine] {
    diff.permissions.flatMap { change -> [DiffLine] in
      [DiffLine(mark: .changed, depth: 1, text: change.role.description, isTitle: true)]
        + DiffSections.lines(change.gained, .added, "wider than")
        + DiffSections.lines(change.lost, .removed, "narrowed to")
    }
  }

  private static let shownGrants = 12

  private static func lines(
    _ differences: [PermissionChange.Difference], _ mark: DiffLine.Mark, _ word: String
  ) -> [DiffLine] {
    var lines = differences.prefix(shownGrants).map { difference in
      let grant = difference.grant
      let isChanged = !difference.narrower.isEmpty
      let rest = isChanged ? ": \(word) " + narrower(difference) : ""
      return DiffLine(
        mark: isChanged ? .changed : mark, depth: 2, text: TerminalText.visible(words(grant) + rest),
        isGrave: mark == .added && grant.effect == .allow && grant.action.hasSuffix("*"))
    }
    if differences.count > shownGrants {
      lines.append(DiffLine(mark: mark, depth: 2, text: "and \(differences.count - shownGrants) more"))
    }
    return lines
  }

  /// What the other side has of a grant: only the part that differs.
  private static func narrower(_ difference: PermissionChange.Difference) -> String {
    let shown = difference.narrower.prefix(3).map { other in
      if other.action != difference.grant.action { return words(other) }
      return other.resource == difference.grant.resource ? "on conditions" : other.resource
    }
    let more = difference.narrower.count - shown.count
    return shown.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
  }

  static func words(_ grant: Grant) -> String {
    let condition = grant.isConditional ? ", on conditions" : ""
    switch grant.effect {
    case .trust: return "may be assumed by \(grant.action)\(condition)"
    case .allow: return "\(grant.action) on \(grant.resource)\(condition)"
    case .deny: return "denied \(grant.action)" + (grant.resource.isEmpty ? "" : " on \(grant.resource)") + condition
    }
  }

  // MARK: Capacity

  private var capacity: [DiffLine] {
    diff.capacity.flatMap { change -> [DiffLine] in
      guard let unit = change.after?.unit ?? change.before?.unit else { return [] }
      let size = DiffSections.change(of: change, change.before?.size ?? "", change.after?.size ?? "")
      let mark: DiffLine.Mark = change.before == nil ? .added : change.after == nil ? .removed : .changed
      var lines = [
        DiffLine(
          mark: mark, depth: 1, text: "\(change.path)" + (size == "none" || size.isEmpty ? "" : ": \(unit) of \(size)"),
          isTitle: true)
      ]
      lines += DiffSections.counts(change).map { DiffLine(mark: .none, depth: 2, text: $0) }
      if change.scalingBefore != change.scalingAfter {
        let words = [change.scalingBefore, change.scalingAfter].map { $0.joined(separator: " and ") }
        let isWhole = change.before == nil || change.after == nil
        lines.append(
          DiffLine(
            mark: .none, depth: 2,
            text: "scaling  "
              + (isWhole
                ? DiffSections.change(of: change, words[0], words[1]) : CapacityWords.changeOfText(words[0], words[1])))
        )
      }
      return lines
    }
  }

  /// A line for each count that differs, or whose total does.
  private static func counts(_ change: CapacityChange) -> [String] {
    let (before, after) = (change.before?.counts ?? [], change.after?.counts ?? [])
    let rows = ["minimum", "desired", "maximum"].enumerated().compactMap { index, name -> [String]? in
      let old = before.isEmpty ? nil : before[index].count
      let new = after.isEmpty ? nil : after[index].count
      guard old != nil || new != nil else { return nil }
      let totals = (
        old.flatMap { change.before?.total(of: $0) } ?? "", new.flatMap { change.after?.total(of: $0) } ?? ""
      )
      guard old != new || totals.0 != totals.1 else { return nil }
      let total = totals.0.isEmpty && totals.1.isEmpty ? "" : DiffSections.change(of: change, totals.0, totals.1)
      return [name, DiffSections.change(of: change, old.map(String.init) ?? "", new.map(String.init) ?? ""), total]
    }
    return Columns(rows.map { $0.map { "\($0)" } }, indent: 0).text.text.split(separator: "\n").map(String.init)
  }

  /// What is new or gone as a whole has one value, as the mark before it says.
  private static func change(of change: CapacityChange, _ before: String, _ after: String) -> String {
    if change.before == nil { return after }
    return change.after == nil ? before : CapacityWords.change(before, after)
  }

  // MARK: Findings

  private var findings: [DiffLine] {
    DiffSections.lines(of: comparison.findingsNew, comparison.sources.to, .added)
      + DiffSections.lines(of: comparison.findingsGone, comparison.sources.from, .removed)
  }

  private static func lines(of findings: [Finding], _ sources: Sources, _ mark: DiffLine.Mark) -> [DiffLine] {
    findings.map { finding in
      let place = sources.written(finding.span).map { place in
        " (\(TerminalText.visible(place.file.path)):\(place.start.line):\(place.start.column))"
      }
      return DiffLine(
        mark: mark, depth: 1,
        text:
          "\(finding.severity.rawValue)[\(finding.rule.id)]: \(TerminalText.visible(finding.message))\(place ?? "")",
        isGrave: mark == .added && finding.severity == .error)
    }
  }
}
