import LintelAWS
package import LintelGraph
package import LintelSource
package import LintelYAML

/// Why a template cannot be read.
package struct TemplateError: Error, Sendable {
  package let span: Span
  /// Lower case, names in single quotes.
  package let message: String
}

/// A CloudFormation template as a graph: JSON or YAML, intrinsic functions in both spellings.
///
/// Conditions, mappings and defaults of parameters are worked out. A function that only AWS can work out stays as it
/// is written, as a map whose key is the function's name; so do references to attributes that have no meaning here.
package struct TemplateReader {
  private let tree: Tree
  private let root: NodeID
  private let guide: TemplateGuide
  private let values: TemplateValues
  private let facts: TemplateFacts

  /// Whether a mapping is a template, as against a spec.
  package static func isTemplate(_ root: NodeID, in tree: Tree) -> Bool {
    let keys = tree.pairs(of: root).map { tree.text(of: $0.key) }
    return !keys.contains("lintel") && (keys.contains("Resources") || keys.contains("AWSTemplateFormatVersion"))
  }

  /// - Parameters:
  ///   - root: A mapping for which `isTemplate` holds.
  ///   - tree: What it is a node of.
  ///   - guide: Names of the spec that it is compared with.
  /// - Returns: What the template makes.
  /// - Throws: When a part of it is none of a template's.
  package static func read(
    _ root: NodeID, in tree: Tree, guide: TemplateGuide = TemplateGuide()
  ) throws(TemplateError) -> ResourceGraph {
    try TemplateReader(root, in: tree, guide).graph()
  }

  private init(_ root: NodeID, in tree: Tree, _ guide: TemplateGuide) throws(TemplateError) {
    self.tree = tree
    self.root = root
    self.guide = guide
    facts = TemplateFacts(root, in: tree, guide)
    var types: [String: String] = [:]
    for pair in try Self.resources(of: root, in: tree) {
      types[tree.text(of: pair.key)] = tree.value(of: "Type", in: tree.resolve(pair.value)).map(tree.text)
    }
    values = TemplateValues(
      tree: tree, guide: guide, facts: facts, types: types,
      budget: TextBudget(
        limit: Limits.expandedBytes(written: tree.sources.files.reduce(0) { $0 + $1.bytes.count })))
  }

  private static func resources(of root: NodeID, in tree: Tree) throws(TemplateError) -> Pairs {
    guard let section = tree.value(of: "Resources", in: root) else {
      throw TemplateError(span: tree.span(of: root), message: "the template has no 'Resources'")
    }
    guard tree[tree.resolve(section)].kind == .mapping else {
      throw TemplateError(span: tree.span(of: section), message: "'Resources' of the template is no mapping")
    }
    let pairs = tree.pairs(of: tree.resolve(section))
    for pair in pairs {
      let id = tree.text(of: pair.key)
      if id.hasPrefix("Fn::") {
        throw TemplateError(
          span: tree.span(of: pair.key),
          message: "'\(id)' is expanded by AWS only: give the template that `aws cloudformation get-template "
            + "--template-stage Processed` prints")
      }
      let body = tree.resolve(pair.value)
      guard tree[body].kind == .mapping, let type = tree.value(of: "Type", in: body).map(tree.resolve),
        tree[type].kind == .scalar, !tree.isNull(type)
      else { throw TemplateError(span: tree.span(of: pair.key), message: "resource '\(id)' has no 'Type'") }
    }
    return pairs
  }

  private func graph() throws(TemplateError) -> ResourceGraph {
    var resources: [Resource] = []
    var identity = TemplateIdentity()
    for pair in try Self.resources(of: root, in: tree) {
      let body = tree.resolve(pair.value)
      if let condition = tree.value(of: "Condition", in: body), facts.holds(tree.text(of: condition)) == false {
        continue
      }
      resources.append(resource(tree.text(of: pair.key), body, tree.span(of: pair.key), &identity))
    }
    var graph = ResourceGraph(
      project: identity.project ?? guide.project, environment: identity.environment ?? guide.environment,
      region: guide.region, account: guide.account)
    graph.reserveCapacity(resources.count)
    for resource in resources { graph.add(resource) }
    graph.parameters = parameters()
    graph.outputs = outputs()
    if let span = values.budget.exceeded {
      throw TemplateError(
        span: span,
        message:
          "with every Fn::Sub filled in, the template has more than \(values.budget.limit) bytes: its functions stand "
          + "in each other, and multiply")
    }
    return graph
  }

  // MARK: Resources

  private func resource(
    _ id: String, _ body: NodeID, _ span: Span, _ identity: inout TemplateIdentity
  ) -> Resource {
    let name = tree.value(of: "Type", in: body).map(tree.text) ?? ""
    let type = Catalog.type(named: name)
    var resource = Resource(guide.path(of: id), name, span: span)
    if let properties = tree.value(of: "Properties", in: body).map(tree.resolve), tree[properties].kind == .mapping {
      for pair in tree.pairs(of: properties) {
        let key = tree.text(of: pair.key)
        let shape = type?.properties.first { $0.name == key }?.shape
        guard let value = values.value(pair.value, shape) else { continue }
        resource.properties.append(Member(key, value))
      }
    }
    // What stands beside the properties and changes what a deployment does.
    for key in ["CreationPolicy", "UpdatePolicy"] {
      let shape = type?.properties.first { $0.name == key }?.shape
      guard let value = tree.value(of: key, in: body).flatMap({ values.value($0, shape) }) else { continue }
      resource.properties.append(Member(key, value))
    }
    resource.takeTags(type?.tags)
    identity.take(&resource.tags)
    let policies = ["DeletionPolicy", "UpdateReplacePolicy"].compactMap { tree.value(of: $0, in: body).map(tree.text) }
    resource.isRetained = policies.contains { $0 != "Delete" }
    return resource
  }

  // MARK: Parameters

  private func parameters() -> [Parameter] {
    guard let section = tree.value(of: "Parameters", in: root).map(tree.resolve) else { return [] }
    return tree.pairs(of: section).compactMap { pair in
      let name = tree.text(of: pair.key)
      let body = tree.resolve(pair.value)
      guard guide.images[name] == nil, tree[body].kind == .mapping, !isStage(name, body) else { return nil }
      func text(_ key: String) -> String? {
        tree.value(of: key, in: body).map(tree.resolve).flatMap { tree[$0].kind == .scalar ? tree.text(of: $0) : nil }
      }
      let allowed = tree.value(of: "AllowedValues", in: body).map(tree.resolve)
        .map { tree[$0].kind == .sequence ? tree.items(of: $0).map { tree.text(of: tree.resolve($0)) } : [] }
      if text("Type") == TemplateNames.lookedUpType, let path = text("Default") {
        return Parameter(
          name: guide.parameters[name] ?? name, kind: .string, source: ParameterSource(.ssm(path)),
          description: text("Description"), span: tree.span(of: pair.key))
      }
      return Parameter(
        name: guide.parameters[name] ?? name, kind: text("Type") == "Number" ? .number : .string,
        description: text("Description"), defaultValue: text("NoEcho") == "true" ? nil : text("Default"),
        allowedValues: allowed ?? [], pattern: text("AllowedPattern"), span: tree.span(of: pair.key))
    }
  }

  // MARK: Outputs

  private func outputs() -> [Output] {
    guard let section = tree.value(of: "Outputs", in: root).map(tree.resolve), tree[section].kind == .mapping else {
      return []
    }
    return tree.pairs(of: section).compactMap { pair -> Output? in
      let name = tree.text(of: pair.key)
      let body = tree.resolve(pair.value)
      guard tree[body].kind == .mapping, let value = self.value(of: "Value", in: body) else { return nil }
      if let condition = tree.value(of: "Condition", in: body), facts.holds(tree.text(of: condition)) == false {
        return nil
      }
      let export = tree.value(of: "Export", in: body).map(tree.resolve)
      return Output(
        name, self.value(of: "Description", in: body)?.literal ?? "", value,
        export: export.flatMap { tree[$0].kind == .mapping ? self.value(of: "Name", in: $0) : nil },
        id: guide.id(ofOutput: name), span: tree.span(of: pair.key))
    }
  }

  private func value(of key: String, in body: NodeID) -> Value? {
    tree.value(of: key, in: body).flatMap { values.value($0, .string) }
  }

  /// The parameter that Lintel itself adds.
  private func isStage(_ name: String, _ body: NodeID) -> Bool {
    name == TemplateNames.stage && tree.value(of: "Default", in: body).map(tree.text) == "all"
  }
}

/// What the tags of a template's resources say about its system.
private struct TemplateIdentity {
  var project: String?
  var environment: String?

  /// Takes Lintel's own tags away, and remembers what they say.
  mutating func take(_ tags: inout [Tag]) {
    tags.removeAll { tag in
      switch tag.key {
      case "lintel:project": project = project ?? tag.value.literal
      case "lintel:environment": environment = environment ?? tag.value.literal
      case "lintel:id": break
      default: return false
      }
      return true
    }
  }
}

extension Resource {
  /// Moves what a template writes as a property to where a graph has its tags.
  fileprivate mutating func takeTags(_ style: TagStyle?) {
    switch style {
    case TagStyle.none?: return
    case .specifications:
      guard var specifications = self["TagSpecifications"]?.items,
        let own = specifications.firstIndex(where: { $0["ResourceType"]?.literal == "launch-template" })
      else { return }
      let rest = takeTags(from: specifications[own]["Tags"]?.items ?? [])
      if rest.isEmpty {
        specifications.remove(at: own)
      } else {
        specifications[own].content = .map([
          Member("ResourceType", "launch-template"), Member("Tags", .set(rest)),
        ])
      }
      self["TagSpecifications"] = specifications.isEmpty ? nil : .set(specifications)
    case .map:
      guard case .map(let members)? = self["Tags"]?.content else { return }
      tags += members.map { Tag($0.key, $0.value) }
      self["Tags"] = nil
    case .list, .propagated, nil:
      guard let items = self["Tags"]?.items else { return }
      let rest = takeTags(from: items)
      self["Tags"] = rest.isEmpty ? nil : .set(rest)
    }
  }

  /// Adds the tags among the items; instances inherit the spec's and not Lintel's, and what says otherwise is left.
  private mutating func takeTags(from items: [Value]) -> [Value] {
    var rest: [Value] = []
    for item in items {
      guard case .map(let members) = item.content, let key = item["Key"]?.literal, let value = item["Value"],
        members.count == 2 || item["PropagateAtLaunch"]?.literal == String(!key.hasPrefix("lintel:"))
      else {
        rest.append(item)
        continue
      }
      tags.append(Tag(key, value))
    }
    return rest
  }
}
