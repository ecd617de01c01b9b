import LintelAWS
import LintelGraph
import Testing

/// The text tables that say how the AWS CLI handles a type.
@Suite struct CommandTableTests {
  @Test func aTableReads() throws {
    let table = CommandTable(
      """
      spelling lower
      noun thing
      list ec2 describe-things => Things[] ThingId State!='gone'
      name ec2 describe-things --names {Name}
        --limit 1 => Things[0].ThingId unless NotFound
      create ec2 create-thing --name {Name} --size {Size=1} --options {Options:shorthand} {tags:thing} => Thing.Id
      read ec2 describe-things --thing-ids {self} => Things[0]
        Size Size = 1
        Options.Color Options.Color
      change ec2 modify-thing --thing-id {self} --size {Size}
      clear Color ec2 clear-thing --thing-id {self}
      member Owner ec2 list-owners --thing-id {self} => Owners[]
        add ec2 add-owner --thing-id {self} --owner {item}
        drop ec2 drop-owner --thing-id {self} --owner {item}
      association Key ec2 describe-keys --thing-id {self} => Keys[0].Id
        add ec2 tie-key --thing-id {self} --key {Key}
        replace ec2 change-key --tie {item} --key {Key}
        drop ec2 untie-key --tie {item}
      attribute arn = arn:{partition}:thing/{self}
      """)
    #expect(table.problems == [])
    let commands = table.commands
    #expect(commands.lowersNames)
    #expect(commands.name?.absence == "NotFound")
    #expect(commands.name?.command.parts.compactMap(\.option) == ["--names", "--limit"])
    #expect(commands.create?.command.placeholders.count == 4)
    #expect(commands.create?.command.placeholders[1] == .property("Size", .plain, defaultValue: "1"))
    #expect(commands.create?.command.placeholders[3] == .tags(.specification("thing")))
    #expect(commands.reads.map { $0.comparisons.map(\.property) } == [["Size", "Options.Color"]])
    #expect(commands.reads.first?.comparisons.map(\.root) == ["Size", "Options"])
    #expect(commands.changes.map(\.properties) == [["Size"], ["Color"]])
    let member = try #require(commands.members.first)
    #expect(member.isSingle && member.property == "Owner" && member.drop.placeholders == [.itself, .item])
    let tie = try #require(commands.associations.first)
    #expect(tie.property == "Key" && tie.find.command.placeholders == [.itself])
    #expect([tie.add, tie.replace, tie.drop].map { $0.parts.count } == [3, 3, 2])
    guard case .text(let arn)? = commands.attributes[.arn] else { throw Missing() }
    #expect(arn.placeholders == [.pseudo(.partition), .itself])
  }

  private struct Missing: Error {}

  @Test(arguments: [
    ("find", 0), ("noun thing", 0), ("wait for it", 0), ("nouns thing", 1), ("  Size Size", 1), ("list ec2 x", 1),
    ("attribute color = red", 1),
  ]) func problems(_ table: String, _ count: Int) {
    #expect(CommandTable(table).problems.count == count, "\(table)")
  }

  @Test(arguments: Catalog.types.map(\.name)) func tablesRead(_ name: String) throws {
    let type = try #require(Catalog.type(named: name))
    #expect(CommandTable(type.commandTable).problems == [])
  }

  /// What the graph can hold the script does something with, and what can change it compares and changes.
  @Test(arguments: Catalog.types.filter { !$0.commandTable.isEmpty }.map(\.name))
  func everyPropertyIsUsed(_ name: String) throws {
    let type = try #require(Catalog.type(named: name))
    let commands = type.commands
    var special = Set(commands.members.map(\.property) + [commands.documents?.property].compactMap(\.self))
    switch commands.specialty {
    case .rules(let ingress, let egress): special.formUnion([ingress, egress])
    // The step of its group makes, compares and revokes it.
    case .rule: return
    // What starts a refresh of the instances has code of its own.
    case .rolling(let property): special.insert(property)
    default: break
    }
    let created = Set(commands.create?.command.placeholders.compactMap(\.name) ?? [])
    let changed = Set(commands.changes.flatMap(\.properties) + commands.associations.map(\.property))
    let compared = Set(commands.reads.flatMap { $0.comparisons.map(\.root) })
    // What tells which resource is meant cannot differ.
    let identity = Set(commands.reads.first?.command.placeholders.compactMap(\.name) ?? [])
    for property in type.properties where !special.contains(property.name) {
      #expect(created.contains(property.name) || changed.contains(property.name), "\(property.name) is not used")
      if property.effect == .noInterruption, !type.isArtifact, !identity.contains(property.name) {
        #expect(changed.contains(property.name), "\(property.name) is never changed")
        #expect(compared.contains(property.name), "\(property.name) is never compared")
      }
    }
    let known = Set(type.properties.map(\.name) + ["Tags"])
    #expect(created.union(changed).union(compared).subtracting(known) == [], "no properties of the type")
  }
}

extension Placeholder {
  fileprivate var name: String? {
    switch self {
    case .property(let name, _, _): name
    case .referenced(let name, _): name
    default: nil
    }
  }
}
