import LintelSource

/// How a script finds what carries a system's tags, and removes it: what the lines of a `CommandTable` say of it.
///
/// `list` is a command whose answer has the tags of all, or `tags`, below it, one that has those of so many at a time; `=>`
/// is followed by the items, what tells one from others, and a condition; a last option without argument is the one that
/// takes filters on tags where that is not `--filters`. `below` names a type where a list is one of what
/// stands below each resource of that type; the list says its property. `sought` is for what no list has the tags of: each
/// name that the spec has, that the Tagging API suggests, or that its list has under a name as derived ones begin, is asked
/// for its own; with `every` below it, each of the list; `inventory` has a deployment seek them so too, and `pending` wait first until a query
/// answers nothing: one that is being made is not on the list yet. `part` lists, below each resource of a type, what has no tags at all.
///
/// `arn` is how the Tagging API spells ARNs. `uses` names types that it may use, so that it goes first. `tie`, with `drop`
/// below it, is undone before; with `emptied first` the type's members and documents too. `kept` is a question whose answer
/// means that others use it. `remove` is the command where `delete` is not; `segment` and `ask` say where a property that it
/// names comes from. `free until` so many minutes nothing once nothing has it any more. `leaving` answers something where one is on its way out, `gone until` so many minutes nothing once it is
/// gone. `record` is one that carries no tags, and is known by what it says.
package struct Removal: Sendable {
  /// The list of all that carries the tags.
  package var inventory: Inventory?
  /// How one is sought whose service lists no tags.
  package var search: Search?
  /// How one is found that has no tags: below what it belongs to.
  package var part: Part?
  /// The query that answers nothing once nothing has it any more, and how long that may take: it is not removed before.
  package var freedom: (query: Commands.Query, minutes: Int)?
  /// Whether code of its own finds it by what it says.
  var isKnownByValue = false
  /// How the Tagging API spells the ARN, up to what tells one from others.
  package var arn: (service: String, prefix: String)?
  /// CloudFormation's names of the types whose resources it may use: it goes before these.
  package var uses: [String] = []
  /// What holds on to it and is undone first.
  package var ties: [Tie] = []
  /// Whether AWS removes it only when it holds none of what has commands of its own.
  package var isEmptiedFirst = false
  /// The query that answers something as long as others use it, and the words for that.
  package var keeper: (query: Commands.Query, words: String)?
  /// The query that answers something where one is on its way out already.
  package var leaving: Commands.Query?
  /// The command that removes one, where it is not that which makes room for a replacement.
  package var delete: Command?
  /// The query that answers nothing once one is gone, and how long that may take.
  package var end: (query: Commands.Query, minutes: Int)?
  /// Properties that commands name and that the identifier holds: the place among its parts between slashes.
  package var segments: [String: Int] = [:]
  /// Properties that commands name and that have to be asked for.
  package var questions: [(property: String, query: Commands.Query)] = []

  /// Items of an answer.
  package struct Items: Sendable {
    package let command: Command
    /// JMESPath to them, which ends in brackets.
    package let path: String
    /// JMESPath within one.
    package let identifier: String
    /// The condition under which one counts; of a part, JMESPath to what it belongs to.
    package let condition: String?
    package let absence: String?
  }

  /// A list, and where its items lack tags, a list of their tags that takes so many identifiers at a time.
  package struct Inventory: Sendable {
    package let list: Items
    package var tags: (most: Int, items: Items)?
    /// The type below each resource of which it lists.
    package var parent: String?
    /// The property that refers to that resource.
    package var property: String? { list.command.placeholders.lazy.compactMap(\.propertyName).first }
  }

  /// The names that one may have, each of which is then asked for its tags: those that the spec has, what the Tagging
  /// API suggests, and what a list has under a name that begins like derived ones.
  package struct Search: Sendable {
    package var list: Items?
    /// JMESPath, in the list, to the ARN under which the tags stand.
    package var arn: String?
    package let absence: String
    /// A type and text: what was found of it has such a thing, of a name that begins so and ends like its ARN.
    package var beside: (type: String, prefix: String)?
    /// The condition under which what answers is one.
    package var condition: String?
    /// Whether each of the list is asked, because nothing else tells which may be the system's.
    package var isWhole = false
    /// Whether a deployment seeks them too, before all else.
    package var isInventory = false
    /// The query that answers something as long as one is being made that the list does not have yet.
    package var pending: Commands.Query?
  }

  /// A list below each resource of a type.
  package struct Part: Sendable {
    package let type: String
    package let items: Items
  }

  package struct Tie: Sendable {
    package let list: Commands.Query
    package let drop: Command

    package init(list: Commands.Query, drop: Command) {
      self.list = list
      self.drop = drop
    }
  }

  /// Whether a property has to be asked for.
  package func asks(for property: String) -> Bool { questions.contains { $0.property == property } }

  /// Whether a script removes such a thing by itself, and not with what it belongs to.
  package var isListed: Bool { inventory != nil || search != nil || part != nil || isKnownByValue }
}

// The lines of a table that say how one is found and removed.
extension CommandTable {
  /// Reads a line; false where it is none of these.
  mutating func readRemoval(_ keyword: String, _ rest: String) -> Bool {
    switch keyword {
    case "list": commands.removal.inventory = items(rest).map { Removal.Inventory(list: $0) }
    case "part":
      let (type, text) = CommandTable.split(rest, " ")
      commands.removal.part = items(text).map { Removal.Part(type: type, items: $0) }
    case "sought": readSearch(rest)
    case "record":
      commands.specialty = .record
      commands.removal.isKnownByValue = true
    case "emptied": commands.removal.isEmptiedFirst = rest == "first"
    case "arn":
      let (service, prefix) = CommandTable.split(rest, " ")
      commands.removal.arn = (service, prefix)
    case "uses": commands.removal.uses = rest.split(separator: " ").map(String.init)
    case "kept":
      let (text, words) = CommandTable.split(rest, " : ")
      commands.removal.keeper = (query(text), words)
    case "free until":
      let (minutes, text) = CommandTable.split(rest, " ")
      commands.removal.freedom = (query(text), Int(minutes) ?? 0)
    case "gone until":
      let (minutes, text) = CommandTable.split(rest, " ")
      commands.removal.end = (query(text), Int(minutes) ?? 0)
    case "leaving": commands.removal.leaving = query(rest)
    case "segment":
      let (property, place) = CommandTable.split(rest, " ")
      commands.removal.segments[property] = Int(place)
    case "ask":
      let (property, text) = CommandTable.split(rest, " ")
      commands.removal.questions.append((property, query(text)))
    default: return readOperation(keyword, rest)
    }
    return true
  }

  /// Reads a line below `list` or `sought`; false where it is none of these.
  mutating func readBelowList(_ keyword: String, _ rest: String) -> Bool {
    switch keyword {
    case "tags":
      let (most, text) = CommandTable.split(rest, " ")
      guard let most = Int(most), let items = items(text) else { return false }
      commands.removal.inventory?.tags = (most, items)
    case "below": commands.removal.inventory?.parent = rest
    case "where": commands.removal.search?.condition = rest
    case "every": commands.removal.search?.isWhole = true
    case "inventory": commands.removal.search?.isInventory = true
    case "pending":
      let pending = query(rest)
      commands.removal.search?.pending = pending
    case "beside":
      let (type, prefix) = CommandTable.split(rest, " ")
      commands.removal.search?.beside = (type, prefix)
    default: return false
    }
    return true
  }

  /// Reads a line of parts; false where it is none.
  mutating func readParts(_ text: String, _ drop: Command, _ dropOther: Command?) -> Bool {
    let words = text.split(separator: " ", maxSplits: 5).map(String.init)
    guard words.count == 6, words[1] == "of", words[3] == "in" else { return false }
    let (key, other) = CommandTable.split(words[0], "|")
    commands.parts.append(
      Commands.Parts(
        type: words[2], owner: words[4], key: key, otherKey: other.isEmpty ? nil : other, list: query(words[5]),
        drop: drop, dropOther: dropOther))
    return true
  }

  private mutating func readSearch(_ text: String) {
    guard let (before, absence) = text.halves(around: "unless ") else { return problem("sought \(text)") }
    let (line, arn) = CommandTable.split(before, " under ")
    var search = Removal.Search(absence: absence)
    if !line.isEmpty { search.list = items(line) }
    if !arn.isEmpty { search.arn = arn.split(separator: " ").joined() }
    commands.removal.search = search
  }

  private mutating func items(_ text: String) -> Removal.Items? {
    let (rest, absence) = CommandTable.split(text, " unless ")
    let (command, answer) = CommandTable.split(rest, " => ")
    let words = answer.split(separator: " ", maxSplits: 2).map(String.init)
    guard words.count >= 2, words[0].hasSuffix("[]") else {
      problem("no items: \(text)")
      return nil
    }
    return Removal.Items(
      command: query(command).command, path: words[0], identifier: words[1],
      condition: words.count > 2 ? words[2] : nil, absence: absence.isEmpty ? nil : absence)
  }
}
