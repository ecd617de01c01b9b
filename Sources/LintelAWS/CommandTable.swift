import LintelGraph
import LintelSource

/// Reads the text tables that say how the AWS CLI handles a type: one command a line, in the CLI's own words.
///
///     noun subnet
///     create ec2 create-subnet {properties} --tag-specifications {tags:subnet} => Subnet.SubnetId
///     read ec2 describe-subnets --subnet-ids {self} => Subnets[0]
///       Tags Tags
///     change each ec2 modify-subnet-attribute --subnet-id {self} {properties}
///
/// `{Name}` stands for a property, `{Name:shorthand}` for its form, `{self}` for the identifier; behind `=>` stands
/// what the answer is asked for. An option whose property a resource does not have is left out. A line that begins
/// with two hyphens or an arrow goes on with the one above it. Text, because it reads like the commands that come of it.
///
/// `{properties}` stands for the options of all properties that no other word of the command and, in a `change`, no
/// other such line names: those that can be given when a resource is made or changed (`PropertyTable` says which and
/// how). The first `read` compares all properties that no other line reads and that it does not ask with; a line below
/// a `read` names one that stands in its answer, with JMESPath where that is no member of the name. `=> thing.*` says
/// that properties are members of `thing`, and the rest is not. `put` makes and changes with one call. `change each`
/// and `read each` are a call for each property that can only be changed and that no other line names; `{property}`
/// and `{Property}` are then its name, beginning with a small or a capital letter. `key` is a piece of commands that
/// several lines share as `{key}`.
///
/// `identifier name` says that `{self}` is the physical name. What `name` asks for is another thing all the same: the CLI
/// spells nothing as `None`, which is a name like any other.
///
/// `there within` so many minutes is a query that answers something once a new one can be used, where no command waits for it.
/// `vacant within` so many minutes is one that answers something while an old one is still on its way out, and no new one can
/// be made.
/// `missing` is AWS's code for one that is not there, where it is none like all others. `partial` is JMESPath to why AWS did
/// not make or remove one, where that is in its answer and no error. `replaced first` says that what is to
/// take another's place is made only once that is gone.
///
/// A set whose items have commands of their own is `members`, with `add` and `drop` below it: what is missing is added,
/// then what is not wanted dropped, so that there is never less than before. `member` is one that AWS has room for a
/// single item in: there the drop comes first. `association` is a tie that has an identifier, with `add`, `replace` and
/// `drop`; without `replace` one goes before the other comes. `parts KEY of TYPE in PROPERTY` lists what another type's
/// resources are, which cannot carry tags; what the spec does not have is dropped. The key `id` is the logical id, `one` says
/// that there is one at most, which the list answers that word for, and of `KEY|OTHER` a resource has either, `drop6` being
/// for the other. `sealed` is a document that AWS shows in words of its own, with `put`, `drop`, `seal` and `unseal` below it.
/// `items PROPERTY KEY` lists what has a name in a set, with `get`, `put` and `drop` below it, for which `{properties}` are the
/// members of an item. `anew`, also below `items`, says that what a call leaves out stays as it was, so that one which is to
/// lack something is removed and made anew. A `read` with `unless` is of one property, which a resource need not have: AWS
/// answers with that code then. `Removal` has the words about finding and removing, `Commands.Operation` those about calls that
/// are not done when they are answered.
package struct CommandTable {
  package internal(set) var commands = Commands()
  /// Mistakes in the table; a test asserts that there are none.
  package private(set) var problems: [String] = []

  /// The rows of the type's properties.
  let rows: [PropertyDescription]
  private let nameProperty: String?
  /// The options that `{key}` stands for.
  private(set) var key: [Command.Part] = []
  /// The line that makes a resource, and those that change it: they wait for what the others name.
  private var creation: String?
  private var drafts: [Draft] = []
  /// The line of `read each`, and its place among the reads.
  private var readEach: (index: Int, text: String)?
  /// The path, with its dot, from the first answer to the properties.
  private var base = ""
  /// A line that takes commands below it, and those commands.
  private var owner: (keyword: String, text: String)?
  private var below: [String: Commands.Query] = [:]
  /// The call below `items` that waits for the rows of the items.
  private var putItem: String?
  private var itemsAreMadeAnew = false

  private struct Draft {
    enum Kind { case change, each, clear, restart, put }

    let kind: Kind
    let text: String
    var property = ""
  }

  package init(of type: ResourceType) {
    self.init(type.commandTable, properties: type.properties, nameProperty: type.nameProperty)
  }

  package init(_ table: String, properties: [PropertyDescription] = [], nameProperty: String? = nil) {
    rows = properties
    self.nameProperty = nameProperty
    for line in CommandTable.lines(of: table) { read(line) }
    closeOwner()
    let named = namedByChanges
    fillCreation()
    for draft in drafts { fill(draft, named) }
    fillReads(named)
    let once = [commands.create?.command, commands.sealed?.put].compactMap(\.self)
    let commands = once + commands.changes.map(\.command)
    self.commands.documentProperties = commands.flatMap(\.placeholders).compactMap { placeholder in
      if case .property(let name, .json, _) = placeholder { name } else { nil }
    }
  }

  /// What a line begins with that goes on with the one above it.
  private static let continuations = ["--", "=>", "{properties}", "unless ", "AWS::", "Name="]

  private struct Line {
    let isIndented: Bool
    var text: String
  }

  /// The lines, with those that go on joined to what they go on with.
  private static func lines(of table: String) -> [Line] {
    var lines: [Line] = []
    for raw in table.pieces(between: "\n") {
      let isIndented = raw.utf8.first == UInt8(ascii: " ")
      let text = isIndented ? String(raw.drop { $0 == " " }) : raw
      if CommandTable.continuations.contains(where: text.hasPrefix), var last = lines.popLast() {
        last.text += " "
        last.text += text
        lines.append(last)
      } else {
        lines.append(Line(isIndented: isIndented, text: text))
      }
    }
    return lines
  }

  private mutating func read(_ line: Line) {
    let (keyword, rest) = CommandTable.split(line.text, " ")
    if line.isIndented { return readBelow(keyword, rest) }
    closeOwner()
    switch keyword {
    case "noun": commands.noun = template(rest)
    case "spelling": commands.lowersNames = rest == "lower"
    case "identifier": commands.isKnownByName = rest == "name"
    case "linked": commands.linkedService = rest
    case "key": key = command(rest).parts
    case "find": commands.find = query(rest)
    case "name": commands.name = query(rest)
    case "create": creation = rest
    case "put":
      creation = rest
      commands.isPut = true
      drafts.append(Draft(kind: .put, text: rest))
    case "ready": commands.ready = template(rest)
    case "there" where rest.hasPrefix("within "):
      let (minutes, text) = CommandTable.split(String(rest.dropFirst(7)), " ")
      commands.arrival = (query(text), Int(minutes) ?? 0)
    case "vacant" where rest.hasPrefix("within "):
      let (minutes, text) = CommandTable.split(String(rest.dropFirst(7)), " ")
      commands.vacancy = (query(text), Int(minutes) ?? 0)
    case "wait": commands.waits.append(command(rest))
    case "read" where rest.hasPrefix("each "):
      readEach = (commands.reads.count, String(rest.dropFirst(5)))
    case "read":
      let query = query(rest)
      commands.reads.append(
        Commands.Read(command: query.command, base: base(of: query), comparisons: [], absence: query.absence))
      owner = (keyword, rest)
    case "change" where rest.hasPrefix("each "):
      drafts.append(Draft(kind: .each, text: String(rest.dropFirst(5))))
    case "change": drafts.append(Draft(kind: .change, text: rest))
    case "clear", "restart":
      let (property, text) = CommandTable.split(rest, " ")
      drafts.append(Draft(kind: keyword == "clear" ? .clear : .restart, text: text, property: property))
    case "anew": commands.isMadeAnew = true
    case "members", "member", "association", "documents", "sealed", "parts", "tie", "items", "pairs":
      owner = (keyword, rest)
    case "tag": commands.tag = command(rest)
    case "attribute": readAttribute(rest)
    case "delete": commands.delete = command(rest)
    case "remove": commands.removal.delete = command(rest)
    case "gone" where rest.hasPrefix("until "): _ = readRemoval("gone until", String(rest.dropFirst(6)))
    case "free" where rest.hasPrefix("until "): _ = readRemoval("free until", String(rest.dropFirst(6)))
    case "gone": commands.gone = command(rest)
    case "missing": commands.missing = rest
    case "partial": commands.partial = rest
    case "replaced": commands.isReplacedFirst = rest == "first"
    case "rules":
      let (ingress, egress) = CommandTable.split(rest, " ")
      commands.specialty = .rules(ingress: ingress, egress: egress)
    case "rule": commands.specialty = .rule
    case "revision": commands.specialty = .revision(rest)
    case "rolling": commands.specialty = .rolling(rest)
    case "stable": commands.specialty = .service(cluster: rest)
    case "image": commands.specialty = .image
    case "blocks": commands.specialty = .blocks(of: rest)
    case "provider": commands.specialty = .provider
    case "build": commands.specialty = .build
    case "validated": commands.specialty = .validated(rest)
    case "priority":
      let (owner, number) = CommandTable.split(rest, " ")
      commands.specialty = .priority(within: owner, at: number)
    case "newest":
      let (command, words) = CommandTable.split(rest, " : ")
      let (purpose, since) = CommandTable.split(words, " : ")
      commands.newest = (command, purpose, since)
    case "list", "sought":
      owner = (keyword, rest)
      _ = readRemoval(keyword, rest)
    default: if !readRemoval(keyword, rest) { problem(line.text) }
    }
  }

  /// The JMESPath that an answer is asked for; `thing.*` is the whole, with the properties in the thing.
  private mutating func base(of query: Commands.Query) -> CommandText {
    guard let expression = query.expression else { return CommandText(words: [.text("@")]) }
    guard case .text(let text)? = expression.words.first, expression.words.count == 1, text.hasSuffix(".*") else {
      return expression
    }
    if commands.reads.isEmpty { base = String(text.dropLast()) }
    return CommandText(words: [.text("@")])
  }

  // MARK: Lines below others

  private mutating func readBelow(_ keyword: String, _ rest: String) {
    switch owner?.keyword {
    case nil: problem("\(keyword) \(rest)")
    case "items" where keyword == "put", "pairs" where keyword == "put": putItem = rest
    case "items" where keyword == "anew": itemsAreMadeAnew = true
    case "read": commands.reads[commands.reads.count - 1].comparisons += comparisons(keyword, rest)
    case "list", "sought": if !readBelowList(keyword, rest) { problem("\(keyword) \(rest)") }
    default:
      if below.updateValue(query(rest), forKey: keyword) != nil { problem("\(keyword) \(rest)") }
    }
  }

  /// Makes a whole of the line that takes commands below it, once they are all there.
  private mutating func closeOwner() {
    defer {
      owner = nil
      below = [:]
      putItem = nil
      itemsAreMadeAnew = false
    }
    guard let owner, !["read", "list", "sought"].contains(owner.keyword) else { return }
    if owner.keyword == "tie" {
      guard let drop = below["drop"]?.command, below.count == 1 else { return problem("tie \(owner.text)") }
      commands.removal.ties.append(Removal.Tie(list: query(owner.text), drop: drop))
      return
    }
    if owner.keyword == "parts" {
      let other = below["drop6"]?.command
      guard below.count == (other == nil ? 1 : 2), let drop = below["drop"]?.command,
        readParts(owner.text, drop, other)
      else {
        return problem("parts \(owner.text)")
      }
      return
    }
    let (property, text) = CommandTable.split(owner.text, " ")
    switch owner.keyword {
    case "items": return readItems(property, text)
    case "pairs": return readPairs(property, text)
    default: break
    }
    let wanted = [
      "association": ["add", "replace", "drop"], "documents": ["list", "get", "add", "drop"],
      "sealed": ["put", "drop", "seal", "unseal"],
    ]
    // What cannot be replaced goes before the other comes.
    let isPlain = wanted[owner.keyword] == nil || owner.keyword == "association" && below["replace"] == nil
    let names = isPlain ? ["add", "drop"] : wanted[owner.keyword] ?? []
    let queries = names.compactMap { below[$0] }
    guard queries.count == names.count, below.count == names.count else {
      let missing = names.filter { below[$0] == nil } + below.keys.filter { !names.contains($0) }.sorted()
      return problem("\(owner.keyword) \(property): \(missing.joined(separator: ", "))")
    }
    let lines = queries.map(\.command)
    switch owner.keyword {
    case "association":
      commands.associations.append(
        Commands.Association(
          property: property, find: query(text), add: lines[0], replace: isPlain ? nil : lines[1],
          drop: lines[isPlain ? 1 : 2]))
    case "sealed":
      commands.sealed = Commands.Sealed(
        property: property, read: query(text), put: lines[0], drop: lines[1], seal: lines[2], unseal: lines[3])
    case "documents":
      let members = text.split(separator: " ").map(String.init)
      guard members.count == 2 else { return problem("documents \(owner.text)") }
      commands.documents = Commands.Documents(
        property: property, key: members[0], document: members[1], list: queries[0], get: queries[1], add: lines[2],
        drop: lines[3])
    default:
      commands.members.append(
        Commands.Members(
          property: property, isSingle: owner.keyword == "member", list: query(text), add: lines[0], drop: lines[1]))
    }
  }

  private mutating func readItems(_ property: String, _ text: String) {
    let (key, list) = CommandTable.split(text, " ")
    guard let row = rows.first(where: { $0.name == property }), let get = below["get"], let drop = below["drop"],
      let put = putItem, below.count == 2
    else { return problem("items \(property) \(text)") }
    let parts = row.shape.parts.filter { $0.name != key }
    let comparisons = parts.flatMap { self.comparisons(of: $0, [$0.name], spelled($0.name)) }
    let base = get.expression ?? CommandText(words: [.text("@")])
    commands.items = Commands.Items(
      property: property, key: key, list: query(list),
      read: Commands.Read(command: get.command, base: base, comparisons: comparisons),
      put: change(.set, command(put, parts)), rows: parts, drop: drop.command, isMadeAnew: itemsAreMadeAnew)
  }

  private mutating func readPairs(_ property: String, _ text: String) {
    let (key, list) = CommandTable.split(text, " ")
    guard let row = rows.first(where: { $0.name == property }), let drop = below["drop"], let put = putItem,
      below.count == 1, let member = row.shape.parts.first(where: { $0.name != key }), row.shape.parts.count == 2
    else { return problem("pairs \(property) \(text)") }
    commands.pairs = Commands.Pairs(
      property: property, key: key, member: member.name, list: query(list), put: command(put, [member]), rows: [member],
      drop: drop.command)
  }

  // MARK: What follows from the properties' rows

  /// Properties that have commands of their own besides those that change others.
  private var special: Set<String> {
    var special = commands.havingCallsOfTheirOwn
    if case .rules(let ingress, let egress)? = commands.specialty { special.formUnion([ingress, egress]) }
    return special
  }

  /// Properties that lines name which change something, so that `{properties}` is without them.
  private var namedByChanges: Set<String> {
    var named = special.union(commands.associations.map(\.property))
    for draft in drafts where draft.kind == .change || draft.kind == .restart {
      for word in draft.text.pieces(between: "{").dropFirst() {
        named.insert(String(decoding: word.utf8.prefix(while: \.isAlphanumeric), as: UTF8.self))
      }
    }
    return named
  }

  private mutating func fillCreation() {
    guard let creation else { return }
    var apart: Set<String> = []
    if case .rules(let ingress, let egress)? = commands.specialty { apart = [ingress, egress] }
    let given = rows.filter { $0.isInCalls && !$0.use.isUpdateOnly && !apart.contains($0.name) }
    commands.create = query(creation, given)
  }

  private mutating func fill(_ draft: Draft, _ named: Set<String>) {
    let hasEach = drafts.contains { $0.kind == .each }
    let changeable = rows.filter { $0.isInCalls && $0.effect != .replacement && !named.contains($0.name) }
    switch draft.kind {
    case .change:
      let properties = hasEach ? changeable.filter { !$0.use.isUpdateOnly } : changeable
      let query = query(draft.text, properties)
      commands.changes.append(change(.set, query.command, version: query.expression))
    case .each:
      for row in changeable where row.use.isUpdateOnly {
        commands.changes.append(change(.set, command(draft.text, [row])))
      }
    case .put:
      let made = commands.create?.command.parts ?? []
      commands.changes.append(change(.set, Command(parts: made.filter { !$0.hasTags })))
    case .clear, .restart:
      let command = command(draft.text)
      commands.changes.append(
        Commands.Change(
          kind: draft.kind == .clear ? .clear : .restart, command: command, properties: [draft.property],
          version: nil))
    }
  }

  private mutating func fillReads(_ named: Set<String>) {
    var shown = special
    for read in commands.reads { shown.formUnion(read.comparisons.map(\.root)) }
    let single = readEach == nil ? [] : rows.filter { $0.use.isUpdateOnly && !named.contains($0.name) }
    if !commands.reads.isEmpty {
      let first = commands.reads[0]
      let asked = Set((first.command.placeholders + first.base.placeholders).compactMap(\.propertyName))
      let isAskedByName = commands.isKnownByName && first.command.placeholders.contains(.itself)
      let compared = rows.filter { row in
        if single.contains(where: { $0.name == row.name }) || asked.contains(row.name) { return false }
        if isAskedByName, row.name == nameProperty, row.use.expression == nil { return false }
        return row.isInCalls && !row.use.isWriteOnly && !shown.contains(row.name)
      }
      let derived = compared.flatMap { row in
        comparisons(of: row, [row.name], base + (row.use.expression ?? spelled(row.name)))
      }
      commands.reads[0].comparisons = derived + first.comparisons
    }
    guard let readEach else { return }
    let reads = single.map { row in
      let named = CommandTable.fill(readEach.text, [("{property}", row.name.beginningSmall), ("{Property}", row.name)])
      let query = query(named)
      let expression = query.expression ?? CommandText(words: [.text("@")])
      return Commands.Read(
        command: query.command, base: CommandText(words: [.text("@")]),
        comparisons: [comparison(of: row, [row.name], expression)])
    }
    commands.reads.insert(contentsOf: reads, at: readEach.index)
  }

  /// The comparisons of a line below a read, which names a property or the tags.
  private mutating func comparisons(_ property: String, _ rest: String) -> [Commands.Comparison] {
    guard property != "Tags" else {
      let (text, form) = CommandTable.split(rest, " ")
      let forms: [String: Commands.Comparison.Form] = [
        "": .stated, "lower": .lower, "map": .map, "propagated": .propagated,
      ]
      if forms[form] == nil { problem("Tags \(rest)") }
      return [
        Commands.Comparison(
          path: [property], expression: template(text), form: forms[form] ?? .stated, defaultValue: nil)
      ]
    }
    guard let row = rows.first(where: { $0.name == property }) else {
      problem("\(property) \(rest)")
      return []
    }
    return comparisons(of: row, [property], rest.isEmpty ? row.use.expression ?? spelled(property) : rest)
  }

  /// A property as a whole, or member by member where AWS has a default for one.
  private func comparisons(
    of row: PropertyDescription, _ path: [String], _ expression: String
  ) -> [Commands.Comparison] {
    guard case .object(let parts) = row.shape, row.hasDefaults, row.use.comparison != .exact else {
      var comparison = comparison(of: row, path, template(expression))
      comparison.isFixedMember = path.count > 1 && row.effect == .replacement && !isReplaced(by: path[0])
      return [comparison]
    }
    return parts.flatMap { comparisons(of: $0, path + [$0.name], "\(expression).\(spelled($0.name))") }
  }

  private func comparison(
    of row: PropertyDescription, _ path: [String], _ expression: CommandText
  ) -> Commands.Comparison {
    Commands.Comparison(
      path: path, expression: expression, form: row.use.comparison, defaultValue: row.defaultValue)
  }

  private func isReplaced(by property: String) -> Bool {
    rows.first { $0.name == property }?.effect == .replacement
  }

  /// A member's name as the service's API spells it.
  private func spelled(_ name: String) -> String { commands.lowersNames ? name.beginningSmall : name }

  private mutating func readAttribute(_ text: String) {
    let (name, rest) = CommandTable.split(text, " ")
    guard let attribute = Attribute(rawValue: name) else { return problem("attribute \(text)") }
    if rest.hasPrefix("= ") {
      commands.attributes[attribute] = .text(template(String(rest.dropFirst(2))))
    } else if rest.hasPrefix("after ") {
      commands.attributes[attribute] = .after(String(rest.dropFirst(6)))
    } else {
      commands.attributes[attribute] = .query(query(rest))
    }
  }

  mutating func problem(_ line: String) { problems.append("not understood: \(line)") }
}
