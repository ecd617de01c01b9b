import LintelAWS
import LintelGraph

/// Writes what a script asks to learn whether a resource is as the spec has it: JMESPath that gives, for each
/// property, `true` or the property's name.
struct ComparisonWriter {
  let writer: CommandWriter

  private var resource: Resource { writer.resource }
  private var values: ScriptValues { writer.values }
  private var isLower: Bool { writer.commands.lowersNames }

  /// One comparison, and the property that it speaks of.
  struct Line {
    let property: String
    let text: ShellText
    /// Sets a variable that the comparison needs: `shape_ContainerDefinitions`.
    var shape: String?
  }

  /// The comparisons of a read; none where the spec states nothing that its answer shows.
  func lines(of read: Commands.Read) -> [Line] { read.comparisons.flatMap(lines) }

  /// The whole query of a read.
  func query(of read: Commands.Read, _ lines: [Line]) -> ShellText {
    let base = writer.text(read.base)
    let start = base.literal == "@" ? ShellText() : base + "."
    return start + "[\n    " + .joined(lines.map(\.text), by: ",\n    ") + "]"
  }

  private func lines(of comparison: Commands.Comparison) -> [Line] {
    if comparison.property == "Tags" { return tagLines(comparison) }
    if resource.released.contains(comparison.root) { return beginning(comparison).map { [$0] } ?? [] }
    guard let value = value(of: comparison.path) else {
      guard resource[comparison.root] == nil || comparison.path.count > 1 else { return [] }
      return missing(comparison).map { [$0] } ?? []
    }
    let shape = shape(of: comparison.path)
    let expression = writer.text(comparison.expression)
    if comparison.expression.placeholders.contains(where: \.isProperty), case .set? = shape {
      return value.items.compactMap { keyed(comparison, $0) }
    }
    if comparison.form == .exact, let shape, value.isStructured { return [exact(comparison, value, shape)] }
    return stated(comparison, expression, value, shape)
  }

  /// Of what another service changes as it likes: whether a target group that gets nothing at first stands beside the one
  /// that does, as ECS needs it to begin; whatever else is there is ECS's.
  private func beginning(_ comparison: Commands.Comparison) -> Line? {
    let groups = (resource[comparison.root]?.items ?? []).flatMap { $0["ForwardConfig"]?["TargetGroups"]?.items ?? [] }
    let idle = groups.filter { $0["Weight"]?.integer == 0 }.compactMap { $0["TargetGroupArn"] }
    let busy = groups.filter { $0["Weight"]?.integer != 0 }.compactMap { $0["TargetGroupArn"] }
    guard !idle.isEmpty, !busy.isEmpty else { return nil }
    let there =
      writer.text(comparison.expression) + "[].[TargetGroupArn, ForwardConfig.TargetGroups[].TargetGroupArn][][]"
    func has(_ group: Value) -> ShellText { "contains(" + there + ", " + values.text(group).jmesPath + ")" }
    return line(
      comparison, .joined(idle.map(has), by: " && ") + " || " + .joined(busy.map { "!" + has($0) }, by: " || "))
  }

  /// Nothing but what the spec states: the same shape is made of the answer and of what is wanted.
  private func exact(_ comparison: Commands.Comparison, _ value: Value, _ shape: PropertyShape) -> Line {
    let expression = writer.text(comparison.expression)
    let literal: ShellText = "`" + wanted(value, shape) + "`"
    // What sorts a set is a function of all of it: a pipe gives it to that.
    let isSet = if case .set = shape { true } else { false }
    let projection = Projection(lower: isLower).exact(ShellText(isSet ? "@" : ""), shape, of: [value])
    // One query asks for all properties, so each has a variable of its own.
    let variable = ShellText(.expansion("$shape_\(comparison.root)"))
    let sides = [expression, literal].map { side -> ShellText in
      isSet ? "(" + side + " | " + variable + ")" : side + variable
    }
    var line = line(comparison, .joined(sides, by: " == "))
    line.shape = "shape_\(comparison.root)=\(projection.quoted)"
    return line
  }

  /// Comparisons of all that the spec states, member by member.
  private func stated(
    _ comparison: Commands.Comparison, _ expression: ShellText, _ value: Value, _ shape: PropertyShape?
  ) -> [Line] {
    guard case .map(let members) = value.content, let shape, !shape.isDocument else {
      return [line(comparison, equality(expression, value, shape, comparison))]
    }
    return members.flatMap { member in
      let name = ScriptValues.spelled(member.key, lower: isLower)
      let part = shape.parts.first { $0.name == member.key }?.shape ?? shape.values
      return stated(comparison, expression + "." + name, member.value, part)
    }
  }

  private func line(_ comparison: Commands.Comparison, _ equality: ShellText) -> Line {
    Line(property: comparison.subject, text: equality + " || '\(comparison.subject)'")
  }

  /// The comparison with what AWS takes where the spec states nothing.
  private func missing(_ comparison: Commands.Comparison) -> Line? {
    let expression = writer.text(comparison.expression)
    if comparison.root == writer.lackedGroups { return line(comparison, "(" + expression + " || `[]`) == `[]`") }
    if comparison.form == .exact {
      // Some answers have an empty list where there is nothing.
      switch shape(of: comparison.path) {
      case .list?, .set?: return line(comparison, "(" + expression + " || `[]`) == `[]`")
      default: return line(comparison, expression + " == `null`")
      }
    }
    guard let value = comparison.defaultValue, writer.type.facts.hasDefault(of: comparison.root, resource) else {
      return nil
    }
    if value == "null" { return line(comparison, expression + " == `null`") }
    // Not every answer holds what was left to its default.
    switch shape(of: comparison.path) {
    // To JMESPath `false || true` is true.
    case .boolean? where value == "true": return line(comparison, expression + " != `false`")
    case .integer?, .number?, .boolean?: return line(comparison, "(" + expression + " || `\(value)`) == `\(value)`")
    case .list?: return line(comparison, "(" + expression + " || ['\(value)']) == ['\(value)']")
    default: return line(comparison, "(" + expression + " || '\(value)') == '\(value)'")
    }
  }

  // MARK: Values

  private func value(of path: [String]) -> Value? {
    path.dropFirst().reduce(resource[path[0]]) { $0?[$1] }
  }

  private func shape(of path: [String]) -> PropertyShape? {
    var parts = writer.rows
    var shape: PropertyShape?
    for step in path {
      shape = parts.first { $0.name == step }?.shape
      parts = shape?.parts ?? []
    }
    return shape
  }

  private func equality(
    _ expression: ShellText, _ value: Value, _ shape: PropertyShape?, _ comparison: Commands.Comparison
  ) -> ShellText {
    switch value.content {
    case .set(let items) where comparison.form == .commas:
      let parts = items.map { "contains(" + expression + ", '" + values.text($0) + "')" }
      let all = ShellText.joined(items.map(values.text), by: ",")
      return .joined(parts, by: " && ") + " && length(" + expression + ") == length('" + all + "')"
    case .set(let items) where items.isEmpty: return "(" + expression + " || `[]`) == `[]`"
    case .set(let items) where !items.contains { $0.isStructured }:
      let wanted = ShellText.joined(items.map { values.text($0).jmesPath }, by: ", ")
      return "sort(" + expression + " || `[]`) == "
        + (items.count == 1 ? "[" + wanted + "]" : "sort([" + wanted + "])")
    case .map, .list, .set:
      let literal = "`" + wanted(value, shape) + "`"
      if shape?.isDocument ?? false { return expression + " == " + literal }
      let projection = Projection(lower: isLower)
      return projection.stated(expression, value)
        + " == " + (isAsProjected(value) ? literal : projection.stated(literal, value))
    default:
      if comparison.form == .moment, let moment = value.literal.flatMap({ Moment($0) }) {
        return "contains([`\(moment.seconds)`, '\(moment.text)+00:00', '\(moment.text)Z'], " + expression + ")"
      }
      let others = resource.moved.filter { $0.key == comparison.property }
      if !others.isEmpty {
        let literals = ([value] + others.map(\.value)).map { literal($0, shape) }
        return "contains([" + .joined(literals, by: ", ") + "], " + expression + ")"
      }
      if comparison.form == .name {
        return "ends_with(" + expression + " || '', " + ("/" + values.text(value)).jmesPath + ")"
      }
      switch shape {
      case .integer?, .number?, .boolean?: return expression + " == `" + values.json(value, shape, lower: false) + "`"
      case .base64?: return expression + " == " + values.base64(value, of: comparison.root).jmesPath
      default: return expression + " == " + values.text(value).jmesPath
      }
    }
  }

  private func literal(_ value: Value, _ shape: PropertyShape?) -> ShellText {
    switch shape {
    case .integer?, .number?, .boolean?: "`" + values.json(value, shape, lower: false) + "`"
    default: values.text(value).jmesPath
    }
  }

  /// Whether a projection would leave a value as it is: its order counts, and its items have the same members.
  private func isAsProjected(_ value: Value) -> Bool {
    if value.holdsSet { return false }
    let names = Set(
      value.items.map { item -> Set<String> in
        if case .map(let members) = item.content { Set(members.map(\.key)) } else { [] }
      })
    return names.count <= 1
  }

  /// The value that the spec states, as JSON: the document that a command takes too, where there is one.
  private func wanted(_ value: Value, _ shape: PropertyShape?) -> ShellText {
    if let property = writer.documents.first(where: { resource[$0] == value }) {
      return ShellText(.expansion("$\(CommandWriter.document(property))"))
    }
    return values.json(value, shape, lower: isLower, isShort: true)
  }

  /// One item of a set whose items have keys: `Attributes[?Key=='…']`.
  private func keyed(_ comparison: Commands.Comparison, _ item: Value) -> Line? {
    guard case .map(let members) = item.content, let wanted = members.last else { return nil }
    let expression = comparison.expression.words.reduce(ShellText()) { sum, word in
      switch word {
      case .text(let text): return sum + text
      case .placeholder(.property(let name, _, _)): return sum + (item[name].map(values.text) ?? ShellText())
      case .placeholder: return sum
      }
    }
    return line(comparison, expression + " == " + values.text(wanted.value).jmesPath)
  }

  // MARK: Tags

  private func tagLines(_ comparison: Commands.Comparison) -> [Line] {
    let tags =
      resource.tags.map { ($0.key, values.text($0.value).jmesPath) }
      + writer.kept.map { ("lintel:parameter:\($0)", ShellText(.expansion("'${parameter_\($0)_tag}'"))) }
    let expression = writer.text(comparison.expression)
    let lines = tags.map { key, value in
      line(comparison, ComparisonWriter.tag(key, in: expression, comparison.form) + " == " + value)
    }
    if let sealed = writer.commands.sealed, resource[sealed.property] == nil {
      let seal = ComparisonWriter.tag(Commands.Sealed.tag, in: expression, comparison.form)
      return lines + [Line(property: sealed.property, text: "(" + seal + ") == `null` || '\(sealed.property)'")]
    }
    guard writer.commands.documents != nil else { return lines }
    let adopted = ComparisonWriter.tag("lintel:adopted", in: expression, comparison.form)
    return lines + [Line(property: "Adopted", text: "(" + adopted + ") == `null` || 'Adopted'")]
  }

  /// JMESPath to the value of a tag.
  static func tag(_ key: String, in tags: ShellText, _ form: Commands.Comparison.Form) -> ShellText {
    switch form {
    case .map: return tags + "." + ShellText(key).json
    case .propagated: return tags + "[?Key==" + ShellText(key).jmesPath + " && PropagateAtLaunch]|[0].Value"
    case .lower: return tags + "[?key==" + ShellText(key).jmesPath + "]|[0].value"
    default: return tags + "[?Key==" + ShellText(key).jmesPath + "]|[0].Value"
    }
  }
}

/// JMESPath that leaves of an answer what a spec can say.
struct Projection {
  let lower: Bool

  private func spelled(_ name: String) -> String { ScriptValues.spelled(name, lower: lower) }

  /// Only the members that the spec states.
  func stated(_ expression: ShellText, _ value: Value) -> ShellText {
    switch value.content {
    case .map(let members):
      let parts = members.map { member in
        "\(spelled(member.key)): " + stated(ShellText(spelled(member.key)), member.value)
      }
      return expression + ".{" + .joined(parts, by: ", ") + "}"
    case .list(let items), .set(let items):
      guard items.contains(where: \.isStructured) else {
        if case .list = value.content { return expression }
        return "sort(" + expression + " || `[]`)"
      }
      var merged = Value(.map([]))
      for item in items { merged = merged.merging(item) }
      let projected = expression + "[*]" + stated(ShellText(), merged)
      guard case .set = value.content, items.count > 1 else { return projected }
      return "sort_by(" + projected + ", &to_string(@))"
    default: return expression
    }
  }

  /// All members that the spec could state, each AWS's default, or null, where it does not.
  ///
  /// Of what no value states nothing is asked but whether it is there: its members need no names.
  func exact(_ expression: ShellText, _ shape: PropertyShape, of values: [Value]) -> ShellText {
    switch shape {
    // Some answers have an empty object where there is nothing: ECS's `host` of each volume that is none of the instance.
    case .object(let parts) where parts.allSatisfy { $0.defaultValue == "null" }:
      return "(" + expression + " || `{}`)." + hash(parts, of: values)
    case .object(let parts): return values.isEmpty ? expression : expression + "." + hash(parts, of: values)
    case .list(.object(let parts)):
      let items = values.flatMap(\.items)
      if expression.pieces.isEmpty { return "[*]." + hash(parts, of: items) }
      let list = "(" + expression + " || `[]`)"
      return items.isEmpty ? list : list + "[*]." + hash(parts, of: items)
    case .set(.object(let parts)):
      let items = values.flatMap(\.items)
      let set = "(" + expression + " || `[]`)"
      return items.isEmpty ? set : "sort_by(" + set + "[*]." + hash(parts, of: items) + ", &to_string(@))"
    case .set: return "sort(" + expression + " || `[]`)"
    case .list: return expression + " || `[]`"
    case .map: return expression + " || `{}`"
    default: return expression
    }
  }

  private func hash(_ parts: [PropertyDescription], of values: [Value]) -> ShellText {
    let members = parts.filter { part in
      !part.use.isFilled || values.contains { $0[part.name] != nil }
    }.map { part in
      let name = ShellText(spelled(part.name))
      return "\(spelled(part.name)): "
        + (withDefault(name, part) ?? exact(name, part.shape, of: values.compactMap { $0[part.name] }))
    }
    return "{" + .joined(members, by: ", ") + "}"
  }

  /// A member for which some answers state AWS's default, and others nothing.
  private func withDefault(_ name: ShellText, _ part: PropertyDescription) -> ShellText? {
    guard let value = part.defaultValue, value != "null" else { return nil }
    switch part.shape {
    case .boolean: return name + (value == "true" ? " != `false`" : " == `true`")
    case .integer, .number: return "(" + name + " || `\(value)`)"
    case .string: return "(" + name + " || '\(value)')"
    default: return nil
    }
  }
}

extension Value {
  /// Whether it is a map or holds several values.
  var isStructured: Bool {
    switch content {
    case .map, .list, .set: true
    default: false
    }
  }

  /// Whether it is a set of several, or has one in it.
  fileprivate var holdsSet: Bool {
    switch content {
    case .set(let items): items.count > 1 || items.contains(where: \.holdsSet)
    case .list(let items): items.contains(where: \.holdsSet)
    case .map(let members): members.contains { $0.value.holdsSet }
    default: false
    }
  }

  /// The members of both, those of the first with the structure of both.
  fileprivate func merging(_ other: Value) -> Value {
    guard case .map(var members) = content, case .map(let others) = other.content else { return self }
    for member in others where !members.contains(where: { $0.key == member.key }) { members.append(member) }
    return Value(.map(members))
  }
}

extension PropertyShape {
  var isDocument: Bool { if case .document = self { true } else { false } }
}

extension Placeholder {
  var isProperty: Bool { if case .property = self { true } else { false } }
}
