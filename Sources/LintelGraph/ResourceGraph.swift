package import LintelSource

/// A value that is given when the system is deployed.
package struct Parameter: Sendable {
  package enum Kind: String, CaseIterable, Sendable { case string, number }

  package let name: String
  package var kind: Kind
  /// Where its value comes from, unless a person gives it.
  package var source: ParameterSource?
  package var description: String?
  package var defaultValue: String?
  package var allowedValues: [String]
  package var pattern: String?
  /// Whether the command line gives the value: then a deployment sets it, and does not keep the last one.
  package var isGiven = false
  /// Whether it stands for a lookup in another place, and is no entry of `parameters`.
  package let isDerived: Bool
  package let span: Span

  package init(
    name: String, kind: Kind, source: ParameterSource? = nil, isDerived: Bool = false, description: String? = nil,
    defaultValue: String? = nil, allowedValues: [String] = [], pattern: String? = nil, span: Span
  ) {
    self.name = name
    self.kind = kind
    self.source = source
    self.isDerived = isDerived
    self.description = description
    self.defaultValue = defaultValue
    self.allowedValues = allowedValues
    self.pattern = pattern
    self.span = span
  }
}

/// A value that a person needs once the system is there: an address, a name.
package struct Output: Sendable {
  /// What the spec calls it; nil for one that follows from an entry.
  package let id: String?
  /// What a template calls it.
  package let name: String
  package let description: String
  package var value: Value
  /// The name under which other stacks import it.
  package let export: Value?
  /// The place of one that the spec writes.
  package let span: Span

  package init(
    _ name: String, _ description: String, _ value: Value, export: Value? = nil, id: String? = nil, span: Span = .none
  ) {
    self.id = id
    self.name = name
    self.description = description
    self.value = value
    self.export = export
    self.span = span
  }
}

/// A system: one project in one environment, account and region, as plain data.
package struct ResourceGraph: Sendable {
  package let project: String
  /// Nil where the spec has no environments.
  package let environment: String?
  package let region: String
  /// Nil where the spec leaves it to the deployment.
  package let account: String?
  package private(set) var resources: [Resource] = []
  package var parameters: [Parameter] = []
  package var outputs: [Output] = []
  /// The loads on it that the spec tells of.
  package var load: LoadPlan?
  /// Entries that did not read.
  ///
  /// What refers to them says nothing about it.
  package var unread: Set<Path> = []
  /// Sections whose text did not read.
  package var unreadSections: Set<String> = []
  private var index: [Path: Int] = [:]

  package init(project: String, environment: String?, region: String, account: String?) {
    self.project = project
    self.environment = environment
    self.region = region
    self.account = account
  }

  /// Adds a node; a path that is taken keeps its first node.
  package mutating func add(_ resource: Resource) {
    guard index[resource.path] == nil else { return }
    index[resource.path] = resources.count
    resources.append(resource)
  }

  package subscript(path: Path) -> Resource? { index[path].map { resources[$0] } }

  package func position(of path: Path) -> Int? { index[path] }

  package mutating func update(_ path: Path, _ change: (inout Resource) -> Void) {
    guard let position = index[path] else { return }
    change(&resources[position])
  }

  /// Puts a node in the place of the one that has its path.
  package mutating func replace(_ resource: Resource) {
    guard let position = index[resource.path] else { return add(resource) }
    resources[position] = resource
  }

  /// Removes the node that was added last, if it has this path; others stay where they are.
  package mutating func remove(_ path: Path) {
    guard let position = index[path], position == resources.count - 1 else { return }
    resources.removeLast()
    index[path] = nil
  }

  /// Calls `change` with every node in turn.
  package mutating func updateAll(_ change: (inout Resource) -> Void) {
    for position in resources.indices { change(&resources[position]) }
  }

  package mutating func reserveCapacity(_ count: Int) {
    resources.reserveCapacity(count)
    index.reserveCapacity(count)
  }
}

extension ResourceGraph {
  /// The text that rules see: a parameter's default stands for it; nil where it is known only when deploying.
  package func judged(_ value: Value?) -> String? {
    guard case .parameter(let name)? = value?.content else { return value?.literal }
    return parameters.first { $0.name == name }?.defaultValue
  }

  /// The parameters that a template declares: what another stack exports is imported where it is used.
  package var declaredParameters: [Parameter] { usedParameters.filter { !$0.isImported } }

  /// The parameters that something uses: one that nothing uses would be a warning of every validator.
  package var usedParameters: [Parameter] {
    if parameters.isEmpty { return [] }
    var used: Set<String> = []
    var named: Set<Path> = []
    for resource in resources where resource.role == .owned || resource.role == .artifact {
      // Parameters are few, and mostly used by the first that could use them.
      if used.count == parameters.count { return parameters }
      for property in resource.properties { property.value.collectParameters(into: &used) }
      for tag in resource.tags { tag.value.collectParameters(into: &used) }
      resource.forEachReference { reference, _ in named.insert(reference.path) }
    }
    for output in outputs {
      output.value.collectParameters(into: &used)
      output.value.forEachReference { reference, _ in named.insert(reference.path) }
    }
    for path in named {
      if case .existing(.parameter(let name))? = self[path]?.role { used.insert(name) }
    }
    return parameters.filter { used.contains($0.name) }
  }

  /// Where the value of a parameter comes from, unless a person gives it.
  package func source(of parameter: String) -> ParameterSource? {
    parameters.first { $0.name == parameter }?.source
  }
}
