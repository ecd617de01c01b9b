import LintelAWS
package import LintelGraph

/// A spec's graph as its template says it: what a template cannot say is left out, what is already there is spelled.
package enum TemplateTerms {
  package static func graph(_ graph: ResourceGraph) -> ResourceGraph {
    var made = ResourceGraph(
      project: graph.project, environment: graph.environment, region: graph.region, account: graph.account)
    made.parameters = graph.declaredParameters
    for index in made.parameters.indices where made.parameters[index].source != nil {
      made.parameters[index].source = made.parameters[index].source.map { ParameterSource($0.place) }
      made.parameters[index].kind = .string
    }
    made.reserveCapacity(graph.resources.count)
    let rewriting = Rewriting(graph: graph)
    for resource in graph.resources where resource.role == .owned {
      var resource = resource
      let type = Catalog.type(named: resource.type)
      for index in resource.properties.indices {
        let member = resource.properties[index]
        let shape = type?.properties.first { $0.name == member.key }?.shape
        resource.properties[index].value = rewriting.value(member.value, shape)
      }
      for index in resource.tags.indices {
        resource.tags[index].value = rewriting.value(resource.tags[index].value, .string)
      }
      if type?.tags == TagStyle.none { resource.tags = [] }
      resource.initial = []
      made.add(resource)
    }
    made.outputs = graph.outputs.compactMap { output in
      var output = output
      var isThere = true
      output.value.forEachReference { reference, _ in
        if graph[reference.path].map({ $0.role == .scaffold }) ?? true { isThere = false }
      }
      output.value = rewriting.value(output.value, .string)
      return isThere ? output : nil
    }
    return made
  }

  private struct Rewriting {
    let graph: ResourceGraph

    func value(_ old: Value, _ shape: PropertyShape?) -> Value {
      var new = old
      switch old.content {
      case .string, .integer, .number, .boolean, .pseudo: break
      case .parameter(let name): new.content = content(of: name)
      case .list(let items): new.content = .list(items.map { value($0, shape?.item) })
      case .set(let items): new.content = .set(items.map { value($0, shape?.item) })
      case .map(let members): new.content = .map(members.map { Member($0.key, value($0.value, shape?.part($0.key))) })
      case .text(let parts): new.content = Value.joined(parts.map { value($0, .string) }).content
      case .reference(let reference): new.content = content(of: reference) ?? old.content
      }
      if case .document? = shape { return PolicyForm.plain(new) }
      return new
    }

    /// What a template writes for a parameter.
    private func content(of parameter: String) -> Value.Content {
      guard let source = graph.source(of: parameter) else { return .parameter(parameter) }
      var content = Value.Content.parameter(parameter)
      if case .export(let name) = source.place {
        content = .map([Member("Fn::ImportValue", Value(.string(name)))])
      }
      return source.item.map { piece($0, of: Value(content), between: ",") } ?? content
    }

    private func piece(_ index: Int, of value: Value, between separator: String) -> Value.Content {
      let pieces = Value(.map([Member("Fn::Split", Value(.list([Value(.string(separator)), value])))]))
      return .map([Member("Fn::Select", Value(.list([Value(.integer(index)), pieces])))])
    }

    /// Nil for a reference to what the template itself makes.
    private func content(of reference: Reference) -> Value.Content? {
      guard let target = graph[reference.path] else { return nil }
      switch target.role {
      case .owned, .scaffold: return nil
      case .artifact: return target.yields[reference.attribute].map { value($0, .string).content }
      case .existing(.unsaid): return nil
      case .existing(.parameter(let name)):
        let type = Catalog.type(named: target.type)
        let spelling = type?.existing[reference.attribute] ?? .identifier
        let value = Value.joined([spelling.value(ofUnknown: Value(content(of: name)))])
        guard case .identifier? = type?.existing[.arn], let part = spelling.pieceOfARN else { return value.content }
        return piece(part.index, of: value, between: part.separator)
      case .existing(.literal(let text)):
        let spelling = Catalog.type(named: target.type)?.existing[reference.attribute] ?? .identifier
        return Value.joined([spelling.value(of: text)]).content
      }
    }
  }
}

/// Policy documents in one form: IAM takes one value and a list of one for the same.
enum PolicyForm {
  private static let several: Set<String> = ["Action", "NotAction", "Resource", "NotResource"]
  private static let holders: Set<String> = ["Principal", "NotPrincipal"]

  static func plain(_ document: Value) -> Value {
    guard case .map(let members) = document.content else { return document }
    var plain = document
    plain.content = .map(
      members.map { member in
        guard member.key == "Statement" else { return member }
        let statements = member.value.items.isEmpty ? [member.value] : member.value.items
        return Member("Statement", .list(statements.map(statement), at: member.value.span))
      })
    return plain
  }

  private static func statement(_ statement: Value) -> Value {
    guard case .map(let members) = statement.content else { return statement }
    var plain = statement
    plain.content = .map(
      members.map { member in
        if several.contains(member.key) { return Member(member.key, set(member.value)) }
        guard holders.contains(member.key), case .map(let principals) = member.value.content else { return member }
        return Member(member.key, Value(.map(principals.map { Member($0.key, set($0.value)) }), at: member.value.span))
      })
    return plain
  }

  /// One value, or a set of several.
  private static func set(_ value: Value) -> Value {
    switch value.content {
    case .list(let items), .set(let items): items.count == 1 ? items[0] : .set(items, at: value.span)
    default: value
    }
  }
}
