import LintelAWS
package import LintelGraph
import LintelKinds
import LintelRules
import LintelSchema
package import LintelSource
import LintelSpec
import LintelYAML

/// The options that the command line gives besides the spec.
package struct CheckOptions: Sendable {
  /// Only these environments; nil is all of them.
  package var environments: [String]?
  /// Whether a spec without environments is taken as it is when some are asked for.
  package var takesSpecsWithoutEnvironments = false
  /// Values of variables, over those of the spec.
  package var variables: [(name: String, value: String)] = []

  /// Reads files that the spec names; without it there is nowhere to read from.
  package var files: FileReading?

  /// Follows links to files that the spec includes; without it a file is where its path says.
  package var links: LinkFollowing?

  /// The specs that are linted together with this one.
  private(set) var neighbours: Neighbours?

  /// Whether each system is lowered once more with symbols for its environment, account and region.
  package var keepsSymbols = false

  package init(environment: String? = nil, variables: [(name: String, value: String)] = []) {
    environments = environment.map { [$0] }
    self.variables = variables
  }

  /// Has the specs that are checked with these options compared with each other.
  package mutating func compareSpecs() { neighbours = Neighbours() }
}

/// What cannot be done with a spec that reads: the command line asks for something that it does not have.
package struct UsageError: Error, CustomStringConvertible {
  package let message: PrintableText

  package init(_ message: PrintableText) {
    self.message = message
  }

  package var description: String { message.text }
}

/// A spec that was read and checked.
package struct Checked {
  package let sources: Sources
  /// All findings, in the order of a report.
  package let findings: [Finding]
  /// What the spec accepts, in the same order.
  package fileprivate(set) var accepted: [Finding] = []
  /// The files as they were read, and what they are together; nil for what is no spec.
  fileprivate(set) var documents: (tree: Tree, roots: [NodeID], whole: NodeID)?
  /// What the short form of each system stands for.
  fileprivate(set) var expansions: [ShortSystems.Item] = []
  /// The systems that read, in the order of the spec.
  package let graphs: [ResourceGraph]
  /// The same with symbols for environment, account and region, if that was asked for; nil where symbols do not fit.
  package let symbolic: [ResourceGraph?]
  /// Whether the spec has environments.
  package let hasEnvironments: Bool

  package var hasErrors: Bool { findings.contains { $0.severity == .error } }

  /// Whether every system is all there: no finding makes it doubtful what the spec says.
  package var isReadable: Bool {
    !findings.contains { $0.rule.stage == .reading && $0.severity == .error } && !graphs.isEmpty
  }
}

/// The pipeline from bytes to graphs and findings.
package struct Check {
  private let sources = Sources()
  private let tree: Tree
  private let options: CheckOptions
  private let suppression: Suppression

  private init(_ options: CheckOptions) {
    tree = Tree(sources: sources)
    self.options = options
    suppression = Suppression(sources: sources)
  }

  /// Reads and checks one spec.
  package static func run(_ file: SourceFile, _ options: CheckOptions = CheckOptions()) throws(UsageError) -> Checked {
    try Check(options).run(file)
  }

  private func run(_ file: SourceFile) throws(UsageError) -> Checked {
    let reading = Findings()
    let id = sources.add(file)
    if ForeignFile.isTerraform(file.bytes) {
      return foreign("a configuration of Terraform", at: Span(file: id, start: 0, end: 1))
    }
    let own = Reader.read(id, into: tree, findings: reading)
    if own.isComplete, let tool = ForeignFile.name(of: own.root, in: tree) {
      return foreign(tool, at: firstKey(of: own.root))
    }
    let resolved = Inclusion.resolve(own, of: id, in: tree, findings: reading, surroundings)
    let document = resolved.document
    let files = sources.ids
    guard document.isComplete || !tree.pairs(of: document.root).isEmpty else {
      return checked(reading.all, graphs: [], symbolic: [], hasEnvironments: false)
    }

    let unread = unread(of: document)
    let environments = Environments(tree: tree, findings: reading, sections: SectionCatalog.names)
    let all = unread.contains("environments") ? [] : environments.systems(of: document.root)
    let hasEnvironments =
      unread.contains("environments") || tree.value(of: "environments", in: document.root) != nil
    let systems = try selected(all, hasEnvironments: hasEnvironments, isSound: unread.isEmpty)
    let variables = try commandLineVariables(systems, root: document.root)

    var checks: [(environment: String?, findings: [Finding])] = []
    if hasEnvironments { checks.append((nil, base(document.root, unread, variables: variables))) }
    var graphs: [ResourceGraph] = []
    var symbolic: [ResourceGraph?] = []
    let unknown = Findings()
    // What a broken spec leaves open nobody can derive from.
    let expansions = unread.isEmpty ? expansions(of: all, in: document.root, variables) : []
    let read = ShortSystems.corrected(reading, by: expansions)
    let outcomes = systems.map { system in
      let short = expansions.first { $0.environment == system.environment }
      var whole = system
      whole.root = environments.withDefaults(short?.root ?? system.root)
      return check(whole, writtenAs: system.root, short, unread, variables)
    }
    let isWhole = unread.isEmpty && !read.hasErrors && systems.count == all.count
    EnvironmentRules.check(
      outcomes.compactMap { outcome in
        outcome.graph.map {
          EnvironmentRules.System(
            graph: $0, findings: outcome.findings, span: outcome.system.span,
            saysAccount: unread.contains("account") || tree.value(of: "account", in: outcome.system.root) != nil)
        }
      }, isWhole: isWhole && outcomes.allSatisfy { $0.graph != nil })
    options.neighbours?.check(
      outcomes.compactMap { outcome in
        outcome.graph.map {
          Neighbours.System(graph: $0, findings: outcome.findings, span: project(of: outcome.system))
        }
      },
      place: { sources.line(of: $0) })
    if isWhole { reportUnusedVariables(outcomes) }
    for outcome in outcomes {
      let environment = outcome.system.environment
      let kept = suppression.applying(
        outcome.settings, to: outcome.findings.all, of: environment,
        entries: entryRanges(outcome.written, environment: environment), unknown: unknown)
      checks.append((environment, kept))
      if let graph = outcome.graph { graphs.append(graph) }
      if outcome.graph != nil, options.keepsSymbols {
        symbolic.append(lowerWithSymbols(outcome.system, unread, variables))
      }
    }
    checks.insert((nil, read.all), at: 0)

    let comments = files.flatMap { AllowComments(tree: tree, findings: unknown).comments(in: $0) }
    let names = systems.compactMap(\.environment)
    // A spec is not known to be empty while something of it did not read.
    let merged = Findings.merged(checks, environments: names, sources: sources)
      .filter { $0.rule != .emptySystem || !read.hasErrors }
    let isComplete = unread.isEmpty && !merged.contains { $0.rule.stage == .reading }
    let kept = suppression.applying(
      comments, to: merged, isComplete: isComplete && options.environments == nil, unknown: unknown)
    if isComplete, options.environments == nil {
      suppression.reportUnused(
        among: systems.flatMap { entryRanges($0.root, environment: $0.environment).paths }, unknown)
    }
    let aboutComments = Findings.merged([(nil, unknown.all)], environments: [], sources: sources)
    var checked = checked(
      Environments.explained(kept) + aboutComments, graphs: graphs, symbolic: symbolic,
      hasEnvironments: hasEnvironments)
    checked.documents = (tree, resolved.roots, document.root)
    checked.expansions = expansions
    let accepted = suppression.accepted(names)
    if !accepted.isEmpty { checked.accepted = Findings.ordered(accepted, sources: sources) }
    return checked
  }

  private var surroundings: Inclusion.Surroundings {
    Inclusion.Surroundings(
      sections: SectionCatalog.names, keys: { Self.keys },
      foreign: { [tree] root in ForeignFile.name(of: root, in: tree, isIncluded: true) }, files: options.files,
      links: options.links)
  }

  private func checked(
    _ findings: [Finding], graphs: [ResourceGraph], symbolic: [ResourceGraph?], hasEnvironments: Bool
  ) -> Checked {
    Checked(
      sources: sources, findings: Findings.ordered(findings, sources: sources), graphs: graphs, symbolic: symbolic,
      hasEnvironments: hasEnvironments)
  }

  private func foreign(_ tool: String, at span: Span) -> Checked {
    let isTemplate = tool.contains("CloudFormation")
    let isCopilot = tool.contains("Copilot")
    let short = "services with an image and a port make a whole spec: `lintel init short` writes one"
    let pages = "Lintel's page `FromCopilot` says what becomes of each key of a manifest"
    let finding = Finding(
      .foreignFile, at: span, "this is \(tool), and no spec",
      help: [
        "a spec begins with `lintel: 1`, `project` and `region`: `lintel explain ecs` prints a small one"
      ] + (isTemplate ? ["`lintel diff` compares a template with a spec"] : [])
        + (isCopilot || tool.contains("Compose") ? [short] : []) + (isCopilot ? [pages] : []))
    return checked([finding], graphs: [], symbolic: [], hasEnvironments: false)
  }

  /// The top-level keys of which nothing is known: their text did not read, or may stand in text that did not.
  private func unread(of document: Document) -> Set<String> {
    guard !document.isComplete else { return document.broken }
    let absent = Specification.described.fields.map(\.key).filter { tree.value(of: $0, in: document.root) == nil }
    return document.broken.union(absent)
  }

  /// The keys at the top of a spec.
  ///
  /// Describing the language for them takes a third of the time of a small spec: only one with an unknown key asks.
  private static let keys = Set(Specification.described.fields.map(\.key))

  /// The sections that stand under another name, as far as that can be told: nothing is said of what refers to them.
  private func misnamedSections(of root: NodeID) -> Set<String> {
    let unknown = tree.pairs(of: root).filter { pair in
      let value = tree[tree.resolve(pair.value)]
      let key = tree.text(of: pair.key)
      return value.kind == .mapping && value.count > 0 && !Self.keys.contains(key) && !key.hasPrefix("x-")
    }
    guard !unknown.isEmpty else { return [] }
    let absent = (SectionCatalog.names.sorted() + ["parameters", "variables"]).filter {
      tree.value(of: $0, in: root) == nil
    }
    return unknown.reduce(into: []) { sections, pair in
      if let near = Suggestion.nearest(to: tree.text(of: pair.key), among: absent) {
        sections.insert(near)
      } else if tree.pairs(of: tree.resolve(pair.value)).allSatisfy({ tree[tree.resolve($0.value)].kind == .mapping }) {
        sections.formUnion(absent)
      }
    }
  }

  // MARK: Choosing

  private func selected(
    _ systems: [System], hasEnvironments: Bool, isSound: Bool
  ) throws(UsageError) -> [System] {
    guard let wanted = options.environments, hasEnvironments || !options.takesSpecsWithoutEnvironments else {
      return systems
    }
    guard let name = wanted.first(where: { name in !systems.contains { $0.environment == name } }) else {
      return systems.filter { system in wanted.contains { $0 == system.environment } }
    }
    if !isSound { return systems }
    let names = systems.compactMap(\.environment)
    throw UsageError(
      hasEnvironments
        ? "there is no environment '\(name)'; the spec has \(Suggestion.list(names))"
        : "there is no environment '\(name)': the spec has no `environments`")
  }

  /// The nodes of `--set` values.
  private func commandLineVariables(_ systems: [System], root: NodeID) throws(UsageError) -> [String: NodeID] {
    var nodes: [String: NodeID] = [:]
    for (name, value) in options.variables {
      let known = (systems.map(\.root) + [root]).flatMap { variables(of: $0).keys }
      guard known.contains(name) else {
        let near = Suggestion.nearest(to: name, among: Set(known).sorted())
        throw UsageError("there is no variable '\(name)' to set" + (near.map { "; did you mean '\($0)'?" } ?? ""))
      }
      let file = sources.add(SourceFile(path: "--set \(name)", bytes: Array(value.utf8), isOnDisk: false))
      let length = UInt32(value.utf8.count)
      nodes[name] = tree.add(
        Node(
          kind: .scalar, style: .plain, isVerbatim: true, file: file, start: 0, end: length, first: 0, count: length))
    }
    return nodes
  }

  private func variables(of root: NodeID) -> [String: NodeID] {
    guard let node = tree.value(of: "variables", in: root).map(tree.resolve), tree[node].kind == .mapping else {
      return [:]
    }
    return Dictionary(tree.pairs(of: node).map { (tree.text(of: $0.key), $0.value) }) { first, _ in first }
  }

  // MARK: Checking

  /// What is said of values, which the base of environments leaves to each of them.
  private static let ofValues: Set<Rule> = [.invalidValue, .invalidName, .invalidInterpolation, .unknownReference]

  /// The base of environments is no system: it is checked for keys and types only.
  private func base(_ root: NodeID, _ unread: Set<String>, variables: [String: NodeID]) -> [Finding] {
    let findings = Findings()
    _ = read(root, unread, environment: "", .partial, variables, findings)
    return findings.all.filter { $0.rule.stage == .reading && !Self.ofValues.contains($0.rule) }
  }

  /// The outcome of one system.
  private struct Outcome {
    let system: System
    /// The system before its short form was written out.
    let written: NodeID
    let findings: Findings
    /// Nil when it did not read.
    let graph: ResourceGraph?
    /// The spec's own settings of findings.
    let settings: LintSettings?
    /// The variables that it names.
    let variables: Set<String>
  }

  /// Reports variables that no system names; what did not read may name any.
  private func reportUnusedVariables(_ outcomes: [Outcome]) {
    let hasErrors = outcomes.contains { outcome in
      outcome.findings.all.contains { $0.rule.stage == .reading && $0.severity == .error }
    }
    guard !hasErrors else { return }
    let used = outcomes.reduce(into: Set<String>()) { $0.formUnion($1.variables) }
    for outcome in outcomes {
      guard let node = tree.value(of: "variables", in: outcome.system.root).map(tree.resolve),
        tree[node].kind == .mapping
      else { continue }
      for pair in tree.pairs(of: node) {
        let name = tree.text(of: pair.key)
        guard !used.contains(name) else { continue }
        outcome.findings.report(
          .unusedEntry, at: tree.span(of: pair.key), "nothing uses variable '\(name)'", label: "it changes nothing",
          help: ["remove it, or write `${variables.\(name)}` where it is meant"])
      }
    }
  }

  private func expansions(
    of systems: [System], in root: NodeID, _ variables: [String: NodeID]
  ) -> [ShortSystems.Item] {
    ShortSystems(tree: tree, document: root).items(of: systems) { system in
      ScopeReader(tree: tree).scope(
        of: system.root, environment: system.environment,
        variables: self.variables(of: system.root).merging(variables) { $1 }, unread: [])
    }
  }

  private func check(
    _ system: System, writtenAs written: NodeID, _ short: ShortSystems.Item?, _ unread: Set<String>,
    _ variables: [String: NodeID]
  ) -> Outcome {
    var findings = Findings()
    findings.append(contentsOf: short?.findings ?? [])
    var unread = unread
    var result = read(system.root, unread, environment: system.environment, .whole, variables, findings)
    if findings.all.contains(where: { $0.rule == .unknownKey }) {
      let misnamed = misnamedSections(of: system.root)
      if !misnamed.isEmpty {
        // Read once more, without what followed from the wrong name.
        findings = Findings()
        findings.append(contentsOf: short?.findings ?? [])
        unread.formUnion(misnamed)
        result = read(system.root, unread, environment: system.environment, .whole, variables, findings)
      }
    }
    guard let (spec, namesResources, used) = result else {
      return Outcome(
        system: system, written: written, findings: findings, graph: nil, settings: nil, variables: [])
    }
    let graph = lower(spec, system, unread, namesResources, findings)
    return Outcome(
      system: system, written: written, findings: findings, graph: graph, settings: spec.lint?.value,
      variables: used.union(short?.variables ?? []))
  }

  private func read(
    _ root: NodeID, _ unread: Set<String>, environment: String?, _ mode: ReadingMode, _ variables: [String: NodeID],
    _ findings: Findings, keepsSymbols: Bool = false
  ) -> (spec: Specification, namesResources: Bool, variables: Set<String>)? {
    var scope = ScopeReader(tree: tree).scope(
      of: root, environment: environment, variables: self.variables(of: root).merging(variables) { $1 }, unread: unread)
    scope.keepsSymbols = keepsSymbols
    let context = ReadingContext(
      tree: tree, root: root, findings: findings, mode: mode, scope: scope, brokenSections: unread,
      files: options.files)
    var fields = FieldReader(Cursor(root, in: tree), context, requiresNothing: mode == .partial)
    fields.owner = firstKey(of: root)
    let spec = Specification(&fields)
    fields.forgive(unread)
    fields.finish(noun: "a spec", known: Specification.described.fields.map(\.key))
    guard mode == .whole, spec.isNamed else { return nil }
    return (spec, context.namesResources, context.scope.expansions.named)
  }

  /// The graph with symbols; nil where a name that holds one does not fit, and nothing can be said.
  private func lowerWithSymbols(
    _ system: System, _ unread: Set<String>, _ variables: [String: NodeID]
  ) -> ResourceGraph? {
    let findings = Findings()
    let spec = read(
      system.root, unread, environment: system.environment, .whole, variables, findings, keepsSymbols: true)?.spec
    guard let spec, !findings.all.contains(where: { $0.rule.stage == .reading && $0.severity == .error }) else {
      return nil
    }
    var lowering = Lowering(spec, environment: system.environment.map { _ in Symbol.environment }, findings: findings)
    lowering.lower()
    return lowering.graph
  }

  private func project(of system: System) -> Span {
    tree.value(of: "project", in: system.root).map { tree.span(of: $0) } ?? system.span
  }

  private func firstKey(of root: NodeID) -> Span {
    tree.pairs(of: root).first.map { tree.span(of: $0.key) } ?? tree.span(of: root)
  }

  private func lower(
    _ spec: Specification, _ system: System, _ unread: Set<String>, _ namesResources: Bool, _ findings: Findings
  ) -> ResourceGraph {
    var lowering = Lowering(spec, environment: system.environment, findings: findings)
    lowering.lower()
    var graph = lowering.graph
    for section in unread { graph.unreadSections.insert(section) }
    SharedTemplateNames.check(graph, findings)
    if !graph.resources.contains(where: { $0.role == .owned }), graph.unread.isEmpty, unread.isEmpty,
      !findings.hasErrors
    {
      findings.report(
        .emptySystem, at: system.environment == nil ? firstKey(of: system.root) : system.span,
        "the spec describes nothing to create",
        help: ["`lintel schema` lists the sections; begin with `vpcs`"])
    }
    spec.checkNames(findings)
    if namesResources { CircularReference.check(graph, findings) }
    lowering.checkEntries()
    GraphRules.check(graph, findings)
    if !findings.hasErrors, graph.unread.isEmpty, unread.isEmpty { TemplateSize.check(graph, findings) }
    #if DEBUG
      if !findings.hasErrors, graph.unread.isEmpty, unread.isEmpty {
        let problems = Verifier.problems(in: Compilation.finished(graph))
        assert(problems.isEmpty, problems.joined(separator: "\n"))
      }
    #endif
    return graph
  }

  /// The entries of a system: as the spec has them, and as its environment does.
  private func entryRanges(_ root: NodeID, environment: String?) -> EntryRanges {
    var roots = [root]
    if let environment, let environments = tree.value(of: "environments", in: root).map(tree.resolve),
      let overlay = tree.value(of: environment, in: environments)
    {
      roots.append(overlay)
    }
    return EntryRanges(roots, of: tree)
  }
}

extension Specification {
  /// Whether there is enough to name things by.
  fileprivate var isNamed: Bool { !project.value.isEmpty && !region.value.isEmpty }
}
