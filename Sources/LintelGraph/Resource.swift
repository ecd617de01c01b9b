package import LintelSource

/// The identifier by which the spec names a resource that is already there.
package enum ExternalIdentifier: Hashable, Sendable {
  /// An id, ARN or name, as AWS's own referring property takes it.
  case literal(String)
  /// What a parameter of the spec stands for.
  case parameter(String)
  /// Nothing: what stands below it is there already and named by itself.
  case unsaid
}

/// A tag that the spec writes.
package struct Tag: Hashable, Sendable {
  package let key: String
  package var value: Value

  package init(_ key: String, _ value: Value) {
    self.key = key
    self.value = value
  }
}

/// One node: a resource in CloudFormation's terms, one that is already there, or an artifact.
package struct Resource: Sendable {
  package enum Role: Hashable, Sendable {
    /// Made, changed and removed by both targets.
    case owned
    /// Already there: its properties are facts for rules, and it is never made, changed or removed.
    case existing(ExternalIdentifier)
    /// What CloudFormation has no resource for: a pushed image, an AMI made from an instance.
    case artifact
    /// Serves an artifact only, and so is the script's alone: an instance that an AMI is made from.
    case scaffold
  }

  /// What it says stands in a box: rules hand nodes on all the time, and to copy a dozen members costs more than to look
  /// at them.
  private var box: Box

  package init(_ path: Path, _ type: String, role: Role = .owned, span: Span, properties: [Member] = []) {
    box = Box(Contents(path: path, type: type, span: span, role: role, properties: properties))
  }

  package var path: Path { box.contents.path }
  /// CloudFormation's name of the type, or `Lintel::…` for an artifact.
  package var type: String { box.contents.type }
  /// The key of the entry that it stems from.
  package var span: Span { box.contents.span }
  package var role: Role {
    get { box.contents.role }
    _modify { yield &own.role }
  }
  package var properties: [Member] {
    get { box.contents.properties }
    _modify { yield &own.properties }
  }
  /// Counts that scaling owns once the resource is there: given when it is created, never afterwards, and so not in
  /// a template.
  package var initial: [Member] {
    get { box.contents.initial }
    _modify { yield &own.initial }
  }
  /// Other values that properties may have got by themselves, because an action sets them at times; a script that finds
  /// one leaves it.
  package var moved: [Member] {
    get { box.contents.moved }
    _modify { yield &own.moved }
  }
  /// Properties that another service changes as it likes once the resource is there: a script states them when it makes
  /// the resource, and neither compares nor changes them; a template has to have them.
  package var released: [String] {
    get { box.contents.released }
    _modify { yield &own.released }
  }
  /// The tags that the spec writes; targets add Lintel's own.
  package var tags: [Tag] {
    get { box.contents.tags }
    _modify { yield &own.tags }
  }
  /// What the entry says that is no property of AWS's, for rules alone: the keys of secrets.
  package var asides: [Member] {
    get { box.contents.asides }
    _modify { yield &own.asides }
  }
  /// Places of what the entry says besides its properties, by the key of the field: `existing`, and where an
  /// environment takes something away.
  package var places: [String: Span] {
    get { box.contents.places }
    _modify { yield &own.places }
  }
  /// Nodes that must be there first although no property names them.
  package var after: [Path] {
    get { box.contents.after }
    _modify { yield &own.after }
  }
  /// Whether it holds data that outlives the system.
  package var isRetained: Bool {
    get { box.contents.isRetained }
    _modify { yield &own.isRetained }
  }
  /// Whether its physical name is derived and ends in a hash of its create-only properties.
  package var hashesName: Bool {
    get { box.contents.hashesName }
    _modify { yield &own.hashesName }
  }
  /// What an artifact yields, in terms of other nodes.
  ///
  /// An attribute that is not here is known only once it is made.
  package var yields: [Attribute: Value] {
    get { box.contents.yields }
    _modify { yield &own.yields }
  }

  /// The contents to change, which nobody else has then.
  private var own: Contents {
    get { box.contents }
    _modify {
      if !isKnownUniquelyReferenced(&box) { box = Box(box.contents) }
      yield &box.contents
    }
  }

  package subscript(property: String) -> Value? {
    get { properties.first { $0.key == property }?.value }
    set {
      let index = properties.firstIndex { $0.key == property }
      switch (index, newValue) {
      case (let index?, let value?): properties[index].value = value
      case (let index?, nil): properties.remove(at: index)
      case (nil, let value?): properties.append(Member(property, value))
      case (nil, nil): break
      }
    }
  }

  /// The place of a finding about a field that is not there: what takes it away, or the entry.
  package func place(ofMissing field: String) -> Span { places[field] ?? span }

  /// Whether a target has to bring it about, as against finding it.
  package var isExisting: Bool {
    if case .existing = role { true } else { false }
  }

  package func forEachReference(_ body: (Reference, Span) -> Void) {
    for index in properties.indices { properties[index].value.forEachReference(body) }
    for index in initial.indices { initial[index].value.forEachReference(body) }
    for index in tags.indices { tags[index].value.forEachReference(body) }
    for value in yields.values { value.forEachReference(body) }
  }
}

extension Resource {
  /// What a node says.
  private struct Contents: Sendable {
    let path: Path
    let type: String
    let span: Span
    var role: Role
    var properties: [Member]
    var initial: [Member] = []
    var moved: [Member] = []
    var released: [String] = []
    var tags: [Tag] = []
    var asides: [Member] = []
    var places: [String: Span] = [:]
    var after: [Path] = []
    var isRetained = false
    var hashesName = false
    var yields: [Attribute: Value] = [:]
  }

  /// Only `Resource` changes its contents, and only while nobody else has it: so it may be read from anywhere.
  private final class Box: @unchecked Sendable {
    var contents: Contents

    init(_ contents: Contents) {
      self.contents = contents
    }
  }
}
