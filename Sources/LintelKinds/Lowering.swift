package import LintelGraph
package import LintelSchema
package import LintelSource
package import LintelSpec

/// Turns a typed spec into a resource graph.
package struct Lowering {
  package let spec: Specification
  package let findings: Findings
  package var graph: ResourceGraph
  package let index: SpecificationIndex
  let forwarders = Forwarders()

  package init(_ spec: Specification, environment: String?, findings: Findings) {
    self.spec = spec
    self.findings = findings
    index = SpecificationIndex(spec)
    graph = ResourceGraph(
      project: spec.project.value, environment: environment, region: spec.region.value,
      account: spec.account?.value)
    graph.parameters = spec.parameters.map { $0.value.value.parameter(named: $0.key) }
    graph.parameters += spec.lookups.map(Parameter.init)
  }

  // MARK: Entries

  /// Adds the nodes of a section.
  package mutating func add<Model: Kind>(_ section: Section<Model>) {
    for id in section.unread { graph.unread.insert(Model.path(id)) }
    for entry in section.entries { add(entry) }
  }

  private mutating func add<Model: Kind>(_ entry: Entry<Model>) {
    let model = entry.model
    let path = Model.path(entry.id)
    var resource = Resource(path, model.resourceType, span: entry.span)
    resource.properties = model.properties(of: entry, in: &self)
    resource.places = entry.absences
    resource.places["existing"] = entry.existing?.span
    if let existing = entry.existing {
      resource.role = .existing(existing.value.identifier)
      resource.properties = written(resource.properties, of: entry)
      graph.add(resource)
      model.addNested(in: entry, to: &self)
      return
    }
    resource.role = model.role(of: entry, in: self)
    resource.isRetained = Model.isRetained
    resource.tags = tags(of: entry)
    giveName(to: &resource, of: entry)
    if model.isMade(of: entry, in: self) { graph.add(resource) }
    model.addNested(in: entry, to: &self)
    model.derive(from: entry, in: &self)
  }

  private func written<Model: Kind>(_ properties: [Member], of entry: Entry<Model>) -> [Member] {
    var facts = properties.filter(\.value.span.isWritten)
    if let name = entry.model.name, case .property(let property) = Model.nameUse {
      facts.append(Member(property, .string(name)))
    }
    return facts
  }

  private func giveName<Model: Kind>(to resource: inout Resource, of entry: Entry<Model>) {
    if case .field = Model.nameUse { return }
    let name = name(of: entry)
    if !name.isWritten, let problem = Model.nameRule.problem(with: name.value) {
      findings.report(
        .invalidName, at: entry.span, problem.message, label: problem.label,
        notes: [Note("'\(name.value)' is made of project, environment, id and `naming`")],
        help: ["give the entry a name of its own"])
    }
    switch Model.nameUse {
    case .property(let property): resource.properties.insert(Member(property, .string(name)), at: 0)
    case .hashedProperty(let property):
      resource.properties.insert(Member(property, .string(name)), at: 0)
      resource.hashesName = !name.isWritten
    case .tag:
      // A tag `Name` stands for a name that nobody wrote; AWS takes the key once.
      if !name.isWritten, resource.tags.contains(where: { $0.key == "Name" }) { return }
      resource.tags = [Tag("Name", .string(name))] + resource.tags.filter { $0.key != "Name" }
    case .field: break
    case .script: resource.properties.insert(Member("Name", .string(name)), at: 0)
    }
  }

  /// The name as written, or the derived one.
  package func name<Model: Kind>(of entry: Entry<Model>) -> Located<String> {
    if let name = entry.model.name { return name }
    let isHashed = if case .hashedProperty = Model.nameUse { true } else { false }
    let limit = Model.nameRule.length.upperBound - (isHashed ? 7 : 0)
    return Located(derivedName(entry.id, section: Model.section, limit: limit), at: .none)
  }

  /// `<project>-<environment>-<id>` under the spec's naming convention, cut to what the kind takes.
  package func derivedName(_ id: String, section: String, limit: Int) -> String {
    let words = [graph.project, graph.environment, id].compactMap(\.self)
    let name =
      spec.naming?.value.shaped(words.joined(separator: "-"), section: section, id: id)
      ?? words.joined(separator: "-")
    return DerivedName.cut(name, to: limit)
  }

  /// The tags of the spec and of the entry, in the order of their keys.
  package func tags<Model: Kind>(of entry: Entry<Model>) -> [Tag] {
    var tags = spec.tags.map { Tag($0.key.value, value(of: $0.value.value, at: $0.value.span)) }
    for tag in entry.tags {
      let own = Tag(tag.key.value, value(of: tag.value.value, at: tag.value.span))
      if let position = tags.firstIndex(where: { $0.key == own.key }) {
        tags[position] = own
      } else {
        tags.append(own)
      }
    }
    return tags.sorted { $0.key < $1.key }
  }

  /// A resource that an entry brings with it, with the tags of the entry.
  package func derived<Model: Kind>(
    _ part: String, _ type: String, from entry: Entry<Model>, at span: Span? = nil, name: String? = nil,
    _ properties: [Member]
  ) -> Resource {
    var resource = Resource(
      Model.path(entry.id).appending(part), type, span: span ?? entry.span, properties: properties)
    resource.tags = tags(of: entry)
    if let name {
      resource.tags = [Tag("Name", Value(.string(name)))] + resource.tags.filter { $0.key != "Name" }
    }
    return resource
  }

  // MARK: Values

  package func value(of text: Text, at span: Span) -> Value {
    if let literal = text.literal { return Value(.string(literal), at: span) }
    let parts = text.parts.map { part in
      switch part {
      case .literal(let text): Value(.string(text), at: span)
      case .parameter(let name): Value(.parameter(name), at: span)
      case .account: Value(.pseudo(.account), at: span)
      case .region: Value(.pseudo(.region), at: span)
      case .resource(let section, let id, let part, let attribute):
        node(section, id, part, at: span).map {
          Value.reference($0, Attribute(rawValue: attribute) ?? .name, at: span)
        } ?? Value(.string(""), at: span)
      }
    }
    return parts.count == 1 ? parts[0] : .text(parts, at: span)
  }

  /// The node that a text names: an entry, what is nested in it, or what it brings with it.
  private func node(_ section: String, _ id: String, _ part: String, at span: Span) -> Path? {
    if part.isEmpty || part.contains(".") { return Path(section, id, part) }
    if let path = spec.sections.brought(part, by: id, of: section, in: self) { return path }
    if spec.sections.isUnread(id, of: section)
      || findings.all.contains(where: { $0.rule == .unknownReference && $0.span == span })
    {
      return nil
    }
    findings.report(
      .unknownReference, at: span, "\(Noun.singular(of: section)) '\(id)' brings no '\(part)' with it",
      label: "nothing of the spec makes it", help: ["refer to what it uses in its place, or leave it out"])
    return nil
  }

  package func value(of text: Located<Text>) -> Value { value(of: text.value, at: text.span) }

  package func value(of integer: Located<Deferred<Int>>) -> Value {
    switch integer.value {
    case .known(let value): Value(.integer(value), at: integer.span)
    case .parameter(let name, _): Value(.parameter(name), at: integer.span)
    }
  }

  package func reference(_ reference: Located<EntryReference>, _ attribute: Attribute) -> Value {
    .reference(Path(reference.value.section, reference.value.id), attribute, at: reference.span)
  }

  package func references(_ list: Located<[Located<EntryReference>]>, _ attribute: Attribute) -> Value {
    .set(list.value.map { reference($0, attribute) }, at: list.span)
  }
}

extension Parameter {
  /// What a lookup stands for that has no declaration.
  fileprivate init(_ lookup: NamedLookup) {
    let place = lookup.export.map { ParameterSource.Place.export($0) } ?? .ssm(lookup.ssm ?? "")
    self.init(
      name: lookup.name, kind: .string, source: ParameterSource(place, item: lookup.item), isDerived: true,
      span: lookup.span)
  }
}

extension ExistingName {
  var identifier: ExternalIdentifier {
    switch self {
    case .literal(let text): .literal(text)
    case .parameter(let name): .parameter(name)
    case .unsaid: .unsaid
    }
  }
}
