package import LintelSource

/// Applies the certain fixes of a spec's findings until none is left.
///
/// Each pass changes what no other change of the pass touches, checks the spec anew, and stands only if it made nothing
/// worse. What a fix brings to light, because a part of the spec reads only now, makes nothing worse.
package struct Fixing {
  /// A fix that was taken back, and what it would have led to.
  package struct Refusal {
    package let finding: Finding
    package let place: Place
    /// What is new with it.
    package let consequence: String
  }

  /// The files that changed, each before and after: the spec, and others that it is made of.
  package private(set) var changes: [(before: SourceFile, after: SourceFile)] = []
  /// How many findings were fixed.
  package private(set) var fixed = 0
  package private(set) var refused: [Refusal] = []
  /// What is found in the end.
  package private(set) var checked: Checked

  /// How many passes there are at most: each leaves fewer fixes, so that only a mistake of Lintel's own needs more.
  private static let passes = 20

  private let options: CheckOptions
  private let includes: (Rule) -> Bool
  private var spec: SourceFile
  /// The bytes of the other files that changed, by their paths.
  private var others: [String: [UInt8]] = [:]
  /// What was refused is not tried again.
  private var given: Set<String> = []

  /// Fixes a spec: in memory, nothing is written.
  ///
  /// `includes`: the rules whose findings are fixed.
  package init(
    _ spec: SourceFile, _ options: CheckOptions = CheckOptions(), of includes: @escaping (Rule) -> Bool = { _ in true }
  ) throws(UsageError) {
    self.spec = spec
    self.options = options
    self.includes = includes
    checked = try Check.run(spec, options)
    let originals = checked.sources.files
    for _ in 0..<Self.passes {
      let steps = steps()
      guard !steps.isEmpty else { break }
      if try attempt(steps) { continue }
      // One of them is to blame: each for itself.
      var isChanged = false
      if steps.count > 1 {
        for step in steps where !isChanged { isChanged = try attempt([step]) }
      }
      if !isChanged { break }
    }
    changes = originals.compactMap { before in
      let bytes = before.path == spec.path ? self.spec.bytes : others[before.path]
      guard before.isOnDisk, let bytes, bytes != before.bytes else { return nil }
      return (before, SourceFile(path: before.path, bytes: bytes))
    }
  }

  /// One change and the finding that wants it.
  private struct Step {
    let finding: Finding
    let edit: SourceEdit
    let place: Place
    /// What names it: it stays while other places change.
    let name: String
  }

  /// The changes of this pass: in the order of the files, none over another.
  private func steps() -> [Step] {
    var steps: [Step] = []
    for finding in checked.identified().findings where includes(finding.rule) {
      for fix in finding.fixes {
        guard let edit = fix.edit(in: checked.sources), let place = checked.sources.written(edit.span) else { continue }
        let name = "\(place.file.path) \(finding.identity?.fingerprint ?? "") \(edit.text)"
        if !given.contains(name) { steps.append(Step(finding: finding, edit: edit, place: place, name: name)) }
      }
    }
    steps.sort {
      ($0.edit.file, $0.edit.range.lowerBound, $0.edit.range.upperBound)
        < ($1.edit.file, $1.edit.range.lowerBound, $1.edit.range.upperBound)
    }
    var kept: [Step] = []
    for step in steps {
      if let last = kept.last, last.edit.file == step.edit.file, last.edit.range.upperBound > step.edit.range.lowerBound
      {
        continue
      }
      kept.append(step)
    }
    return kept
  }

  /// Makes changes, and takes them back if they make the spec worse; whether they stand.
  private mutating func attempt(_ steps: [Step]) throws(UsageError) -> Bool {
    let before = (checked: checked, spec: spec, others: others)
    for file in Set(steps.map(\.edit.file)).sorted() {
      let source = checked.sources[file]
      var bytes = source.bytes
      for step in steps.reversed() where step.edit.file == file {
        bytes.replaceSubrange(step.edit.range, with: step.edit.text.utf8)
      }
      if source.path == spec.path {
        spec = SourceFile(path: spec.path, bytes: bytes)
      } else {
        others[source.path] = bytes
      }
    }
    checked = try Check.run(spec, overlaid)
    guard let consequence = worsening(steps, before.checked) else {
      fixed += steps.count
      return true
    }
    (checked, spec, others) = before
    if steps.count == 1 {
      given.insert(steps[0].name)
      refused.append(Refusal(finding: steps[0].finding, place: steps[0].place, consequence: consequence))
    }
    return false
  }

  /// The options with the changed files in place of those on disk.
  private var overlaid: CheckOptions {
    guard !others.isEmpty else { return options }
    var options = options
    let (others, files) = (others, options.files)
    options.files = { path, limit in others[path].map { .bytes($0) } ?? files?(path, limit) ?? .failure("") }
    return options
  }

  /// The message of a finding that changes led to; nil where they made nothing worse.
  private func worsening(_ steps: [Step], _ before: Checked) -> String? {
    let old = Dictionary(grouping: before.findings, by: Self.words).mapValues(\.count)
    var seen: [String: Int] = [:]
    // What did not read is judged only now; at the changed places themselves it has to read.
    let reveals = steps.contains { $0.finding.rule.stage == .reading }
    for finding in checked.findings {
      seen[Self.words(finding), default: 0] += 1
      guard seen[Self.words(finding), default: 0] > old[Self.words(finding), default: 0] else { continue }
      if reveals, finding.rule.stage == .checking || !isAtChange(finding, steps) { continue }
      return finding.message
    }
    let rules = Set(steps.map(\.finding.rule))
    let left = checked.findings.first { rules.contains($0.rule) && isAtChange($0, steps) }
    return left.map { "it stays: \($0.message)" }
  }

  private static func words(_ finding: Finding) -> String { "\(finding.rule.id) \(finding.message)" }

  /// Whether a finding after the changes is at one of them.
  private func isAtChange(_ finding: Finding, _ steps: [Step]) -> Bool {
    guard let place = checked.sources.written(finding.span) else { return false }
    var shift = 0
    for step in steps where step.place.file.path == place.file.path {
      let start = step.edit.range.lowerBound + shift
      if start <= Int(place.span.start), Int(place.span.start) < start + step.edit.text.utf8.count { return true }
      shift += step.edit.text.utf8.count - step.edit.range.count
    }
    return false
  }
}
