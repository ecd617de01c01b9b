/// The numbers of a diff, which are read first.
package struct Verdict: Hashable, Sendable {
  /// Causes: entries of the spec that differ, parameters and outputs.
  package let changes: Int
  package let failures: Int
  package let possibleFailures: Int
  package let dataLosses: Int
  /// Data that stays with what nothing manages any more.
  package let dataLeft: Int
  package let replacements: Int
  package let interruptions: Int
  /// Services and groups that may lose tasks or instances which scaling had started.
  package let capacityLosses: Int
  package let rollingDeployments: Int
  package let blueGreenDeployments: Int
  package let linearDeployments: Int
  package let canaryDeployments: Int
  package let exposuresOpened: Int
  package let exposuresWidened: Int
  package let exposuresNarrowed: Int
  package let exposuresClosed: Int
  package let risksNew: Int
  package let risksGone: Int
  package let permissionsGained: Int
  package let permissionsWidened: Int
  package let permissionsNarrowed: Int
  package let permissionsLost: Int

  package init(_ diff: GraphDiff) {
    let all = diff.changes + diff.followers
    func count(_ isMeant: (Consequence) -> Bool) -> Int { all.count { $0.consequences.contains(where: isMeant) } }
    changes = diff.groups.count + diff.parameters.count + diff.outputs.count { !$0.edits.isEmpty }
    failures =
      count { if case .fails = $0 { true } else { false } } + diff.outputs.count { $0.consequence != nil }
    possibleFailures = count { if case .mayFail = $0 { true } else { false } }
    dataLosses = count { if case .losesData = $0 { true } else { false } }
    dataLeft = count { if case .leavesData = $0 { true } else { false } }
    replacements = all.count(where: \.isReplaced)
    interruptions = all.count { change in
      change.consequences.contains { if case .interrupts = $0 { true } else { false } }
        || change.effect == .someInterruption && !change.consequences.contains { $0.leastEffect > .untouched }
    }
    capacityLosses = count { if case .losesCapacity = $0 { true } else { false } }
    rollingDeployments = all.count { $0.effect == .rollingDeployment }
    blueGreenDeployments = all.count { $0.effect == .blueGreenDeployment }
    linearDeployments = all.count { $0.effect == .linearDeployment }
    canaryDeployments = all.count { $0.effect == .canaryDeployment }
    // A connection out of the system is shown, and is no exposure of it.
    let incoming = diff.exposures.filter(\.isIncoming)
    exposuresOpened = incoming.count { $0.kind == .opened }
    exposuresWidened = incoming.count { $0.kind == .widened }
    exposuresNarrowed = incoming.count { $0.kind == .narrowed }
    exposuresClosed = incoming.count { $0.kind == .closed }
    risksNew = diff.risks.count(where: \.isNew)
    risksGone = diff.risks.count - risksNew
    let (gained, lost) = (diff.permissions.flatMap(\.gained), diff.permissions.flatMap(\.lost))
    permissionsWidened = gained.count { !$0.narrower.isEmpty }
    permissionsNarrowed = lost.count { !$0.narrower.isEmpty }
    permissionsGained = gained.count - permissionsWidened
    permissionsLost = lost.count - permissionsNarrowed
  }

  /// Deployments of every sort.
  package var deployments: Int {
    rollingDeployments + blueGreenDeployments + linearDeployments + canaryDeployments
  }

  /// `3 changes, 1 replacement, 1 new exposure`.
  package var words: String {
    let words = counts.filter { $0.count > 0 }.map { "\($0.count) \($0.count == 1 ? $0.one : $0.several)" }
    return words.isEmpty ? "no differences" : words.joined(separator: ", ")
  }

  private var counts: [(count: Int, one: String, several: String)] {
    [
      (changes, "change", "changes"), (failures, "will fail", "will fail"),
      (possibleFailures, "may fail", "may fail"), (dataLosses, "loss of data", "losses of data"),
      (dataLeft, "leaves data behind", "leave data behind"), (replacements, "replacement", "replacements"),
      (interruptions, "interruption", "interruptions"),
      (capacityLosses, "loss of capacity", "losses of capacity"),
      (rollingDeployments, "rolling deployment", "rolling deployments"),
      (blueGreenDeployments, "blue/green deployment", "blue/green deployments"),
      (linearDeployments, "linear deployment", "linear deployments"),
      (canaryDeployments, "canary deployment", "canary deployments"),
      (exposuresOpened, "new exposure", "new exposures"),
      (exposuresWidened, "exposure widened", "exposures widened"),
      (exposuresNarrowed, "exposure narrowed", "exposures narrowed"),
      (exposuresClosed, "exposure closed", "exposures closed"),
      (risksNew, "new risk", "new risks"), (risksGone, "risk gone", "risks gone"),
      (permissionsGained, "permission gained", "permissions gained"),
      (permissionsWidened, "permission widened", "permissions widened"),
      (permissionsNarrowed, "permission narrowed", "permissions narrowed"),
      (permissionsLost, "permission lost", "permissions lost"),
    ]
  }
}
