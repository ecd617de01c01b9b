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
      create ec2 create-thing {properties} --tags {tags:thing} => Thing.Id
      read ec2 describe-things --thing-ids {self} => Things[0]
        Tags tags lower
      change ec2 modify-thing --thing-id {self} {properties}
      clear Color ec2 clear-thing --thing-id {self}
      member Owner ec2 list-owners --thing-id {self} => Owners[]
        add ec2 add-owner --thing-id {self} --owner {item}
        drop ec2 drop-owner --thing-id {self} --owner {item}
      association Key ec2 describe-keys --thing-id {self} => Keys[0].Id
        add ec2 tie-key --thing-id {self} --key {Key}
        replace ec2 change-key --tie {item} --key {Key}
        drop ec2 untie-key --tie {item}
      attribute arn = arn:{partition}:thing/{self}
      """, properties: PropertyTable.parse(Self.thing), nameProperty: "Name")
    #expect(table.problems == [])
    let commands = table.commands
    #expect(commands.lowersNames)
    #expect(commands.name?.absence == "NotFound")
    #expect(commands.name?.command.parts.compactMap(\.option) == ["--names", "--limit"])
    let create = try #require(commands.create?.command)
    #expect(create.parts.compactMap(\.option) == ["--name", "--width", "--options", "--key", "--tags"])
    #expect(create.placeholders[1] == .property("Size", .plain, initial: "1"))
    #expect(create.placeholders[2] == .property("Options", .shorthand, initial: nil))
    #expect(create.placeholders.last == .tags(.specification("thing")))
    let comparisons = try #require(commands.reads.first?.comparisons)
    #expect(
      comparisons.map(\.property) == ["Name", "Size", "Options.Color", "Options.Shape", "Color", "Key", "Tags"])
    #expect(comparisons.prefix(4).map { Self.text($0.expression) } == ["name", "w", "options.color", "options.shape"])
    #expect(comparisons.map(\.defaultValue) == [nil, "1", "red", nil, "null", nil, nil])
    #expect(commands.changes.map(\.properties) == [["Size", "Options", "Color"], ["Color"]])
    let member = try #require(commands.members.first)
    #expect(member.isSingle && member.property == "Owner" && member.drop.placeholders == [.itself, .item])
    let tie = try #require(commands.associations.first)
    #expect(tie.property == "Key" && tie.find.command.placeholders == [.itself])
    #expect([tie.add, tie.replace, tie.drop].map { $0?.parts.count } == [3, 3, 2])
    guard case .text(let arn)? = commands.attributes[.arn] else { throw Missing() }
    #expect(arn.placeholders == [.pseudo(.partition), .itself])
  }

  private static let thing = """
    Name string replacement
    Size integer = 1 initially 1 --width => w
    Options object
      Color string = red
      Shape string
    Color string = null updateOnly
    Owner set(string) updateOnly
    Key string
    Weight integer = 2 unmanaged
    """

  private static func text(_ text: CommandText) -> String {
    text.words.map { if case .text(let text) = $0 { text } else { "{}" } }.joined()
  }

  /// Calls of single properties, one call that makes and changes, and a piece that lines share.
  @Test func callsOfTheirOwn() throws {
    let single = CommandTable(
      """
      create ec2 create-thing {properties}
      read ec2 describe-things --thing-ids {self} => Things[0]
      read each ec2 describe-attribute --thing {self} --attribute {property} => {Property}.Value
      change ec2 modify-thing --thing-id {self} {properties}
      change each ec2 modify-attribute --thing {self} {properties}
      """,
      properties: PropertyTable.parse("Size integer\nLoud boolean = false updateOnly Value={}\nOld boolean updateOnly"))
    #expect(single.problems == [])
    #expect(single.commands.changes.map(\.properties) == [["Size"], ["Loud"], ["Old"]])
    #expect(single.commands.create?.command.placeholders == [.property("Size", .plain, initial: nil)])
    #expect(single.commands.reads.map { $0.comparisons.map(\.property) } == [["Size"], ["Loud"], ["Old"]])
    #expect(Self.text(single.commands.reads[1].comparisons[0].expression) == "Loud.Value")
    #expect(Self.text(try #require(single.commands.reads[2].command.parts.last?.arguments.first)) == "old")
    #expect(Self.text(try #require(single.commands.changes[1].command.parts.last?.arguments.first)) == "Value={}")
    let put = CommandTable(
      """
      key --owner {Owner} --name {Name}
      put ec2 put-thing {key} {properties} --tags {tags:Key} => Id
      read ec2 get-thing {key} => taken.*
      """, properties: PropertyTable.parse("Owner string replacement\nName string replacement\nSize integer"))
    #expect(put.problems == [])
    #expect(put.commands.changes.map { $0.command.parts.compactMap(\.option) } == [["--owner", "--name", "--size"]])
    #expect(put.commands.create?.command.parts.compactMap(\.option).last == "--tags")
    #expect(put.commands.reads[0].comparisons.map { Self.text($0.expression) } == ["taken.Size"])
  }

  /// A set whose pairs are rows of an answer, and a document that is known by a seal.
  @Test func pairsAndSealedDocuments() throws {
    let table = CommandTable(
      """
      create ec2 create-thing {properties}
      pairs Told Topic ec2 list-told --thing {self} => Told[].[Topic, Event]
        put ec2 tell --thing {self} --topic {item} {properties}
        drop ec2 tell-no-more --thing {self} --topic {item}
      sealed Rules ec2 get-rules --thing {self} => text unless NoRules
        put ec2 put-rules --thing {self} --rules {Rules:json}
        drop ec2 delete-rules --thing {self}
        seal ec2 tag-thing --thing {self} --tags Key=lintel:policy,Value={item}
        unseal ec2 untag-thing --thing {self} --tag-keys lintel:policy
      """,
      properties: PropertyTable.parse(
        "Told set(object) updateOnly\n  Topic string\n  Events set(string)\nRules document updateOnly"))
    #expect(table.problems == [])
    let commands = table.commands
    let pairs = try #require(commands.pairs)
    #expect(pairs.key == "Topic" && pairs.member == "Events")
    #expect(pairs.put.parts.compactMap(\.option) == ["--thing", "--topic", "--events"])
    let sealed = try #require(commands.sealed)
    #expect(sealed.property == "Rules" && sealed.read.absence == "NoRules")
    #expect(sealed.seal.placeholders == [.itself, .item])
    #expect(commands.documentProperties == ["Rules"])
    #expect(commands.havingCallsOfTheirOwn == ["Told", "Rules"])
    for wrong in ["sealed A ec2 a\n  put ec2 b", "pairs A B ec2 a\n  put ec2 b"] {
      #expect(CommandTable(wrong).problems.count == 1, "\(wrong)")
    }
  }

  /// Calls that are not done when they are answered, and what no list shows before they are.
  @Test func operations() throws {
    let table = CommandTable(
      """
      sought ec2 list-things => Things[] Id unless NotFound
        every
        inventory
        pending ec2 list-work --states begun => Work[].Id
      create ec2 create-thing {properties} => WorkId
      operation WorkId create delete : ec2 get-work --work {item} => Work.[State, Thing, Text]
      delete ec2 delete-thing --thing {self}
      """, properties: PropertyTable.parse("Size integer"))
    #expect(table.problems == [])
    let operation = try #require(table.commands.operation)
    #expect(operation.member == "WorkId" && operation.calls == [.create, .delete])
    #expect(operation.query.command.placeholders == [.item])
    let search = try #require(table.commands.removal.search)
    #expect(search.isWhole && search.isInventory && search.pending?.expression != nil)
    #expect(table.commands.isInventoried && table.commands.inventory == nil)
    for wrong in ["operation WorkId create", "operation WorkId make : ec2 a", "operation : ec2 a"] {
      #expect(CommandTable(wrong).problems.count == 1, "\(wrong)")
    }
  }

  @Test(arguments: [
    ("VpcId", "vpc-id"), ("TargetGroupARNs", "target-group-arns"), ("VPCZoneIdentifier", "vpc-zone-identifier"),
    ("EnableDnsSupport", "enable-dns-support"), ("EC2SecurityGroups", "ec2-security-groups"),
    ("Ipv6CidrBlock", "ipv6-cidr-block"),
    ("DBSubnetIDs", "db-subnet-ids"), ("Cpu", "cpu"), ("KMSKeyID", "kms-key-id"),
  ]) func optionsAreSpelledAsTheCLIDoes(_ name: String, _ option: String) {
    #expect(OptionName.kebab(name) == option)
  }

  private struct Missing: Error {}

  @Test(arguments: [
    ("find", 1), ("create", 1), ("noun thing", 0), ("wait for it", 0), ("nouns thing", 1), ("  Size Size", 1),
    ("list ec2 x", 1),
    ("attribute color = red", 1), ("create a b --c {Name}", 1), ("create a b --c {slef}", 1), ("delete", 1),
    ("members A a b\n  add a b", 1), ("members A a b\n  add a b\n  drop", 1), ("members A a b\n  add a\n  put b", 1),
    ("association A a b\n  add a b\n  replace a b", 1),
    ("association A a b\n  add a b\n  drop a b", 0), ("documents A B C\n  list a", 1), ("documents A B", 1),
    ("members A a b\n  add a b\n  drop a b", 0), ("read a b\n  Name", 1), ("read a b\n  Tags Tags upper", 1),
  ]) func problems(_ table: String, _ count: Int) {
    #expect(CommandTable(table).problems.count == count, "\(table)")
  }

  @Test(arguments: Catalog.types.map(\.name)) func tablesRead(_ name: String) throws {
    let type = try #require(Catalog.type(named: name))
    #expect(CommandTable(of: type).problems == [])
  }

  /// What the graph can hold the script does something with, and what can change it compares and changes.
  @Test(arguments: Catalog.types.filter { !$0.commandTable.isEmpty }.map(\.name))
  func everyPropertyIsUsed(_ name: String) throws {
    let type = try #require(Catalog.type(named: name))
    let commands = type.commands
    var special = commands.havingCallsOfTheirOwn
    switch commands.specialty {
    case .rules(let ingress, let egress): special.formUnion([ingress, egress])
    // The step of its group makes, compares and revokes it.
    case .rule: return
    // The steps of records write it whole, compare and remove it.
    case .record: return
    // docker builds and pushes it.
    case .build: return
    // What starts a refresh of the instances has code of its own.
    case .rolling(let property): special.insert(property)
    default: break
    }
    let created = Set(commands.create?.command.placeholders.compactMap(\.propertyName) ?? [])
    let changed = Set(commands.changes.flatMap(\.properties) + commands.associations.map(\.property))
    let compared = Set(commands.reads.flatMap { $0.comparisons.map(\.root) })
    // What tells which resource is meant cannot differ.
    let identity = Set(commands.reads.first?.command.placeholders.compactMap(\.propertyName) ?? [])
    let owners = Set(commands.members.flatMap(\.list.command.placeholders).compactMap(\.propertyName))
    for property in type.properties where property.use.isManaged && !special.contains(property.name) {
      let isUsed = created.union(changed).union(owners).contains(property.name)
      #expect(isUsed, "\(property.name) is not used")
      if property.effect == .noInterruption, !type.isArtifact, !identity.contains(property.name) {
        #expect(changed.contains(property.name), "\(property.name) is never changed")
        #expect(compared.contains(property.name), "\(property.name) is never compared")
      }
    }
    let known = Set(type.properties.map(\.name) + ["Tags"])
    #expect(created.union(changed).union(compared).subtracting(known) == [], "no properties of the type")
  }
}
