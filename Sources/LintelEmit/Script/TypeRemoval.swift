import LintelAWS
import LintelGraph
import LintelSource

/// The bash that finds the resources of one type and removes them: the same for every system.
struct TypeRemoval {
  let type: ResourceType
  private let removal: Removal
  /// Fills commands that list, and those that remove.
  private let writer: CommandWriter
  private let remover: CommandWriter

  /// Nil for a type whose resources are removed with what they belong to.
  init?(_ type: ResourceType) {
    guard type.commands.removal.isListed else { return nil }
    self.type = type
    removal = type.commands.removal
    let nothing = ScriptValues(graph: ResourceGraph(project: "", environment: nil, region: "", account: nil))
    var writer = CommandWriter(
      values: nothing, resource: Resource(Path("types", "type"), type.name, span: .none), type: type, kept: [])
    writer.standIn = { Self.standIn($0, of: type) }
    self.writer = writer
    let removal = removal
    writer.standIn = { placeholder in
      if case .property(let name, _, _) = placeholder, removal.segments[name] != nil || removal.asks(for: name) {
        return ShellText(.expansion("$" + CommandWriter.document(name)))
      }
      return Self.standIn(placeholder, of: type)
    }
    remover = writer
  }

  /// What a function's arguments fill in: the first is the identifier, or of what is listed below another thing that thing;
  /// the second is the logical id.
  private static func standIn(_ placeholder: Placeholder, of type: ResourceType) -> ShellText? {
    switch placeholder {
    case .itself: ShellText(.expansion("$1"))
    case .logicalID: ShellText(.expansion("$2"))
    case .pseudo(let pseudo): ShellText(.expansion("$" + (pseudo == .urlSuffix ? "url_suffix" : pseudo.rawValue)))
    case .attribute(.arn) where type.commands.removal.search?.arn != nil: ShellText(.expansion("${1#*$'\\t'}"))
    case .property: ShellText(.expansion("$1"))
    default: nil
    }
  }

  // MARK: Names

  /// What scripts call the type: `ec2_security_group`.
  var kind: String {
    let last = type.name.split(separator: ":").last.map(String.init) ?? type.name
    let service = (deletion ?? removal.inventory?.list.command)?.parts.first?.arguments.first?.literal ?? ""
    return "\(service)_\(Self.snake(last))".substituting("-", with: "_")
  }

  static func kind(of name: String) -> String? { Catalog.type(named: name).flatMap(TypeRemoval.init)?.kind }

  private static func snake(_ name: String) -> String {
    var result = ""
    var isAfterSmall = false
    for scalar in name.unicodeScalars {
      if scalar.properties.isUppercase, isAfterSmall { result += "_" }
      isAfterSmall = !scalar.properties.isUppercase
      result += scalar.properties.lowercaseMapping
    }
    return result
  }

  var noun: String { writer.text(type.commands.noun).literal ?? kind }

  /// Whether it is asked for by the names that the spec has.
  var isSoughtByName: Bool { removal.search != nil }
  /// Whether it carries no tags, and is known by its name.
  var isPart: Bool { removal.part != nil }
  /// The property whose value tells it from others, where that is no identifier of AWS's.
  var nameProperty: String? {
    type.nameProperty
      ?? removal.search?.list.map(\.identifier).flatMap { name in
        type.properties.contains { $0.name == name } ? name : nil
      }
  }

  /// Whether there may be several of one logical id: revisions, and policies, which carry no tags.
  var isManifold: Bool { type.isRevisioned || removal.part != nil }

  // MARK: Finding

  /// The functions that list what carries the system's tags.
  var listing: [String] {
    if let inventory = removal.inventory, let tags = inventory.tags {
      return list(inventory) + [function("tags_\(kind)", [rows(of: tags.items, most: tags.most)])]
    }
    if let search = removal.search { return [names(search), owner(search)] }
    if let part = removal.part {
      let query = ShellText(
        "\(part.items.path).[to_string([\(part.items.identifier), \(part.items.condition ?? "@")])]")
      let prefix = "lookup '\(part.items.absence ?? "-")' "
      return [function("list_\(kind)", [command(part.items.command, query, prefix: prefix)])]
    }
    return []
  }

  private func list(_ inventory: Removal.Inventory) -> [String] {
    let prefix = inventory.list.absence.map { "lookup '\($0)' " } ?? ""
    let query = ShellText("\(inventory.list.path).[to_string([\(inventory.list.identifier)])]")
    let line =
      command(inventory.list.command, query, prefix: prefix) + " | names | tags_\(kind)"
      + (inventory.tags?.items.command.properties.isEmpty ?? true ? "" : " \"$1\"")
    return [function("list_\(kind)", [line])]
  }

  /// The command that prints the rows of those among its last option's names that are the system's.
  private func rows(of items: Removal.Items, most: Int) -> String {
    let query = own(items)
    var parts = items.command.parts
    let last = parts.removeLast()
    let line = command(Command(parts: parts), query, prefix: "rows_of \(most) '\(items.absence ?? "-")' ")
    return line + " " + (last.option ?? "")
  }

  /// JMESPath to the rows of the items that are the system's.
  private func own(_ items: Removal.Items) -> ShellText {
    let path = items.path.dropLast(2)
    let suffix = writer.commands.lowersNames ? "_lower" : ""
    let condition = items.condition.map { " && \($0)" } ?? ""
    let row = "[to_string([$its_id\(suffix), \(items.identifier), $its_replaces\(suffix)])]"
    return ShellText(.expansion("\(path)[?$ours\(suffix)\(condition)].\(row)"))
  }

  /// The command whose answer has the tags of all, and that prints the rows of the system's; nil where there is none.
  func list(prefix: String) -> String? {
    guard let inventory = removal.inventory, inventory.tags == nil else { return nil }
    var writer = writer
    writer.document = ShellText(.expansion("Name=tag:lintel:project,Values=$project"))
    let filter = Command.Part(option: "--filters", arguments: [CommandText(words: [.placeholder(.document)])])
    let command = Command(parts: inventory.list.command.parts + [filter])
    return writer.line(command, query: own(inventory.list), prefix: prefix)
  }

  private func names(_ search: Removal.Search) -> String {
    var lines: [String] = []
    if search.arn == nil, search.list?.command.placeholders.isEmpty ?? true { lines.append("written \(kind)") }
    if let list = search.list { lines += names(list, search) }
    if let arn = removal.arn, search.arn == nil {
      lines.append("\(type.commands.isKnownByName ? "suggested_names" : "suggested") \(arn.service) \(arn.prefix)")
    }
    return function("names_\(kind)", lines)
  }

  private func names(_ list: Removal.Items, _ search: Removal.Search) -> [String] {
    if let arn = search.arn { return wanted(list, arn, search) }
    let query = ShellText("\(list.path).[to_string([\(list.identifier)])]")
    guard list.command.placeholders.isEmpty else {
      let line = command(list.command, query, prefix: "")
      return [
        "written \(kind) | while IFS= read -r name; do", "  set -- \"$name\"",
        "  " + line.replacingNewlines(indent: "  ") + " || exit", "done | names || return",
      ]
    }
    let path = "\(list.path.dropLast(2))[?starts_with(\(list.identifier), '$prefix')]"
    let beginning = ShellText(.expansion("\(path).[to_string([\(list.identifier)])]"))
    return [command(list.command, beginning, prefix: "") + " | names || return"]
  }

  /// Of all that a list has, those of the names that the spec has, that stand beside what was found, or that are suggested
  /// by their ARN; with the ARN behind each.
  private func wanted(_ list: Removal.Items, _ arn: String, _ search: Removal.Search) -> [String] {
    let query = ShellText("\(list.path).[to_string([\(list.identifier), \(arn)])]")
    var sources = ["written \(kind)"]
    if let (name, prefix) = search.beside, let other = Self.kind(of: name) {
      sources.append(
        "listed \(other) | while IFS= read -r name; do printf '%s\\n' \"\(prefix)${name#*:\(prefix)}\"; done")
    }
    if let arn = removal.arn { sources.append("suggested \(arn.service) \(arn.prefix)") }
    return ["among \"$("] + sources.map { "  " + $0 }
      + [")\" " + command(list.command, query, prefix: "")]
  }

  private func owner(_ search: Removal.Search) -> String {
    guard let (read, comparison) = type.commands.tagRead else { return "" }
    let base = writer.text(read.base).literal ?? "@"
    let tags = writer.text(comparison.expression).literal ?? "Tags"
    let row: String
    if comparison.form == .map {
      row = "[\(base == "@" ? tags : "\(base).\(tags)")]$ours_map"
    } else {
      let suffix = comparison.form == .lower ? "_lower" : ""
      let named = suffix.isEmpty ? "Tags" : "tags"
      // What the answer calls otherwise, or deeper in it, is put where the condition looks for it.
      let item = tags == named ? base : base == "@" ? "{\(named): \(tags)}" : "{\(named): \(base).\(tags)}"
      let condition = search.condition.map { " && \($0)" } ?? ""
      let third = type.commands.documents == nil ? "$its_replaces\(suffix)" : "Tags[?Key=='lintel:adopted']|[0].Value"
      row = "[\(item)][?$ours\(suffix)\(condition)].[to_string([$its_id\(suffix), '-', \(third)])]"
    }
    return function("own_\(kind)", [command(read.command, ShellText(.expansion(row)), prefix: "")])
  }

  /// The lines that take what there is into the list of what is found.
  var looks: [String] {
    if let inventory = removal.inventory { return looks(inventory) }
    if let search = removal.search { return ["look_at \(kind) '\(search.absence)'"] }
    guard let parent = removal.part.flatMap({ Self.kind(of: $0.type) }) else { return [] }
    // With what they belong to, all of them go.
    return ["[[ $only != orphans ]] || look_below \(kind) \(parent)"]
  }

  private func looks(_ inventory: Removal.Inventory) -> [String] {
    if let parent = inventory.parent.flatMap(Self.kind) {
      guard let arn = removal.arn else { return ["look_below \(kind) \(parent)"] }
      guard let place = removal.segments.values.first else {
        return ["look_below \(kind) \(parent)", "look_for \(kind) \(arn.service) \(arn.prefix) suggested_\(kind)"]
      }
      return ["look_below \(kind) \(parent) \(place) \(arn.service) \(arn.prefix)"]
    }
    let gate = removal.arn.map { "look_for \(kind) \($0.service) \($0.prefix) " } ?? "look \(kind) "
    return [list(prefix: gate) ?? gate + "list_\(kind)"]
  }

  /// The function that asks for the tags of what is suggested below no thing that is known.
  var suggestion: [String] {
    guard removal.inventory?.parent != nil, removal.segments.isEmpty, let arn = removal.arn else { return [] }
    return [function("suggested_\(kind)", ["suggested \(arn.service) \(arn.prefix) | tags_\(kind)"])]
  }

  // MARK: Removing

  private var deletion: Command? { removal.delete ?? type.commands.delete }

  /// The function that removes one: the identifier and the logical id are its arguments.
  var removing: String {
    guard let deletion else { return "" }
    var lines: [String] = []
    let variables =
      removal.segments.keys.sorted().map(CommandWriter.document)
      + removal.questions.map { CommandWriter.document($0.property) }
    if !ties.isEmpty || removal.keeper != nil {
      lines.append("local \((variables + ["items", "item"]).joined(separator: " "))")
    } else if !variables.isEmpty {
      lines.append("local \(variables.joined(separator: " "))")
    }
    for (property, place) in removal.segments.sorted(by: { $0.key < $1.key }) {
      lines.append("\(CommandWriter.document(property))=$(segment \(place) \"$1\")")
    }
    for (property, query) in removal.questions {
      let variable = CommandWriter.document(property)
      lines += ["\(variable)=$(\(ask(query)))", "[[ -n $\(variable) ]] || return 0"]
    }
    if let (query, words) = removal.keeper {
      lines += [
        "items=$(\(ask(query)))", "if [[ -n $items && -z $dry_run ]]; then", "  keep \"\(noun) $1: \(words)\"",
        "  return", "fi",
      ]
    }
    for tie in ties {
      var writer = self.remover
      writer.item = ShellText(.expansion("$item"))
      lines += [
        "items=$(\(ask(tie.list)))", "for item in $items; do",
        "  " + writer.line(tie.drop, prefix: "change ").replacingNewlines(indent: "  "), "done",
      ]
    }
    let delete = remover.line(deletion, prefix: "change ")
    if let leaving = removal.leaving {
      // In a condition, a question that fails would be taken for an answer.
      lines += ["local state", "state=$(\(ask(leaving)))", "[[ -n $state ]] ||"]
      lines.append("  " + delete.replacingNewlines(indent: "  "))
    } else {
      lines.append(delete)
    }
    if let gone = type.commands.gone { lines.append(remover.line(gone, prefix: "await ")) }
    if let end = removal.end { lines.append("until_gone \(end.minutes) " + ask(end.query, prefix: "")) }
    return function("remove_\(kind)", lines)
  }

  /// What is undone first: what the type says, and what a set's items have commands for.
  private var ties: [Removal.Tie] {
    let commands = type.commands
    guard removal.isEmptiedFirst else { return removal.ties }
    return removal.ties + commands.members.map { Removal.Tie(list: $0.list, drop: $0.drop) }
      + (commands.documents.map { [Removal.Tie(list: $0.list, drop: $0.drop)] } ?? [])
  }

  private func ask(_ query: Commands.Query, prefix: String? = nil) -> String {
    remover.line(
      query.command, query: query.expression.map { writer.text($0) }, prefix: prefix ?? "lookup \"$vanished\" ")
  }

  // MARK: Text

  private func command(_ command: Command, _ query: ShellText, prefix: String) -> String {
    writer.line(command, query: query, prefix: prefix)
  }

  private func function(_ name: String, _ lines: [String]) -> String {
    let body = lines.filter { !$0.isEmpty }
    if body.count == 1, !body[0].utf8.contains(UInt8(ascii: "\n")), name.utf8.count + body[0].utf8.count < 100 {
      return "\(name)() { \(body[0]); }"
    }
    return (["\(name)() {"] + body.map { "  " + $0.replacingNewlines(indent: "  ") } + ["}"]).joined(separator: "\n")
  }
}
