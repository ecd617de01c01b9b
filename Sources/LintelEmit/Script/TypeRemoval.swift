import LintelAWS
import LintelGraph
import LintelSource
import Synchronization

/// The bash that finds the resources of one type and removes them: the same for every system.
final class TypeRemoval: Sendable {
  let type: ResourceType
  /// What scripts call the type: `ec2_security_group`.
  let kind: String
  let removal: Removal
  /// Fills commands that list, and those that remove.
  let writer: CommandWriter
  private let remover: CommandWriter

  /// What was made, by the type's name: scripts ask for it once a resource.
  private static let made = Mutex<[String: TypeRemoval]>([:])

  /// Nil for a type whose resources are removed with what they belong to.
  static func of(_ type: ResourceType) -> TypeRemoval? {
    if let known = made.withLock({ $0[type.name] }) { return known }
    guard type.commands.removal.isListed else { return nil }
    let removal = TypeRemoval(type)
    made.withLock { $0[type.name] = removal }
    return removal
  }

  private init(_ type: ResourceType) {
    let commands = type.commands
    self.type = type
    removal = commands.removal
    kind = Self.kind(of: type, commands)
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

  static func kind(of name: String) -> String? { Catalog.type(named: name).flatMap(of)?.kind }

  /// The service, as the AWS CLI calls it, and the type's name.
  private static func kind(of type: ResourceType, _ commands: Commands) -> String {
    let command = commands.removal.delete ?? commands.delete ?? commands.removal.inventory?.list.command
    let service = command?.parts.first?.arguments.first?.literal ?? ""
    return "\(service)_\(snake(type.name.split(separator: ":").last.map(String.init) ?? type.name))".substituting(
      "-", with: "_")
  }

  private static func snake(_ name: String) -> String {
    var bytes: [UInt8] = []
    var isAfterSmall = false
    for byte in name.utf8 {
      let isCapital = (0x41...0x5A).contains(byte)
      if isCapital, isAfterSmall { bytes.append(UInt8(ascii: "_")) }
      isAfterSmall = !isCapital
      bytes.append(isCapital ? byte | 0x20 : byte)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  var noun: String { writer.text(type.commands.noun).literal ?? kind }

  /// Whether it is asked for by the names that the spec has.
  var isSoughtByName: Bool { removal.search.map { !$0.isWhole } ?? false }
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

  // MARK: Removing

  private var deletion: Command? { removal.delete ?? type.commands.delete }

  /// The function that removes one: the identifier and the logical id are its arguments.
  var removing: String {
    guard let deletion else { return "" }
    var lines: [String] = []
    var variables =
      removal.segments.keys.sorted().map(CommandWriter.document)
      + removal.questions.map { CommandWriter.document($0.property) }
    if !ties.isEmpty || removal.keeper != nil { variables += ["items", "item"] }
    if removal.leaving != nil { variables.append("state") }
    if !variables.isEmpty { lines.append("local \(variables.joined(separator: " "))") }
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
    if let free = removal.freedom { lines.append("until_gone \(free.minutes) " + ask(free.query, prefix: "")) }
    let delete = remover.line(deletion, query: OperationSteps.query(of: .delete, remover), prefix: "change ")
    if let leaving = removal.leaving {
      // In a condition, a question that fails would be taken for an answer.
      lines += ["state=$(\(ask(leaving)))", "[[ -n $state ]] ||"]
      lines.append("  " + delete.replacingNewlines(indent: "  "))
    } else {
      lines.append(delete)
    }
    lines += OperationSteps.conclusion(of: .delete, remover)
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

  func command(_ command: Command, _ query: ShellText, prefix: String) -> String {
    writer.line(command, query: query, prefix: prefix)
  }

  func function(_ name: String, _ lines: [String]) -> String {
    let body = lines.filter { !$0.isEmpty }
    if body.count == 1, !body[0].utf8.contains(UInt8(ascii: "\n")), name.utf8.count + body[0].utf8.count < 100 {
      return "\(name)() { \(body[0]); }"
    }
    return (["\(name)() {"] + body.map { "  " + $0.replacingNewlines(indent: "  ") } + ["}"]).joined(separator: "\n")
  }
}
