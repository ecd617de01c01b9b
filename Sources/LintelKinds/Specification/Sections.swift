import LintelGraph
package import LintelSchema
package import LintelSource

/// All sections of the language: the one list of them.
///
/// A graph is made, and a spec described, in this order. A resource is made after what it refers to, so a section
/// stands after those whose entries its own refer to.
package enum SectionCatalog {
  package static var kinds: [any Kind.Type] {
    [
      VPC.self,
      RouteTable.self,
      Subnet.self,
      SecurityGroup.self,
      Repository.self,
      Role.self,
      Namespace.self,
      Cluster.self,
      LogGroup.self,
      TaskDefinition.self,
      Certificate.self,
      TargetGroup.self,
      LoadBalancer.self,
      Record.self,
      Service.self,
      Instance.self,
      Image.self,
      LaunchTemplate.self,
      AutoScalingGroup.self,
      CapacityProvider.self,
      ScalingPolicy.self,
      ScheduledAction.self,
    ]
  }

  /// The rules of entries by themselves, a kind after the other; one that kinds share stands at each of them.
  package static var rules: [Rule] { kinds.flatMap { $0.ownRules } }

  package static let names: Set<String> = Set(kinds.map { $0.section })

  /// The attributes that `${section.id.attribute}` can name.
  package static let attributes: [String: [String]] = Dictionary(
    uniqueKeysWithValues: kinds.map { ($0.section, $0.attributes) }
      + kinds.flatMap { kind in kind.brought.map { ("\(kind.section)/\($0.key)", $0.value) } }
      + [("loadBalancers.listeners", ["arn"])])
}

/// The entries of every section of one spec.
package struct Sections {
  private let all: [any AnySection]

  /// Reads them, or describes them, as the reader does.
  init(_ fields: inout FieldReader) {
    var all: [any AnySection] = []
    for kind in SectionCatalog.kinds { all.append(kind.read(&fields)) }
    self.all = all
  }

  /// The entries of one kind.
  package subscript<Model: Kind>(_ kind: Model.Type) -> Section<Model> {
    for section in all {
      if let found = section as? SectionOf<Model> { return found.entries }
    }
    return Section()
  }

  /// What an entry brings with it, or names in its place; nil where there is no such thing.
  func brought(_ part: String, by id: String, of section: String, in lowering: Lowering) -> Path? {
    all.lazy.compactMap { $0.brought(part, by: id, of: section, in: lowering) }.first
  }

  /// Whether an entry is there and has not read.
  func isUnread(_ id: String, of section: String) -> Bool { all.contains { $0.isUnread(id, of: section) } }

  /// The number of entries.
  var count: Int { all.reduce(0) { $0 + $1.count } }

  func lower(into lowering: inout Lowering) {
    for section in all { section.lower(into: &lowering) }
  }

  func check(_ lowered: Lowering) {
    for section in all { section.check(lowered) }
  }

  func checkNames(_ convention: NamingConvention, _ findings: Findings) {
    for section in all { section.checkNames(convention, findings) }
  }
}

/// A section whatever its kind: what is done to all of them.
private protocol AnySection: AnyObject {
  var count: Int { get }
  func lower(into lowering: inout Lowering)
  func check(_ lowered: Lowering)
  func checkNames(_ convention: NamingConvention, _ findings: Findings)
  func brought(_ part: String, by id: String, of section: String, in lowering: Lowering) -> Path?
  func isUnread(_ id: String, of section: String) -> Bool
}

private final class SectionOf<Model: Kind>: AnySection {
  let entries: Section<Model>

  init(_ entries: Section<Model>) {
    self.entries = entries
  }

  var count: Int { entries.entries.count }
  func lower(into lowering: inout Lowering) { lowering.add(entries) }
  func check(_ lowered: Lowering) { Model.check(entries, lowered) }
  func checkNames(_ convention: NamingConvention, _ findings: Findings) { convention.check(entries, findings) }

  func brought(_ part: String, by id: String, of section: String, in lowering: Lowering) -> Path? {
    guard section == Model.section, let entry = entries[id] else { return nil }
    return entry.model.brought(part, by: entry, in: lowering)
  }

  func isUnread(_ id: String, of section: String) -> Bool { section == Model.section && entries.unread.contains(id) }
}

extension Kind {
  fileprivate static func read(_ fields: inout FieldReader) -> any AnySection {
    SectionOf(fields.section(Self.self))
  }
}
