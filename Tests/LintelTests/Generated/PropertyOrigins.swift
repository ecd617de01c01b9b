import LintelAWS
import LintelGraph
import LintelKinds
import LintelSchema
import LintelSource
import LintelYAML
import Testing

@testable import Lintel

/// Which field of a spec each property of AWS's types comes from, seen by where the values of many specs stand.
struct PropertyOrigins {
  /// Paths of fields by type and path of a property: `AWS::EC2::Subnet` and `CidrBlock`.
  private(set) var fields: [Key: Set<String>] = [:]
  /// Properties that some system has, whatever they come from.
  private(set) var seen: Set<Key> = []
  /// The fields that some spec has, each with the name of its map: several paths may lead to one.
  private(set) var written: Set<String> = []

  /// Describing the language takes longer than reading a spec.
  fileprivate static let language = Specification.described

  struct Key: Hashable {
    let type: String
    let property: String
  }

  /// Adds what a spec without errors shows.
  mutating func add(_ text: String) throws {
    let reading = Reading(text)
    var places = FieldPlaces(file: reading.file)
    places.add(reading.document.root, of: reading.tree)
    for path in places.paths { written.formUnion(try Self.fields(at: path)) }
    for graph in try Checked(of: text).finishedGraphs {
      for resource in graph.resources where resource.role == .owned || resource.role == .scaffold {
        guard let type = Catalog.type(named: resource.type) else { continue }
        for member in resource.properties + resource.initial {
          add(member.value, Key(type: type.name, property: member.key), type.properties, member.key, places)
        }
      }
    }
  }

  private static func fields(at path: String) throws -> [String] {
    let keys = path.split(separator: ".")
    let above = keys.dropLast().joined(separator: ".")
    let maps =
      above.isEmpty
      ? [Self.language] : try FieldListing(of: above, in: Self.language).objects.map(\.object)
    return maps.map { "\($0.name).\(keys[keys.count - 1])" }
  }

  private mutating func add(
    _ value: Value, _ key: Key, _ rows: [PropertyDescription], _ name: String, _ places: FieldPlaces
  ) {
    seen.insert(key)
    if let field = places.field(at: value.span) { fields[key, default: []].insert(field) }
    guard let parts = rows.first(where: { $0.name == name })?.shape.parts else { return }
    for item in [value] + value.items {
      if let field = places.field(at: item.span), parts.isEmpty { fields[key, default: []].insert(field) }
      guard case .map(let members) = item.content else { continue }
      for member in members where parts.contains(where: { $0.name == member.key }) {
        let part = Key(type: key.type, property: "\(key.property).\(member.key)")
        add(member.value, part, parts, member.key, places)
      }
    }
  }
}

/// The paths of a spec's fields by where their values stand.
private struct FieldPlaces {
  let file: FileID
  private var fields: [UInt64: String] = [:]
  private(set) var paths: Set<String> = []

  init(file: FileID) { self.file = file }

  private static let language = PropertyOrigins.language

  /// The field whose value stands there; a value at an entry's id is derived.
  func field(at span: Span) -> String? {
    span.file == file ? fields[Self.key(span)].flatMap { $0.contains(".") ? $0 : nil } : nil
  }

  private static func key(_ span: Span) -> UInt64 { UInt64(span.start) << 32 | UInt64(span.end) }

  /// Adds the values of a spec, of its environments, and of its defaults.
  mutating func add(_ root: NodeID, of tree: Tree) {
    add(root, "", of: tree)
    for pair in tree.pairs(of: tree.resolve(root)) where tree[tree.resolve(pair.value)].kind == .mapping {
      switch tree.text(of: pair.key) {
      case "environments":
        for environment in tree.pairs(of: tree.resolve(pair.value)) { add(environment.value, "", of: tree) }
      case "defaults": add(pair.value, "", of: tree)
      default: break
      }
    }
  }

  private mutating func add(_ node: NodeID, _ path: String, of tree: Tree) {
    let node = tree.resolve(node)
    if !path.isEmpty { fields[Self.key(tree.span(of: node))] = path }
    switch tree[node].kind {
    case .scalar, .alias: break
    case .sequence: for item in tree.items(of: node) { add(item, path, of: tree) }
    case .mapping:
      for pair in tree.pairs(of: node) {
        let key = tree.text(of: pair.key)
        let longer = path.isEmpty ? key : "\(path).\(key)"
        // What is no field is an id, or a name of the spec's own: its value belongs to the field that holds it.
        let isField = (try? FieldListing(of: longer, in: Self.language)) != nil
        if isField { paths.insert(longer) }
        if !isField, !path.isEmpty { fields[Self.key(tree.span(of: pair.key))] = path }
        add(pair.value, isField ? longer : path, of: tree)
      }
    }
  }
}
