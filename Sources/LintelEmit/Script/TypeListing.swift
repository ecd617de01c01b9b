import LintelAWS
import LintelGraph
import LintelSource

// How the resources of a type that carry the system's tags are found.
extension TypeRemoval {
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
    // What stands alone in an argument is not quoted for AWS's shorthand.
    writer.document = ShellText(.expansion("Name=tag:lintel:project,Values=$project"))
    var parts = inventory.list.command.parts
    var filter = Command.Part(option: "--filters", arguments: [])
    if let last = parts.last, last.option != nil, last.arguments.isEmpty { filter = parts.removeLast() }
    filter.arguments = [CommandText(words: [.placeholder(.document)])]
    let command = Command(parts: parts + [filter])
    return writer.line(command, query: own(inventory.list), prefix: prefix)
  }

  private func names(_ search: Removal.Search) -> String {
    var lines: [String] = []
    if search.isWhole, let list = search.list {
      let query = ShellText("\(list.path).[to_string([\(list.identifier)])]")
      let pending = search.pending.map { pending in
        writer.line(pending.command, query: pending.expression.map { writer.text($0) }, prefix: "at_rest ")
          + " || return"
      }
      return function(
        "names_\(kind)",
        [pending, command(list.command, query, prefix: "") + " | names || return"].compactMap(\.self))
    }
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
      let name = search.isInventory ? "$1" : "-"
      row = "[\(item)][?$ours\(suffix)\(condition)].[to_string([$its_id\(suffix), '\(name)', \(third)])]"
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
}
