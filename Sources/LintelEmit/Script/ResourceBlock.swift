import LintelAWS
import LintelGraph
import LintelSource

/// The part of a deploy script that brings one resource about.
///
/// It looks the resource up, compares it with the spec, makes it or changes what differs.
struct ResourceBlock {
  let writer: CommandWriter
  /// Lines that follow the search for it, and lines that what makes it needs.
  var beforeComparing: [String] = []
  var beforeCreating: [String] = []
  /// Lines before the call that changes a property.
  var beforeChanging: (property: String, lines: [String])?
  /// Whether others need to know the newest version.
  var tellsVersion = false
  private let comparison: ComparisonWriter
  /// The comparisons of each read, as far as the spec says anything that its answer shows.
  private let comparisons: [[ComparisonWriter.Line]]
  /// The properties that they speak of, each once.
  let compared: [String]

  init(writer: CommandWriter) {
    self.writer = writer
    let comparison = ComparisonWriter(writer: writer)
    self.comparison = comparison
    comparisons = writer.commands.reads.map { comparison.lines(of: $0) }
    var seen: Set<String> = []
    compared = comparisons.joined().map(\.property).filter { seen.insert($0).inserted }
  }

  var commands: Commands { writer.commands }
  private func operationQuery(of call: Commands.Operation.Call) -> ShellText? { OperationSteps.query(of: call, writer) }
  private func conclusion(of call: Commands.Operation.Call) -> [String] { OperationSteps.conclusion(of: call, writer) }

  var resource: Resource { writer.resource }
  private var type: ResourceType { writer.type }
  private var variable: String { ScriptValues.variable(resource.path) }
  private var itself: ShellText { ShellText(.expansion("$" + variable)) }

  var lines: [String] {
    var lines = ["step \(variable) \(title.word)"] + documents
    if tellsVersion { lines.append("\(latestVersion)=''") }
    lines += lookup + beforeComparing
    if commands.create == nil {
      // What has members only is there with what it belongs to.
    } else if isFoundByReading {
      lines += compare(indent: "") + ["if is_absent; then"] + indented(creation) + ["fi"]
    } else {
      let read = compare(indent: "  ") + replacement
      if !read.isEmpty { lines += ["if [[ -n $\(variable) ]]; then"] + read + ["fi"] }
      lines += ["if [[ -z $\(variable) ]]; then"] + indented(creation) + ["fi"]
    }
    if commands.documents != nil { lines += ["is_adopted=''", "if changed Adopted; then is_adopted=1; fi"] }
    // A property can need what another one brings, and hold on to what it had.
    lines += associations { $0.replace == nil && resource[$0.property] != nil }
    lines += changes + SealSteps(writer: writer).lines
    lines += associations { $0.replace != nil || resource[$0.property] == nil }
    lines += members + inlineDocuments + items + pairs + parts
    return lines
  }

  /// The title of the step: `security group my-app-sg`.
  var title: ShellText {
    let noun = writer.text(commands.noun)
    if let name = type.nameProperty.flatMap({ resource[$0] }) { return noun + " " + writer.values.text(name) }
    if let name = resource.tags.first(where: { $0.key == "Name" }) {
      let text = writer.values.text(name.value)
      return noun + " " + (text.literal.map { ShellText($0.comment) } ?? text)
    }
    let part = resource.path.part.split(separator: ".").dropFirst().last.map { " \($0)" } ?? ""
    return noun + "\(part) of \(resource.path.id)"
  }

  /// Whether nothing but the comparison tells if it is there.
  private var isFoundByReading: Bool {
    !commands.isInventoried && commands.find == nil && commands.name == nil
  }

  // MARK: Documents

  var documents: [String] {
    encodings(of: Value(.map(resource.properties)), .object(type.properties))
      + writer.documents.flatMap { property -> [String] in
        guard let value = resource[property] else { return [] }
        let json = writer.values.json(value, writer.shape(property), lower: commands.lowersNames)
        return ResourceBlock.document(json, into: CommandWriter.document(property))
      }
  }

  /// What makes base64 of texts that are known only when deploying.
  private func encodings(of value: Value, _ shape: PropertyShape) -> [String] {
    guard case .map(let members) = value.content else { return [] }
    return members.flatMap { member -> [String] in
      guard let part = shape.parts.first(where: { $0.name == member.key })?.shape else { return [] }
      guard case .base64 = part else { return encodings(of: member.value, part) }
      let text = writer.values.text(member.value)
      if text.literal != nil { return [] }
      let variable = CommandWriter.document(member.key)
      // The document brings the line break at its end with it.
      let hasBreak = text.endsInLineBreak
      return ResourceBlock.document(hasBreak ? text.withoutLastCharacter : text, into: variable)
        + ["\(variable)=$(base64_of \"${\(variable)\(hasBreak ? "" : "%?")}\")"]
    }
  }

  /// A here-document that ends up in a variable.
  static func document(_ text: ShellText, into variable: String) -> [String] {
    ["IFS= read -r -d '' \(variable) <<END || true", text.hereDocument, "END"]
  }

  // MARK: Looking it up

  private var lookup: [String] {
    var lines: [String] = []
    if commands.isInventoried { lines.append("\(variable)=$(found \(variable))") }
    if let find = commands.find { lines.append(ask(find)) }
    guard let name = commands.name else { return lines }
    let look = [ask(name)] + claim
    if !commands.isInventoried { return lines + look }
    return lines + ["if [[ -z $\(variable) ]]; then"] + indented(look) + ["fi"]
  }

  private func ask(_ query: Commands.Query) -> String {
    let answer = query.expression.map { writer.text($0) }
    let line = writer.line(query.command, query: answer, prefix: "lookup \(query.absence ?? "-") ")
    return "\(variable)=$(\(line))"
  }

  /// The check that the resource of that name carries the tags too.
  private var claim: [String] {
    guard let read = commands.tagRead, commands.tag != nil else { return [] }
    let base = writer.text(read.read.base).literal == "@" ? ShellText() : writer.text(read.read.base) + "."
    let owner: String =
      switch read.comparison.form {
      case .map: "$owner_map"
      case .lower: "$owner_lower"
      default: "$owner"
      }
    let query = base + writer.text(read.comparison.expression) + "." + ShellText(.expansion(owner))
    return ["[[ -z $\(variable) ]] || " + writer.line(read.read.command, query: query, prefix: "claim ")]
  }

  // MARK: Comparing

  private func compare(indent: String) -> [String] {
    var isFirst = true
    return zip(commands.reads, comparisons).flatMap { read, lines -> [String] in
      var lines = lines
      guard !lines.isEmpty else { return [] }
      if isFirst, let ready = commands.ready {
        lines.append(ComparisonWriter.Line(property: "State", text: writer.text(ready) + " || 'State'"))
      }
      // There is nothing to ask more about where the first answer was that nothing is there.
      let guardian = isFoundByReading && !isFirst ? "is_absent || " : ""
      isFirst = false
      let query = comparison.query(of: read, lines)
      if let absence = read.absence {
        // What is not there differs from whatever the spec states.
        let stated = read.comparisons.first { resource[$0.root] != nil }?.root
        let prefix = "compare_part \(absence) \(ShellWord.quoted(stated ?? "")) "
        return indented([guardian + writer.line(read.command, query: query, prefix: prefix)], by: indent)
      }
      return indented(
        lines.compactMap(\.shape) + [guardian + writer.line(read.command, query: query, prefix: "compare ")],
        by: indent)
    }
  }

  /// The properties that AWS cannot change, as far as the answers show them.
  private var unchangeable: [String] {
    let settable = Set(commands.changes.flatMap(\.properties))
      .union(commands.members.map(\.property) + commands.associations.map(\.property))
      .union([commands.sealed?.property].compactMap(\.self))
    // What is addressed by its name has that one (keeps_name).
    let name = commands.isKnownByName && commands.inventory != nil ? type.nameProperty : nil
    return compared.filter { property in
      if property == "Tags" || property == "Adopted" || property == name { return false }
      if property == writer.lackedGroups { return true }
      return !settable.contains(property) || commands.isMadeAnew && resource[property] == nil
    }
  }

  private var replacement: [String] {
    let fixed = unchangeable
    guard !fixed.isEmpty, let delete = commands.delete else { return [] }
    if commands.isMadeAnew {
      return indented(
        ["if changed \(fixed.joined(separator: " ")); then", "  " + writer.line(delete, prefix: "change ")]
          + ["  \(variable)=", "fi"])
    }
    var lines = ["if fixed \(fixed.joined(separator: " ")); then"]
    if let data = type.data {
      lines += [
        "  [[ -n $delete_data ]] || die \"$step holds \(data), which go with it\" \\",
        "    'Keep them elsewhere and add --delete-data, or have the spec say what is there.'",
      ]
    }
    let keepsName = type.nameProperty != nil && type.isNameUnique
    let remove =
      [
        writer.line(delete, query: operationQuery(of: .delete), prefix: keepsName ? "make_room " : "change ")
      ]
      + conclusion(of: .delete)
      + (commands.gone.map { [writer.line($0, prefix: "await ")] } ?? [])
    // What keeps its name has to go before the new one can take it.
    if let name = type.nameProperty, fixed.contains(name), fixed.count > 1, commands.tag != nil {
      lines +=
        ["  if changed \(name); then"] + indented(setAside, by: "    ") + ["  else"] + indented(remove, by: "    ")
        + ["  fi"]
    } else if commands.tag != nil, !commands.isReplacedFirst, type.nameProperty.map({ fixed == [$0] }) ?? true {
      lines += indented(setAside)
    } else {
      lines += indented(remove)
    }
    lines += ["  \(variable)=", "  look_around", "fi"]
    return indented(lines)
  }

  /// Gives it another `lintel:id`: the one that takes its place gets this one and names it, so that it is removed at the
  /// end.
  var setAside: [String] {
    guard let tag = commands.tag else { return [] }
    var aside = self.writer
    aside.isSettingAside = true
    return [aside.line(tag, prefix: "change "), "set_aside \"$\(variable)\""]
  }

  // MARK: Making and changing

  private var creation: [String] {
    guard let create = commands.create else { return [] }
    let answer = create.expression.map { writer.text($0) }
    var lines = beforeCreating + vacating
    if let answer, let reason = commands.partial {
      let query = "[" + answer + ", \(reason)]"
      lines.append(writer.line(create.command, query: query, initial: true, prefix: "create_whole "))
    } else {
      lines.append(writer.line(create.command, query: answer, initial: true, prefix: "create "))
    }
    lines += conclusion(of: .create)
    if !isFoundByReading {
      lines.append("\(variable)=" + (answer == nil ? nameText.assigned : "$created"))
    }
    // AWS refuses a name that is taken; that of an AMI may have been made another.
    if type.nameProperty == nil || type.isArtifact, let list = TypeRemoval.of(type)?.list(prefix: "sole ") {
      lines.append(list)
    }
    lines += waiting
    lines.append("differs=\(ShellWord.quoted(setAfterwards.joined(separator: " ")))")
    return lines
  }

  /// What returns once there is room for a new one.
  private var vacating: [String] {
    commands.vacancy.map { vacancy in
      let answer = vacancy.query.expression.map { writer.text($0) }
      return [writer.line(vacancy.query.command, query: answer, prefix: "until_vacant \(vacancy.minutes) ")]
    } ?? []
  }

  /// What returns once a new one can be used.
  private var waiting: [String] {
    commands.waits.map { writer.line($0, prefix: "await ") }
      + (commands.arrival.map { arrival in
        let answer = arrival.query.expression.map { writer.text($0) }
        return [writer.line(arrival.query.command, query: answer, prefix: "until_there \(arrival.minutes) ")]
      } ?? [])
  }

  private var nameText: ShellText {
    type.nameProperty.flatMap { resource[$0] }.map(writer.values.text) ?? ShellText()
  }

  /// The properties that only a change can set, unless they are AWS's defaults.
  private var setAfterwards: [String] {
    let given = Set(commands.create?.command.placeholders.compactMap(\.property) ?? [])
    var seen: Set<String> = []
    return commands.changes.flatMap(\.properties).filter { property in
      guard !given.contains(property), let value = resource[property], seen.insert(property).inserted else {
        return false
      }
      let comparisons = commands.reads.flatMap(\.comparisons).filter { $0.property == property }
      return value.literal == nil || comparisons.first?.defaultValue != value.literal
    }
  }

  private var changes: [String] {
    var lines: [String] = []
    if commands.ready != nil {
      lines += ["if changed State; then"] + indented(waiting) + ["fi"]
    }
    for change in commands.changes {
      let triggers = change.properties.filter { property in
        guard compared.contains(property), property != writer.lackedGroups, !resource.released.contains(property)
        else { return false }
        return (change.kind == .clear) == (resource[property] == nil && clears(property))
      }
      guard !triggers.isEmpty else { continue }
      lines += ["if changed \(triggers.joined(separator: " ")); then"]
      lines += indented(change.kind == .restart ? restart(change) : set(change) + (commands.isPut ? waiting : []))
      lines.append("fi")
    }
    lines += beginnings
    if compared.contains("Tags") || commands.name != nil, let tag = commands.tag {
      lines += ["if changed Tags; then"] + indented([writer.line(tag, prefix: "change ")]) + ["fi"]
    }
    return lines
  }

  /// What sets a property that another service changes as it likes, and nothing else, where it lacks what that needs.
  private var beginnings: [String] {
    resource.released.filter(compared.contains).flatMap { property -> [String] in
      guard let change = commands.changes.first(where: { $0.properties.contains(property) }) else { return [] }
      var only = resource
      only.released = []
      only.properties = resource.properties.filter { $0.key == property }
      let writer = CommandWriter(values: writer.values, resource: only, type: type, kept: [])
      return ["if changed \(property); then"] + indented([writer.line(change.command, prefix: "change ")]) + ["fi"]
    }
  }

  /// A read could still show the version before the one that it made.
  private func set(_ change: Commands.Change) -> [String] {
    let version = change.version.map { writer.text($0) }
    let query = version ?? operationQuery(of: .change)
    let line = writer.line(change.command, query: query, prefix: "change ")
    let conclusion = conclusion(of: .change)
    if !conclusion.isEmpty { return [line] + conclusion }
    if let before = beforeChanging, change.properties == [before.property] { return before.lines + [line] }
    guard version != nil, tellsVersion else { return [line] }
    return [line, "[[ -n $dry_run ]] || \(latestVersion)=$(<\"$scratch/answer\")"]
  }

  private var latestVersion: String { ScriptValues.variable(resource.path, .latestVersion) }

  private func clears(_ property: String) -> Bool {
    commands.changes.contains { $0.kind == .clear && $0.properties.contains(property) }
  }

  /// An instance is stopped for it and started again.
  ///
  /// A tag keeps in mind that it has to be started, should the script end before.
  private func restart(_ change: Commands.Change) -> [String] {
    [
      "change aws ec2 create-tags --resources \"$\(variable)\" --tags Key=lintel:restart,Value=1",
      "change aws ec2 stop-instances --instance-ids \"$\(variable)\"",
      "await aws ec2 wait instance-stopped --instance-ids \"$\(variable)\"",
      writer.line(change.command, prefix: "change "),
      "change aws ec2 start-instances --instance-ids \"$\(variable)\"",
      "await aws ec2 wait instance-running --instance-ids \"$\(variable)\"",
      "change aws ec2 delete-tags --resources \"$\(variable)\" --tags Key=lintel:restart",
    ]
  }

  // MARK: Ties with identifiers

  private func associations(where isMeant: (Commands.Association) -> Bool) -> [String] {
    commands.associations.filter(isMeant).flatMap { association -> [String] in
      var writer = self.writer
      writer.item = ShellText(.expansion("$item"))
      let find = writer.line(
        association.find.command, query: association.find.expression.map { writer.text($0) }, prefix: "ask ")
      func line(_ command: Command) -> String { writer.line(command, prefix: "change ") }
      let dropping = ["[[ -z $item ]] || " + line(association.drop)]
      let steps: [String]
      if resource[association.property] == nil {
        steps = dropping
      } else if let replace = association.replace {
        steps =
          ["if [[ -z $item ]]; then"] + indented([line(association.add)]) + ["else"] + indented([line(replace)])
          + ["fi"]
      } else {
        steps = dropping + [line(association.add)] + waiting
      }
      return ["if changed \(association.property); then"] + indented(["item=$(\(find))"] + steps) + ["fi"]
    }
  }

  // MARK: Sets with commands of their own

  private var members: [String] {
    commands.members.flatMap { members -> [String] in
      let wanted = resource[members.property]?.items.map { values.text($0.only) } ?? []
      var writer = self.writer
      let list = writer.line(
        members.list.command, query: members.list.expression.map { writer.text($0) }, prefix: "ask ")
      let adding = wanted.map { item in
        writer.item = item
        return "holds \(item.word) || " + writer.line(members.add, prefix: "change ")
      }
      writer.item = ShellText(.expansion("$item"))
      let dropping = dropping([
        "for item in $(\(others(than: wanted.map(\.word)))); do",
        "  " + writer.line(members.drop, prefix: "change "),
        "done",
      ])
      return ["items=$(\(list))"] + (members.isSingle ? dropping + adding : adding + dropping)
    }
  }

  /// A new one has none but its own; of one that was there, those that the spec does not have are taken out.
  private var parts: [String] {
    commands.parts.flatMap(parts)
  }

  private func parts(_ parts: Commands.Parts) -> [String] {
    let wanted = values.graph.resources.filter {
      $0.type == parts.type && $0[parts.owner]?.reference?.path == resource.path
    }
    .compactMap { part -> ShellText? in
      switch parts.key {
      // What has no name of its own has that of its logical id.
      case "id": ShellText(LogicalID(part.path).description)
      case "one": ShellText(parts.key)
      default: (part[parts.key] ?? parts.otherKey.flatMap { part[$0] }).map(values.text)
      }
    }
    var writer = self.writer
    let list = writer.line(
      parts.list.command, query: parts.list.expression.map { writer.text($0) }, prefix: "ask ")
    writer.item = ShellText(.expansion("$item"))
    return ["if [[ -z $created ]]; then"]
      + indented(
        [
          "items=$(\(list))"
        ] + removal(of: parts.drop, or: parts.dropOther, writer, except: wanted.map(\.word))) + ["fi"]
  }

  /// The call that lists what is there and not wanted; the empty word stands for no item at all.
  func others(than wanted: [String]) -> String {
    (["others"] + (wanted.isEmpty ? ["''"] : wanted)).joined(separator: " ")
  }

  /// What others gave to a role that was adopted stays.
  private func dropping(_ lines: [String]) -> [String] {
    commands.documents == nil ? lines : ["if [[ -z $is_adopted ]]; then"] + indented(lines) + ["fi"]
  }

  var values: ScriptValues { writer.values }

  private var inlineDocuments: [String] {
    guard let documents = commands.documents else { return [] }
    var writer = writer
    let list = writer.line(
      documents.list.command, query: documents.list.expression.map { writer.text($0) }, prefix: "ask ")
    var lines = ["items=$(\(list))"]
    var names: [String] = []
    for entry in resource[documents.property]?.items ?? [] {
      guard let name = entry[documents.key], let document = entry[documents.document] else { continue }
      writer.item = writer.values.text(name)
      names.append(writer.item.word)
      lines += ResourceBlock.document(writer.values.json(document, .document, lower: false), into: "document")
      let query =
        "[" + writer.text(documents.get.expression ?? CommandText(words: [])) + " == `"
        + ShellText(.expansion("$document")) + "` || '\(documents.property)']"
      lines += [
        "differs=\(documents.property)",
        "if holds \(writer.item.word); then",
        "  differs=",
        "  " + writer.line(documents.get.command, query: query, prefix: "compare "),
        "fi",
        "if changed \(documents.property); then",
        "  " + writer.line(documents.add, prefix: "change "),
        "fi",
      ]
    }
    writer.item = ShellText(.expansion("$item"))
    return lines
      + dropping([
        "for item in $(\(others(than: names))); do",
        "  " + writer.line(documents.drop, prefix: "change "),
        "done",
      ])
  }

  // MARK: Layout

  func indented(_ lines: [String], by indent: String = "  ") -> [String] {
    lines.map { line in
      // What stands in a here-document or a query may be indented too; the end of one may not.
      line.isEmpty ? line : indent + line.replacingNewlines(indent: indent)
    }
  }
}

extension Value {
  /// The value of a map that has one member; of anything else itself.
  var only: Value {
    if case .map(let members) = content, members.count == 1 { members[0].value } else { self }
  }
}

extension String {
  func replacingNewlines(indent: String) -> String { substituting("\n", with: "\n" + indent) }
}

extension Placeholder {
  var property: String? { if case .property(let name, _, _) = self { name } else { nil } }
}
