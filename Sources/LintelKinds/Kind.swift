package import LintelGraph
package import LintelSchema
package import LintelSource

/// What a person can write in a section: its fields, and what they become.
///
/// One folder a kind. The initializer is the description of the fields; `properties` and the two functions after it
/// are the lowering. Kinds know AWS's types, but nothing of targets.
package protocol Kind: EntryModel {
  /// CloudFormation's name of the type that an entry is.
  static var type: String { get }
  static var nameRule: NameRule { get }
  static var nameUse: NameUse { get }

  var name: Located<String>? { get }

  /// CloudFormation's name of the type that this entry is, where that depends on what it says.
  var resourceType: String { get }

  /// What the entry says of the resource. Of an entry that is already there only what is written counts.
  func properties(of entry: Entry<Self>, in lowering: inout Lowering) -> [Member]

  /// Whether the entry becomes a resource of its own: what is nested in it may stand for it.
  func isMade(of entry: Entry<Self>, in lowering: Lowering) -> Bool

  /// Adds what an entry brings with it; not asked of one that is already there.
  func derive(from entry: Entry<Self>, in lowering: inout Lowering)

  /// Adds what is nested in the entry; asked of one that is already there too.
  func addNested(in entry: Entry<Self>, to lowering: inout Lowering)

  /// The node of something that the entry brings with it, or names in its place; nil where there is none.
  func brought(_ part: String, by entry: Entry<Self>, in lowering: Lowering) -> Path?

  /// What becomes of the node: owned, unless the kind says otherwise.
  func role(of entry: Entry<Self>, in lowering: Lowering) -> Resource.Role

  /// The ending that a naming convention wants of this entry's name, besides the section's suffix.
  func ending(of convention: NamingConvention) -> NameEnding?

  /// Whether it holds data that outlives the system.
  static var isRetained: Bool { get }

  /// A complete entry, as somebody would write it: the head of the section's page.
  static var example: SpecExample { get }

  /// What is checked of an entry by itself, after lowering.
  static var rules: [EntryRule<Self>] { get }
}

/// The use that AWS has for a physical name.
package enum NameUse: Sendable {
  /// A property of this name: unique, and part of identity.
  case property(String)
  /// The same, and derived names end in a hash of the create-only properties, so that a replacement never meets its
  /// own name.
  case hashedProperty(String)
  /// The tag `Name`: neither unique nor identity.
  case tag
  /// AWS's type has no property for it: only the script can give it.
  case script
  /// A field of its own, which is what the entry is about: no name is derived, and no convention holds for it.
  case field
}

extension Kind {
  package static var isRetained: Bool { false }
  package static var rules: [EntryRule<Self>] { [] }
  package var resourceType: String { Self.type }
  package func ending(of convention: NamingConvention) -> NameEnding? { nil }
  package func isMade(of entry: Entry<Self>, in lowering: Lowering) -> Bool { true }
  package func derive(from entry: Entry<Self>, in lowering: inout Lowering) {}
  package func addNested(in entry: Entry<Self>, to lowering: inout Lowering) {}
  package func brought(_ part: String, by entry: Entry<Self>, in lowering: Lowering) -> Path? { nil }
  package func role(of entry: Entry<Self>, in lowering: Lowering) -> Resource.Role { .owned }

  /// The node that an entry of the section is.
  package static func path(_ id: String) -> Path { Path(section, id) }
}

/// The members whose values are there, and say something.
package func members(_ members: KeyValuePairs<String, Value?>) -> [Member] { Value.members(members) }
