import LintelAWS
import LintelGraph
import LintelSource

/// Fills the commands of a resource's type with what the resource says.
struct CommandWriter: Sendable {
  let values: ScriptValues
  var resource: Resource
  let type: ResourceType
  /// The parameters that the resource keeps in a tag each, besides the spec's tags and Lintel's own.
  let kept: [String]
  var commands: Commands
  /// The rows of its properties.
  var rows: [PropertyDescription]
  /// The properties that commands take as JSON, in the order of the type's.
  let documents: [String]

  var graph: ResourceGraph { values.graph }
  private var isLower: Bool { commands.lowersNames }

  /// The texts that `{item}` and `{document}` stand for where a command has them.
  var item = ShellText(.expansion("$item"))
  var document = ShellText(.expansion("$document"))
  /// The text that `{self}` stands for, where it is not the node's own variable.
  var itself: ShellText?
  /// The text of placeholders, where no node of a spec says it: then every argument may begin with a hyphen.
  var standIn: (@Sendable (Placeholder) -> ShellText?)?
  /// Properties that the script works out itself before it makes the resource.
  var computed: [String: ShellText] = [:]
  /// An option, for the script's caller to decide on, of the command that makes the resource.
  var creationFlag: String?
  /// Whether tags say that another takes the resource's place.
  var isSettingAside = false

  init(values: ScriptValues, resource: Resource, type: ResourceType, kept: [String]) {
    self.values = values
    self.resource = resource
    self.type = type
    self.kept = kept
    commands = type.commands
    rows = type.properties
    let taken = commands.documentProperties
    documents = taken.isEmpty ? [] : resource.properties.map(\.key).filter(taken.contains)
  }

  /// The property with its groups, where it wears none and so has to stay without.
  var lackedGroups: String? {
    guard let place = type.facts.stands, place.wearsNothing(resource, in: graph) else { return nil }
    return place.lackedGroups
  }

  // MARK: Values

  /// The value of a property; counts that scaling owns, and what another service changes, count only when something is
  /// made.
  func value(_ name: String, initial: Bool = false) -> Value? {
    if !initial, resource.released.contains(name) { return nil }
    return resource[name] ?? (initial ? resource.initial.first { $0.key == name }?.value : nil)
  }

  /// The value that AWS takes where the spec states nothing.
  private func defaultValue(_ name: String) -> String? {
    if !type.facts.hasDefault(of: name, resource) { return nil }
    for read in commands.reads {
      for comparison in read.comparisons where comparison.property == name { return comparison.defaultValue }
    }
    return nil
  }

  /// The same of an object whose members have such values, in AWS's shorthand.
  private func defaultParts(_ name: String) -> String? {
    let parts = commands.reads.flatMap(\.comparisons).filter { $0.root == name && $0.path.count == 2 }
    let words = parts.compactMap { part -> String? in
      guard let value = part.defaultValue, value != "null" else { return nil }
      return "\(ScriptValues.spelled(part.path[1], lower: isLower))=\(value)"
    }
    return words.isEmpty ? nil : words.joined(separator: ",")
  }

  func shape(_ name: String) -> PropertyShape? { rows.first { $0.name == name }?.shape }

  func text(_ template: CommandText) -> ShellText {
    template.words.reduce(into: ShellText()) { sum, word in
      switch word {
      case .text(let text): sum.append(.literal(text))
      case .placeholder(let placeholder): if let text = scalar(placeholder) { sum.append(text) }
      }
    }
  }

  /// A placeholder that stands within a word.
  private func scalar(_ placeholder: Placeholder) -> ShellText? {
    if let text = standIn?(placeholder) {
      if case .property(_, .query, _) = placeholder { return text.jmesPath }
      return text
    }
    switch placeholder {
    case .itself: return itself ?? values.identifier(of: resource)
    case .logicalID: return ShellText(LogicalID(resource.path).description)
    case .property(let name, let form, _):
      if let value = value(name) { return form == .query ? values.text(value).jmesPath : values.text(value) }
      return defaultValue(name).flatMap { $0 == "null" ? nil : ShellText($0) }
    case .referenced(let name, let property):
      guard let target = value(name)?.reference.flatMap({ graph[$0.path] }) else { return nil }
      return target[property].map(values.text)
    case .attribute(let attribute):
      if standIn != nil, case .text(let template)? = commands.attributes[attribute] { return text(template) }
      if case .query(let query)? = commands.attributes[attribute] {
        let command = line(query.command, query: query.expression.map(text), prefix: "ask ")
        return ShellText(.expansion("$(\(command.substituting(" \\\n    ", with: " ")))"))
      }
      return values.attribute(attribute, of: resource)
    case .item: return item
    case .document: return document
    case .pseudo(let pseudo): return values.text(of: pseudo)
    case .tags: return nil
    }
  }

  // MARK: Commands

  /// The words of an argument; none where the resource does not say what belongs there.
  private func words(_ argument: CommandText, initial: Bool) -> [String] {
    if let literal = argument.literal { return [ShellText(literal).word] }
    guard case .placeholder(let placeholder)? = argument.words.first, argument.words.count == 1 else {
      let known = argument.placeholders.allSatisfy { scalar($0) != nil }
      return known ? [embedded(argument)] : []
    }
    if let text = standIn?(placeholder) { return [text.argument] }
    switch placeholder {
    case .tags(let form): return tagWords(form, initial: initial)
    case .property(let name, let form, let fallback):
      if initial, let text = computed[name] { return [text.argument] }
      guard let value = value(name, initial: initial) else {
        let first = type.facts.hasDefault(of: name, resource) ? fallback : nil
        let value = initial ? first : defaultValue(name) ?? defaultParts(name)
        return value.map { $0 == "null" ? [] : [ShellText($0).argument] } ?? []
      }
      return words(of: initial || commands.isPut ? value : completed(changeable(value, name), name), name, form)
    default: return scalar(placeholder).map { [$0.argument] } ?? []
    }
  }

  /// A value without the members that AWS cannot change: the call that changes the rest does not take them.
  private func changeable(_ value: Value, _ name: String) -> Value {
    guard case .map(let members) = value.content, let row = rows.first(where: { $0.name == name }),
      row.effect != .replacement
    else { return value }
    let fixed = row.shape.parts.filter { $0.effect == .replacement }.map(\.name)
    return fixed.isEmpty ? value : Value(.map(members.filter { !fixed.contains($0.key) }), at: value.span)
  }

  /// A value with AWS's defaults of the members that the spec does not state: a call that leaves one out keeps what was
  /// there.
  private func completed(_ value: Value, _ name: String) -> Value {
    guard case .map(var members) = value.content, type.facts.hasDefault(of: name, resource) else { return value }
    for part in commands.reads.flatMap(\.comparisons) where part.root == name && part.path.count == 2 {
      guard let standard = part.defaultValue, standard != "null", value[part.path[1]] == nil else { continue }
      members.append(Member(part.path[1], Value(.string(standard))))
    }
    return Value(.map(members), at: value.span)
  }

  /// A word that is part of AWS's shorthand: what it is filled with may have to be quoted in it.
  private func embedded(_ argument: CommandText) -> String {
    argument.words.reduce(into: ShellText()) { sum, word in
      switch word {
      case .text(let text): sum.append(.literal(text))
      case .placeholder(.property(let name, .shorthand, _)):
        if let value = value(name) { sum.append(values.shorthand(value, lower: isLower, isTop: false)) }
      case .placeholder(let placeholder): if let text = scalar(placeholder) { sum.append(text.shorthand) }
      }
    }.word
  }

  private func words(of value: Value, _ name: String, _ form: Placeholder.Form) -> [String] {
    switch form {
    case .json: return ["\"$\(CommandWriter.document(name))\""]
    case .base64: return [values.base64(value, of: name).word]
    case .commas: return [values.text(value).word]
    case .shorthand:
      guard case .map = value.content else {
        return value.items.map { values.shorthand($0, lower: isLower).argument }
      }
      return [values.shorthand(value, lower: isLower).argument]
    case .plain, .query, .flag, .toggle:
      switch value.content {
      case .list(let items), .set(let items): return items.map { values.text($0).argument }
      default: return [values.text(value.only).argument]
      }
    }
  }

  /// The variable that holds a property's JSON.
  static func document(_ property: String) -> String {
    var words: [UInt8] = []
    for byte in property.utf8 {
      if byte.isCapitalLetter, !words.isEmpty { words.append(UInt8(ascii: "_")) }
      words.append(byte.isCapitalLetter ? byte | 0x20 : byte)
    }
    return String(decoding: words, as: UTF8.self)
  }

  /// The command in one line, or in several that end in a backslash.
  ///
  /// `query` is what the answer is asked for; `initial` says that the command makes something, and so gives the counts
  /// that scaling owns later.
  func line(_ command: Command, query: ShellText? = nil, initial: Bool = false, prefix: String = "") -> String {
    var pieces: [String] = []
    var words: [String] = []
    for part in command.parts {
      if let flag = flag(part, initial: initial) {
        pieces += flag
        continue
      }
      words.removeAll(keepingCapacity: true)
      for argument in part.arguments { words += self.words(argument, initial: initial) }
      if part.option != nil, words.isEmpty, !part.arguments.isEmpty { continue }
      // What begins with a hyphen would be read as an option.
      let isComputed = initial && part.placeholders.contains { $0.property.map { computed[$0] != nil } ?? false }
      if let option = part.option, words.count == 1,
        isComputed || standIn != nil && words[0].utf8.starts(with: "\"$".utf8)
          || CommandWriter.looksLikeOption(words[0])
      {
        pieces.append("\(option)=\(words[0])")
      } else {
        pieces.append(CommandWriter.joined(part.option, words))
      }
    }
    if initial, let creationFlag { pieces.append(creationFlag) }
    if let query { pieces.append("--query " + query.quoted) }
    return CommandWriter.wrapped(prefix + "aws " + (pieces.first ?? ""), pieces.dropFirst())
  }

  private static func joined(_ option: String?, _ words: [String]) -> String {
    guard let option else { return words.count == 1 ? words[0] : words.joined(separator: " ") }
    return words.reduce(into: option) { piece, word in
      piece += " "
      piece += word
    }
  }

  /// An option that says all by being there; nil for any other.
  private func flag(_ part: Command.Part, initial: Bool) -> [String]? {
    guard let option = part.option,
      case .placeholder(.property(let name, let form, _))? = part.arguments.first?.words.first,
      form == .flag || form == .toggle
    else { return nil }
    switch value(name)?.literal ?? (initial ? nil : defaultValue(name)) {
    case "true": return [option]
    case "false": return [form == .flag ? "--no-" + option.dropFirst(2) : "--dis" + option.dropFirst(4)]
    default: return []
    }
  }

  private static func looksLikeOption(_ word: String) -> Bool {
    ["-", "'-", "\"-", "$'-"].contains { word.utf8.starts(with: $0.utf8) }
  }

  static func wrapped(_ first: String, _ options: some Collection<String>) -> String {
    let length = options.reduce(first.utf8.count) { $0 + 1 + $1.utf8.count }
    var text = first
    if length <= 96 {
      for option in options {
        text += " "
        text += option
      }
      return text
    }
    text.reserveCapacity(length + 8 * options.count)
    // The command stands alone in its line.
    var column = Int.max / 2
    for option in options {
      if column + option.utf8.count <= 92 {
        text += " "
        column += 1
      } else {
        text += " \\\n    "
        column = 4
      }
      text += option
      column += option.utf8.count
    }
    return text
  }

  // MARK: Tags

  private struct WrittenTag {
    let key: String
    let value: ShellText
    /// Whether the value is a parameter that the resource keeps, as far as a tag can hold it: it needs nothing but quotes.
    let isKept: Bool

    init(_ key: String, _ value: ShellText) {
      self.key = key
      self.value = value
      isKept = false
    }

    init(_ key: String, keeping parameter: String) {
      self.key = key
      value = ShellText(.expansion("${parameter_\(parameter)_tag}"))
      isKept = true
    }

    /// The value in AWS's shorthand, and in JSON.
    var shorthand: ShellText { isKept ? "'" + value + "'" : value.shorthand }
    var json: ShellText { isKept ? "\"" + value + "\"" : value.json }
  }

  /// The spec's tags, the parameters it keeps, and Lintel's own.
  private var tags: [WrittenTag] {
    if isSettingAside { return [WrittenTag("lintel:id", ShellText("\(LogicalID(resource.path)).replaced"))] }
    var tags = resource.tags.map { WrittenTag($0.key, values.text($0.value)) }
    tags += kept.map { WrittenTag("lintel:parameter:\($0)", keeping: $0) }
    tags.append(WrittenTag("lintel:project", ShellText(graph.project)))
    if let environment = graph.environment { tags.append(WrittenTag("lintel:environment", ShellText(environment))) }
    tags.append(WrittenTag("lintel:id", ShellText(LogicalID(resource.path).description)))
    return tags
  }

  /// Whether another can take its place while it is still there: a name that is its identity can be had once only.
  private var canBeSetAside: Bool {
    if case .revision? = commands.specialty { return false }
    return commands.delete != nil && !commands.isKnownByName
  }

  /// The tags as words; `initial` says that what they are given to is new, and may take the place of another.
  private func tagWords(_ form: Placeholder.TagForm, initial: Bool) -> [String] {
    switch form {
    case .upper, .lower:
      let (key, value) = form == .upper ? ("Key", "Value") : ("key", "value")
      var words: [String] = []
      if initial, canBeSetAside { words.append("${replaces:+\"\(key)=lintel:replaces,\(value)=$replaces\"}") }
      // What others gave to a role that was there before stays theirs.
      if !initial, commands.documents != nil { words.append("${is_adopted:+\"\(key)=lintel:adopted,\(value)=true\"}") }
      return words + tags.map { ("\(key)=" + ShellText($0.key).shorthand + ",\(value)=" + $0.shorthand).word }
    case .map:
      return [("{" + .joined(tags.map { ShellText($0.key).json + ": " + $0.json }, by: ", ") + "}").word]
    case .specification(let type):
      let parts = tags.map { "{Key=" + ShellText($0.key).shorthand + ",Value=" + $0.shorthand + "}" }
      let replaces = canBeSetAside ? ShellText(.expansion("$replaces_tag")) : ShellText()
      return [("ResourceType=\(type),Tags=[" + replaces + .joined(parts, by: ",") + "]").word]
    case .group:
      let group = values.identifier(of: resource).shorthand
      return tags.map { tag in
        ("ResourceId=" + group + ",ResourceType=auto-scaling-group,Key=" + ShellText(tag.key).shorthand + ",Value="
          + tag.shorthand + ",PropagateAtLaunch=\(!tag.key.hasPrefix("lintel:"))").word
      }
    }
  }
}
