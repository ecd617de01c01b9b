import LintelSource

/// A JSON Schema of several forms, such that whoever writes one of them wrongly is told of that form, at the place that
/// is wrong.
///
/// `anyOf` would mark the whole value and say that it is none of them. Forms of different JSON types are told apart by
/// these first: a text, a list, or a map. A value that is not there yet counts as a map, so that an editor offers its keys.
struct SchemaUnion {
  private var description: [(String, JSONValue)] = []
  private var scalars: [JSONValue] = []
  private var lists: [JSONValue] = []
  private var maps: [JSONValue] = []

  init(_ schemas: [JSONValue]) {
    for schema in schemas { add(schema) }
  }

  private mutating func add(_ schema: JSONValue) {
    guard case .object(let members) = schema else { return scalars.append(schema) }
    let known = Dictionary(members) { first, _ in first }
    let words: Set = ["description", "markdownDescription", "default", "examples"]
    if description.isEmpty { description = members.filter { words.contains($0.0) } }
    let rest = members.filter { !words.contains($0.0) }
    if case .array(let forms)? = known["anyOf"], rest.count == 1 {
      for form in forms { add(form) }
    } else if let scalar = known["then"], let other = known["else"], rest.count == 3 {
      add(scalar)
      add(other)
    } else if known["$ref"] != nil || Self.isOf("object", known["type"]) {
      maps.append(.object(rest))
    } else if Self.isOf("array", known["type"]) {
      lists.append(.object(rest))
    } else {
      scalars.append(.object(rest))
    }
  }

  private static func isOf(_ name: String, _ type: JSONValue?) -> Bool {
    switch type {
    case .string(name)?: true
    case .array(let names)?: names.contains { if case .string(name) = $0 { true } else { false } }
    default: false
    }
  }

  /// One of the forms.
  var schema: JSONValue { made(isNullable: false) }

  /// One of the forms, or null.
  var nullable: JSONValue { made(isNullable: true) }

  private func made(isNullable: Bool) -> JSONValue {
    func plain(_ members: [(String, JSONValue)]) -> JSONValue { .object(description + members) }
    func text(_ type: String) -> JSONValue { .object([("type", .string(type))]) }
    let null = isNullable ? [text("null")] : []
    guard maps.count <= 1, lists.count <= 1 else {
      return plain([("anyOf", .array(scalars + lists + maps + null))])
    }
    guard let other = maps.first ?? lists.first else { return plain(Self.any(of: scalars + null)) }
    // Null is for the last of them to take.
    var last = Self.members(of: isNullable ? Self.withNull(other) : other)
    if !maps.isEmpty, let list = lists.first {
      last = [("if", text("array")), ("then", list), ("else", .object(last))]
    }
    guard !scalars.isEmpty else { return plain(last) }
    let types = JSONValue.array(["string", "number", "boolean"].map { .string($0) })
    return plain([
      ("if", .object([("type", types)])), ("then", .object(Self.any(of: scalars))), ("else", .object(last)),
    ])
  }

  private static func members(of schema: JSONValue) -> [(String, JSONValue)] {
    if case .object(let members) = schema { members } else { [] }
  }

  private static func any(of schemas: [JSONValue]) -> [(String, JSONValue)] {
    schemas.count == 1 ? members(of: schemas[0]) : [("anyOf", .array(schemas))]
  }

  /// A schema of maps or lists that takes null too; a definition that a reference leads to says so itself.
  private static func withNull(_ schema: JSONValue) -> JSONValue {
    .object(
      members(of: schema).map { name, value in
        guard name == "type", case .string = value else { return (name, value) }
        return (name, .array([value, .string("null")]))
      })
  }
}
