import LintelGraph

/// Reads the text tables that say how the AWS CLI handles a type: one command a line, in the CLI's own words.
///
///     noun subnet
///     create ec2 create-subnet --vpc-id {VpcId} --cidr-block {CidrBlock} => Subnet.SubnetId
///     read ec2 describe-subnets --subnet-ids {self} => Subnets[0]
///       MapPublicIpOnLaunch MapPublicIpOnLaunch = false
///
/// `{Name}` stands for a property, `{Name:shorthand}` for its form, `{self}` for the identifier; behind `=>` stands
/// what the answer is asked for. An option whose property a resource does not have is left out. A line that begins
/// with two hyphens or an arrow goes on with the one above it. Text, because it reads like the commands that come of it.
///
/// `identifier name` says that `{self}` is the physical name. What `name` asks for is another thing all the same: the CLI
/// spells nothing as `None`, which is a name like any other.
///
/// A set whose items have commands of their own is `members`, with `add` and `drop` below it: what is missing is added,
/// then what is not wanted dropped, so that there is never less than before. `member` is one that AWS has room for a
/// single item in: there the drop comes first. `association` is a tie that has an identifier, with `add`, `replace` and
/// `drop`.
package struct CommandTable {
  package private(set) var commands = Commands()
  /// What is wrong with a table; a test asserts that nothing is.
  package private(set) var problems: [String] = []

  package init(_ table: String) {
    for line in CommandTable.lines(of: table) { read(line) }
  }

  private struct Line {
    let isIndented: Bool
    let text: String
  }

  /// The lines, with those that go on joined to what they go on with.
  private static func lines(of table: String) -> [Line] {
    var lines: [Line] = []
    for raw in table.utf8.split(separator: UInt8(ascii: "\n")) {
      let text = raw.drop { $0 == UInt8(ascii: " ") }
      let words = String(Substring(text))
      if words.hasPrefix("--") || words.hasPrefix("=>"), let last = lines.popLast() {
        lines.append(Line(isIndented: last.isIndented, text: last.text + " " + words))
      } else {
        lines.append(Line(isIndented: text.count < raw.count, text: words))
      }
    }
    return lines
  }

  private mutating func read(_ line: Line) {
    let (keyword, rest) = CommandTable.split(line.text, " ")
    if line.isIndented { return readBelow(keyword, rest) }
    switch keyword {
    case "noun": commands.noun = template(rest)
    case "spelling": commands.lowersNames = rest == "lower"
    case "identifier": commands.isKnownByName = rest == "name"
    case "linked": commands.linkedService = rest
    case "list": commands.inventory = inventory(rest)
    case "find": commands.find = query(rest)
    case "name": commands.name = query(rest)
    case "create": commands.create = query(rest)
    case "ready": commands.ready = template(rest)
    case "wait": commands.waits.append(command(rest))
    case "read":
      let query = query(rest)
      commands.reads.append(
        Commands.Read(
          command: query.command, base: query.expression ?? CommandText(words: [.text("@")]), comparisons: []))
    case "change": commands.changes.append(change(.set, command(rest)))
    case "clear", "restart":
      let (property, text) = CommandTable.split(rest, " ")
      commands.changes.append(
        Commands.Change(
          kind: keyword == "clear" ? .clear : .restart, command: command(text), properties: [property]))
    case "members", "member":
      let (property, text) = CommandTable.split(rest, " ")
      let nothing = Command(parts: [])
      commands.members.append(
        Commands.Members(
          property: property, isSingle: keyword == "member", list: query(text), add: nothing, drop: nothing))
    case "association":
      let (property, text) = CommandTable.split(rest, " ")
      let nothing = Command(parts: [])
      commands.associations.append(
        Commands.Association(property: property, find: query(text), add: nothing, replace: nothing, drop: nothing))
    case "documents":
      let words = rest.split(separator: " ").map(String.init)
      guard words.count == 3 else { return problem(line.text) }
      let nothing = Command(parts: [])
      let none = Commands.Query(command: nothing, expression: nil, absence: nil)
      commands.documents = Commands.Documents(
        property: words[0], key: words[1], document: words[2], list: none, get: none, add: nothing, drop: nothing)
    case "tag": commands.tag = command(rest)
    case "attribute": readAttribute(rest)
    case "delete": commands.delete = command(rest)
    case "gone": commands.gone = command(rest)
    case "rules":
      let (ingress, egress) = CommandTable.split(rest, " ")
      commands.specialty = .rules(ingress: ingress, egress: egress)
    case "rule": commands.specialty = .rule
    case "revision": commands.specialty = .revision(rest)
    case "rolling": commands.specialty = .rolling(rest)
    case "stable": commands.specialty = .service(cluster: rest)
    default: problem(line.text)
    }
  }

  /// A line below a `read`, `members`, `documents` or `association`, whichever came last.
  private mutating func readBelow(_ keyword: String, _ rest: String) {
    let query = query(rest)
    let last = commands.members.count - 1
    let tie = commands.associations.count - 1
    switch keyword {
    case "list": commands.documents?.list = query
    case "get": commands.documents?.get = query
    case "add" where commands.documents != nil: commands.documents?.add = query.command
    case "drop" where commands.documents != nil: commands.documents?.drop = query.command
    case "add" where tie >= 0: commands.associations[tie].add = query.command
    case "replace" where tie >= 0: commands.associations[tie].replace = query.command
    case "drop" where tie >= 0: commands.associations[tie].drop = query.command
    case "add" where last >= 0: commands.members[last].add = query.command
    case "drop" where last >= 0: commands.members[last].drop = query.command
    default:
      let comparison = comparison(keyword, rest)
      guard !commands.reads.isEmpty else { return problem("\(keyword) \(rest)") }
      commands.reads[commands.reads.count - 1].comparisons.append(comparison)
    }
  }

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

  // MARK: Parts of a line

  private mutating func inventory(_ text: String) -> Commands.Inventory? {
    if text.hasPrefix("ec2 ") {
      let (command, answer) = CommandTable.split(text, " => ")
      let words = answer.split(separator: " ", maxSplits: 2).map(String.init)
      guard words.count >= 2 else {
        problem("list \(text)")
        return nil
      }
      return .ec2(
        operation: String(command.dropFirst(4)), items: words[0], identifier: words[1],
        condition: words.count > 2 ? words[2] : nil)
    }
    let (function, property) = CommandTable.split(text, " ")
    return .function(function, property: property.isEmpty ? nil : String(property.dropFirst().dropLast()))
  }

  private func comparison(_ property: String, _ rest: String) -> Commands.Comparison {
    var (text, defaultValue) = CommandTable.split(rest, " = ")
    var form = Commands.Comparison.Form.stated
    let forms: [(String, Commands.Comparison.Form)] = [
      (" exact", .exact), (" commas", .commas), (" lower", .lower), (" map", .map), (" name", .name),
    ]
    for (suffix, named) in forms where text.hasSuffix(suffix) {
      form = named
      text = String(text.dropLast(suffix.utf8.count))
    }
    return Commands.Comparison(
      property: property, expression: template(text), form: form,
      defaultValue: defaultValue.isEmpty ? nil : defaultValue)
  }

  private func change(_ kind: Commands.Change.Kind, _ command: Command) -> Commands.Change {
    let properties = command.placeholders.compactMap { placeholder -> String? in
      if case .property(let name, _, _) = placeholder { name } else { nil }
    }
    return Commands.Change(kind: kind, command: command, properties: properties)
  }

  private func query(_ text: String) -> Commands.Query {
    let (rest, absence) = CommandTable.split(text, " unless ")
    let (command, expression) = CommandTable.split(rest, " => ")
    return Commands.Query(
      command: self.command(command), expression: expression.isEmpty ? nil : template(expression),
      absence: absence.isEmpty ? nil : absence)
  }

  private func command(_ text: String) -> Command {
    var parts: [Command.Part] = []
    for word in text.split(separator: " ").map(String.init) {
      if word.hasPrefix("--") {
        parts.append(Command.Part(option: word, arguments: []))
      } else if parts.isEmpty {
        parts.append(Command.Part(option: nil, arguments: [template(word)]))
      } else {
        parts[parts.count - 1].arguments.append(template(word))
      }
    }
    return Command(parts: parts)
  }

  private func template(_ text: String) -> CommandText {
    var words: [CommandText.Word] = []
    var rest = text[...]
    while let open = rest.firstIndex(of: "{") {
      let inside = rest[rest.index(after: open)...]
      // JMESPath has braces too: what is no placeholder stays as it is.
      guard let close = inside.firstIndex(of: "}"), let placeholder = placeholder(String(inside[..<close])) else {
        words.append(.text(String(rest[...open])))
        rest = inside
        continue
      }
      if open > rest.startIndex { words.append(.text(String(rest[..<open]))) }
      words.append(.placeholder(placeholder))
      rest = inside[inside.index(after: close)...]
    }
    if !rest.isEmpty { words.append(.text(String(rest))) }
    return CommandText(words: words)
  }

  private func placeholder(_ text: String) -> Placeholder? {
    switch text {
    case "self": return .itself
    case "id": return .logicalID
    case "arn": return .attribute(.arn)
    case "item": return .item
    case "document": return .document
    default: break
    }
    if let pseudo = Pseudo(rawValue: text) { return .pseudo(pseudo) }
    if text.hasPrefix("tags:") {
      switch String(text.dropFirst(5)) {
      case "Key": return .tags(.upper)
      case "key": return .tags(.lower)
      case "map": return .tags(.map)
      case "propagated": return .tags(.group)
      case let type: return .tags(.specification(type))
      }
    }
    guard text.utf8.first.map({ (0x41...0x5A).contains($0) }) ?? false, !text.contains(" ") else { return nil }
    let (property, target) = CommandTable.split(text, ">")
    if !target.isEmpty { return .referenced(property, property: target) }
    let (named, form) = CommandTable.split(text, ":")
    let (name, value) = CommandTable.split(named, "=")
    return .property(
      name, Placeholder.Form(rawValue: form) ?? .plain, defaultValue: value.isEmpty ? nil : value)
  }

  // MARK: Text

  /// What stands before and behind the first separator; all and nothing where there is none.
  private static func split(_ text: String, _ separator: String) -> (String, String) {
    guard let range = text.firstRange(of: separator) else { return (text, "") }
    return (String(text[..<range.lowerBound]), String(text[range.upperBound...]))
  }

  private mutating func problem(_ line: String) { problems.append("not understood: \(line)") }
}
