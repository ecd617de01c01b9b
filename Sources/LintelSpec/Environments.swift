package import LintelSource
package import LintelYAML

/// One system to compile: the spec as it is, or with an environment merged over it.
package struct System: Sendable {
  /// Nil where the spec has no environments.
  package let environment: String?
  /// The environment's key, or the root.
  package let span: Span
  /// The merged mapping.
  package var root: NodeID
}

/// Makes one tree an environment.
package struct Environments {
  /// What an environment cannot change.
  package static let forbidden: Set<String> = ["lintel", "project", "include", "environments"]

  /// How many ids of an environment and of the spec are compared, a section.
  private static let comparisons = 200_000

  let tree: Tree
  let findings: Findings
  /// The keys that hold entries by id.
  let sections: Set<String>

  package init(tree: Tree, findings: Findings, sections: Set<String>) {
    self.tree = tree
    self.findings = findings
    self.sections = sections
  }

  /// The systems of a spec, in the order written; one without a name where there are no environments.
  package func systems(of root: NodeID) -> [System] {
    let systems = named(in: root)
    guard systems.isEmpty, tree.value(of: "environments", in: root) == nil else { return systems }
    return [System(environment: nil, span: tree.span(of: root), root: root)]
  }

  private func named(in root: NodeID) -> [System] {
    guard let environments = tree.value(of: "environments", in: root).map(tree.resolve) else { return [] }
    guard tree[environments].kind == .mapping, !tree.pairs(of: environments).isEmpty else {
      findings.report(
        .wrongType, at: tree.span(of: environments), "'environments' holds no environment",
        label: "a map of names to changes is expected",
        help: ["add one, such as `staging: {}`, or leave `environments` out"])
      return []
    }
    var systems: [System] = []
    var repeated = RepeatedOverrides(tree: tree)
    for pair in tree.pairs(of: environments) {
      let name = tree.text(of: pair.key)
      guard Grammar.isIdentifier(name) else {
        findings.report(
          .invalidID, at: tree.span(of: pair.key), "'\(name)' cannot be the name of an environment",
          label: "\(Grammar.identifierWords), at most \(Grammar.identifierLimit) characters",
          help: [
            Grammar.identifier(meantBy: name).map { "write `\($0)`" }
              ?? "the name becomes part of paths, tags and physical names"
          ])
        continue
      }
      let overlay = tree.resolve(pair.value)
      let isEmpty = tree.isNull(overlay)
      guard tree[overlay].kind == .mapping || isEmpty else {
        findings.report(
          .wrongType, at: tree.span(of: pair.value), "environment '\(name)' is no map",
          label: "keys of the spec are expected", help: ["write `\(name): {}` for one that changes nothing"])
        continue
      }
      if !isEmpty {
        check(overlay, of: name, against: root)
        repeated.add(pair.value, over: root, of: name, skipping: Environments.forbidden)
      }
      let merged =
        isEmpty
        ? root
        : Merge(tree: tree, findings: findings).merge(
          root, with: pair.value, skipping: Environments.forbidden, sections: sections)
      systems.append(System(environment: name, span: tree.span(of: pair.key), root: merged))
    }
    repeated.report(to: findings)
    return systems
  }

  private func check(_ overlay: NodeID, of environment: String, against root: NodeID) {
    for pair in tree.pairs(of: overlay) {
      let key = tree.text(of: pair.key)
      if Environments.forbidden.contains(key) {
        findings.report(
          .forbiddenInEnvironment, at: tree.span(of: pair.key), "an environment cannot hold '\(key)'",
          label: "all environments share it",
          help: [tree.value(of: key, in: root) == nil ? "move it to the top level" : "remove it: the top level has it"])
      }
      guard sections.contains(key), tree[tree.resolve(pair.value)].kind == .mapping,
        let base = tree.value(of: key, in: root).map(tree.resolve), tree[base].kind == .mapping
      else { continue }
      reportSimilarIDs(in: tree.resolve(pair.value), beside: base, section: key, environment: environment)
      guard key == "taskDefinitions" else { continue }
      for task in tree.pairs(of: tree.resolve(pair.value)) {
        let id = tree.text(of: task.key)
        guard let own = containers(of: task.value),
          let others = tree.value(of: id, in: base).map(tree.resolve).flatMap(containers)
        else { continue }
        reportSimilarIDs(
          in: own, beside: others, section: "the containers of '\(id)'", environment: environment)
      }
    }
  }

  private func containers(of task: NodeID) -> NodeID? {
    let task = tree.resolve(task)
    guard tree[task].kind == .mapping, let found = tree.value(of: "containers", in: task).map(tree.resolve),
      tree[found].kind == .mapping
    else { return nil }
    return found
  }

  private func reportSimilarIDs(in added: NodeID, beside base: NodeID, section: String, environment: String) {
    let known = Set(tree.pairs(of: base).map { tree.text(of: $0.key) })
    let pairs = tree.pairs(of: added).filter { !known.contains(tree.text(of: $0.key)) && !tree.isNull($0.value) }
    // Each is compared with each: an environment that adds a whole system has no slips of the fingers to look for.
    guard !pairs.isEmpty, pairs.count * known.count <= Environments.comparisons else { return }
    let sorted = known.sorted()
    for pair in pairs {
      let id = tree.text(of: pair.key)
      // The same letters in another order, or in capitals, are a slip however short the id is.
      let letters = id.lowercased().sorted()
      let long = sorted.first { other in
        Suggestion.distance(id, other, atMost: 2) <= 2
          && (min(id.count, other.count) > 3 || id.count > 2 && other.lowercased().sorted() == letters)
      }
      // Short ids are often a letter apart: such a one is no slip while it says all that an entry needs.
      guard let near = long ?? sorted.first(where: { Suggestion.distance(id, $0, atMost: 1) == 1 && id.count > 2 })
      else { continue }
      findings.report(
        .similarID, at: tree.span(of: pair.key),
        "environment '\(environment)' adds '\(id)' to \(section), which have '\(near)'",
        label: "a new entry, not a change of '\(near)'", help: ["did you mean `\(near)`?"],
        aspect: long == nil ? Environments.short : "")
    }
  }

  /// Marks a finding about an id that is too short to be told of by itself.
  private static let short = "short"

  /// Findings in which an entry that only one environment has, that lacks what it needs and that is named like one of
  /// the spec's is one mistake: the id.
  package static func explained(_ findings: [Finding]) -> [Finding] {
    let similar = findings.filter { $0.rule == .similarID }
    guard !similar.isEmpty else { return findings }
    let lacking = Set(findings.filter { $0.rule == .missingKey }.map(\.span))
    return findings.compactMap { finding in
      if finding.rule == .similarID, lacking.contains(finding.span) || finding.aspect == short { return nil }
      guard finding.rule == .missingKey, let cause = similar.first(where: { $0.span == finding.span }) else {
        return finding
      }
      var finding = finding
      finding.label = cause.label
      finding.help = cause.help
      return finding
    }
  }

  /// Lays `defaults.<section>` under each entry of the section.
  package func withDefaults(_ root: NodeID) -> NodeID {
    guard let defaults = tree.value(of: "defaults", in: root).map(tree.resolve), tree[defaults].kind == .mapping,
      !tree.pairs(of: defaults).isEmpty
    else { return root }
    let merge = Merge(tree: tree, findings: findings, nullRemoves: false)
    var pairs: [(key: NodeID, value: NodeID)] = []
    for pair in tree.pairs(of: root) {
      let key = tree.text(of: pair.key)
      guard sections.contains(key), let shared = tree.value(of: key, in: defaults),
        tree[tree.resolve(shared)].kind == .mapping, tree[tree.resolve(pair.value)].kind == .mapping
      else {
        pairs.append((pair.key, pair.value))
        continue
      }
      let entries = tree.pairs(of: tree.resolve(pair.value)).map { entry -> (key: NodeID, value: NodeID) in
        guard tree[tree.resolve(entry.value)].kind == .mapping else { return (entry.key, entry.value) }
        let merged = merge.merge(shared, with: entry.value)
        tree.nodes[Int(merged.rawValue)].file = tree[entry.value].file
        tree.nodes[Int(merged.rawValue)].start = tree[entry.value].start
        tree.nodes[Int(merged.rawValue)].end = tree[entry.value].end
        return (entry.key, merged)
      }
      let section = tree.addMapping(entries, like: tree.resolve(pair.value))
      tree.removals[section] = tree.removals[tree.resolve(pair.value)]
      pairs.append((pair.key, section))
    }
    let whole = tree.addMapping(pairs, like: root)
    tree.removals[whole] = tree.removals[root]
    return whole
  }
}
