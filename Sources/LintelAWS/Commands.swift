package import LintelGraph

/// How the AWS CLI finds, makes, compares, changes and removes the resources of one type.
package struct Commands: Sendable {
  /// The noun of a step for such a resource: `security group`.
  package var noun = CommandText(words: [])
  /// Whether the service's API begins the names of members with a small letter.
  package var lowersNames = false
  /// The query for the identifier of one that has no tags; it answers nothing where there is none.
  package var find: Query?
  /// Whether commands take its physical name for its identifier.
  package var isKnownByName = false
  /// The query that tells whether one has the wanted physical name: its answer is the identifier, unless that is the name.
  package var name: Query?
  package var create: Query?
  /// Whether the call that makes one changes one too.
  package var isPut = false
  /// The commands that return once a new one can be used.
  package var waits: [Command] = []
  /// The query that answers something once a new one can be used, and how many minutes that may take.
  package var arrival: (query: Query, minutes: Int)?
  /// The query that answers something while one is still on its way out whose place a new one takes, and how many minutes
  /// that may take.
  package var vacancy: (query: Query, minutes: Int)?
  /// The condition on the first answer under which one can be used: a run may have ended before it had waited.
  package var ready: CommandText?
  package var reads: [Read] = []
  package var changes: [Change] = []
  /// Sets whose items have commands of their own: the policies of a role.
  package var members: [Members] = []
  package var documents: Documents?
  package var sealed: Sealed?
  /// JMESPath to why AWS did not make or remove one: that is in the answer, and no error of the AWS CLI.
  package var partial: String?
  package var items: Items?
  package var pairs: Pairs?
  /// Whether one that is to lack something is removed and made anew: what a call leaves out stays as it was.
  package var isMadeAnew = false
  /// What is part of it and a resource of its own in the spec: any other is taken out of it.
  package var parts: [Parts] = []
  package var associations: [Association] = []
  /// Adds the tags of the spec, and Lintel's.
  package var tag: Command?
  package var attributes: [Attribute: AttributeSource] = [:]
  /// How what some of the commands begin comes to its end.
  package var operation: Operation?
  package var delete: Command?
  package var removal = Removal()
  /// The list where a deployment looks for what is there already.
  package var inventory: Removal.Inventory? { removal.inventory }
  /// Whether a deployment knows from its beginning which of them carry the system's tags.
  package var isInventoried: Bool { inventory != nil || removal.search?.isInventory ?? false }
  /// The command that returns once a deleted one is gone.
  package var gone: Command?
  /// The AWS service whose service-linked role has to be there.
  package var linkedService: String?
  /// The command that not every AWS CLI in use has, what it is for, and the month from which on it is there.
  package var newest: (command: String, purpose: String, since: String)?
  /// AWS's code for one that is not there, where the scripts do not know it anyhow.
  package var missing: String?
  /// Whether one that is to take another's place can be made only once that is gone.
  package var isReplacedFirst = false
  /// The trait that has code of its own in the emitter.
  package var specialty: Specialty?
  /// The properties that the commands which make and change one take as JSON.
  package internal(set) var documentProperties: [String] = []

  package enum Specialty: Sendable, Equatable {
    /// The properties that hold a security group's own rules.
    case rules(ingress: String, egress: String)
    /// The resource is one rule of a security group.
    case rule
    /// Each change makes a new revision; the property is the name that they share.
    case revision(String)
    /// Its instances are replaced as the property says when they are to start as something else.
    case rolling(String)
    /// It has to be taken from the clusters that have it before it is removed.
    case provider
    /// It is stable some time after a change.
    case service(cluster: String)
    /// Its place among others below what the first property names is the second one's number.
    case priority(within: String, at: String)
    /// It is issued once records for the names and zones in the property are there.
    case validated(String)
    /// It is a record of a zone, and tells by what it says whose it is.
    case record
    /// It gives the VPC that the property names blocks for its subnets.
    case blocks(of: String)
    /// It is built from a directory and pushed.
    case build
    /// It is made from an instance, and leaves snapshots behind.
    case image
  }

  /// Parts that are resources of another type, which cannot carry tags: the routes of a table.
  package struct Parts: Sendable {
    /// The type, its property that names what it is part of, and the one that tells parts apart.
    package let type: String
    package let owner: String
    package let key: String
    /// The property that tells those apart that have no such key: a route for IPv6 addresses.
    package let otherKey: String?
    /// The keys of those that are there.
    package let list: Query
    package let drop: Command
    /// The command that drops one with the other key, which holds a colon.
    package let dropOther: Command?
  }

  /// A command and the part of its answer that is meant.
  package struct Query: Sendable {
    package let command: Command
    /// JMESPath with placeholders; nil where the answer holds nothing of use.
    package let expression: CommandText?
    /// AWS's code for "there is none".
    package let absence: String?
  }

  /// A command whose answer shows properties.
  package struct Read: Sendable {
    package let command: Command
    /// JMESPath to what the properties' expressions start from.
    package let base: CommandText
    package var comparisons: [Comparison]
    /// AWS's code for a part that it has none of.
    package var absence: String?
  }

  package struct Comparison: Sendable {
    package enum Form: Sendable, Equatable {
      /// Everything that the spec states is there.
      case stated
      /// Nothing is there that the spec does not state.
      case exact
      /// A string of identifiers with commas between them.
      case commas
      /// Tags as `Key` and `Value`, as `key` and `value`, as a map.
      case lower, map
      /// Tags as `Key` and `Value` that instances get too.
      case propagated
      /// An ARN that ends in the name.
      case name
      /// A time, which one version of the CLI shows as seconds since 1970 and another as text.
      case moment
    }

    /// A property, or a member of one behind a dot.
    package let property: String
    /// The property that the resource has, and the members below it.
    package let path: [String]
    package let expression: CommandText
    package let form: Form
    /// The value that AWS takes where the spec states nothing.
    package let defaultValue: String?

    init(path: [String], expression: CommandText, form: Form, defaultValue: String?) {
      property = path.joined(separator: ".")
      self.path = path
      self.expression = expression
      self.form = form
      self.defaultValue = defaultValue
    }

    /// The property that the resource has.
    package var root: String { path[0] }
    /// What is said to differ: the property, or a member of it that cannot be changed with the rest.
    package var subject: String { isFixedMember ? property : root }
    /// Whether a change of the member replaces the resource, where one of the property does not.
    var isFixedMember = false
  }

  /// A command that puts right what differs.
  package struct Change: Sendable {
    package enum Kind: Sendable {
      case set
      /// For a property that the spec does not state and the resource has.
      case clear
      /// The resource has to be stopped for it.
      case restart
    }

    package let kind: Kind
    package let command: Command
    /// The properties that it sets.
    package let properties: [String]
    /// What the answer shows of the version that it made.
    package let version: CommandText?
  }

  package struct Members: Sendable {
    package let property: String
    /// Whether there is room for one only, so that what is there goes before the wanted one comes.
    package let isSingle: Bool
    package let list: Query
    package let add: Command
    package let drop: Command
  }

  /// The tie of a resource to another one, of which it has one at most: an instance to its profile.
  package struct Association: Sendable {
    package let property: String
    /// The query for the identifier of the association, where there is one.
    package let find: Query
    package let add: Command
    /// Nil where one goes before the other comes.
    package let replace: Command?
    package let drop: Command
  }

  /// A set whose items have names and calls of their own: the scheduled actions of a scalable target.
  package struct Items: Sendable {
    package let property: String
    /// The member that tells them apart.
    package let key: String
    /// The names of those that are there.
    package let list: Query
    /// How one is compared, and put where it is not there or differs, as a resource whose properties are its members.
    package let read: Read
    package let put: Change
    /// The rows of the members.
    package let rows: [PropertyDescription]
    package let drop: Command
    /// Whether a call leaves what it does not say as it was, so that one which is to lack something is dropped before.
    package let isMadeAnew: Bool
  }

  /// A set whose items are a key and a set each, of which AWS shows a row for each pair: the topics that are told of events.
  package struct Pairs: Sendable {
    package let property: String
    package let key: String
    package let member: String
    /// A row for each pair.
    package let list: Query
    /// Puts all that a key has.
    package let put: Command
    /// The row of the member.
    package let rows: [PropertyDescription]
    package let drop: Command
  }

  /// Properties that have commands of their own besides those that change others.
  package var havingCallsOfTheirOwn: Set<String> {
    Set(
      members.map(\.property)
        + [documents?.property, sealed?.property, items?.property, pairs?.property].compactMap(\.self)
    )
  }

  package struct Documents: Sendable {
    package let property: String
    package let key: String
    package let document: String
    package let list: Query
    package let get: Query
    package let add: Command
    package let drop: Command
  }

  /// A document that AWS shows in words of its own, so that nothing can be compared with it.
  ///
  /// A tag, the seal, tells whether it is still what was put there: it holds a checksum of the document that was wanted,
  /// and one of what AWS showed then.
  package struct Sealed: Sendable {
    package let property: String
    /// The query for the document; the seal stands among the tags.
    package let read: Query
    package let put: Command
    /// The command that leaves AWS's own document there.
    package let drop: Command
    package let seal: Command
    package let unseal: Command
    /// The tag's name.
    package static let tag = "lintel:policy"
  }

  /// The query whose answer holds the tags, and what it says of them.
  package var tagRead: (read: Read, comparison: Comparison)? {
    for read in reads {
      for comparison in read.comparisons where comparison.property == "Tags" { return (read, comparison) }
    }
    return nil
  }

  /// The source that a script has an attribute from.
  package enum AttributeSource: Sendable {
    case query(Query)
    /// It is text around what the script knows.
    case text(CommandText)
    /// It is what stands behind the last such text in the identifier.
    case after(String)
  }
}

/// A command of the AWS CLI, without the `aws`.
package struct Command: Sendable {
  /// An option with its arguments, or words without an option.
  package struct Part: Sendable {
    package let option: String?
    package var arguments: [CommandText]

    package init(option: String?, arguments: [CommandText]) {
      self.option = option
      self.arguments = arguments
    }

    package var placeholders: [Placeholder] { arguments.flatMap(\.placeholders) }
  }

  package let parts: [Part]

  package init(parts: [Part]) {
    self.parts = parts
  }

  /// The properties in it, in their order.
  package var properties: [String] { placeholders.compactMap(\.propertyName) }

  /// The placeholders in it, in their order.
  package var placeholders: [Placeholder] {
    parts.flatMap(\.placeholders)
  }
}

/// Text with placeholders.
package struct CommandText: Sendable {
  package enum Word: Sendable {
    case text(String)
    case placeholder(Placeholder)
  }

  package let words: [Word]

  package init(words: [Word]) {
    self.words = words
  }

  package var placeholders: [Placeholder] {
    words.compactMap { if case .placeholder(let placeholder) = $0 { placeholder } else { nil } }
  }
}

/// A place in a command, by the thing that fills it.
package enum Placeholder: Sendable, Equatable {
  package enum Form: String, Sendable {
    /// A word, or a word an item.
    case plain
    /// AWS's `Key=value,…` form, a word an item of a list.
    case shorthand
    case json
    /// Text in base64, where the command does not encode it itself.
    case base64
    /// One word with commas between the items.
    case commas
    /// A string of JMESPath.
    case query
    /// An option without a value, `--no-` before its name where the property is false.
    case flag
    /// An option `--enable-…` without a value, `--disable-…` where the property is false.
    case toggle
  }

  package enum TagForm: Sendable, Equatable {
    /// `Key=…,Value=…`
    case upper
    /// `key=…,value=…`
    case lower
    /// A JSON object.
    case map
    /// EC2's specification for a type of resource.
    case specification(String)
    /// An Auto Scaling group's own.
    case group
  }

  /// The identifier.
  case itself
  /// The logical id.
  case logicalID
  /// A property; `initial` is what makes a resource says where nothing is stated.
  case property(String, Form, initial: String?)
  /// A property of what a property refers to.
  case referenced(String, property: String)
  /// An attribute of the resource itself.
  case attribute(Attribute)
  case tags(TagForm)
  /// The item that a loop is at.
  case item
  case document
  case pseudo(Pseudo)
}

extension CommandText {
  /// The text, where it has no placeholders.
  package var literal: String? {
    guard words.count == 1, case .text(let text) = words[0] else { return nil }
    return text
  }
}
