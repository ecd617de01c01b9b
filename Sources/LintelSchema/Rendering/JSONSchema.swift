import LintelSource
import LintelSpec

/// The language as a JSON Schema (draft 2020-12), for editors.
///
/// Each description is written in three modes. *Whole* is a system: what is required is there. *Partial* is an
/// environment, `defaults`, or the base of environments: nothing is required, and `null` stands for "removed". An
/// entry with `existing` needs nothing else.
package struct JSONSchema {
  private enum Mode { case whole, partial }

  private let root: ObjectShape
  private let examples: FieldExamples
  private var definitions: [(name: String, schema: JSONValue)] = []
  private var known: Set<String> = []

  /// - Parameters:
  ///   - root: A whole spec.
  ///   - examples: Values of fields.
  /// - Returns: The schema, as it stands in a file.
  package static func text(of root: ObjectShape, _ examples: FieldExamples) -> String {
    var schema = JSONSchema(root, examples)
    return schema.document.text()
  }

  private init(_ root: ObjectShape, _ examples: FieldExamples) {
    self.root = root
    self.examples = examples
  }

  // MARK: The document

  private var document: JSONValue {
    mutating get {
      let sections = root.fields.filter(\.isSection)
      let headers = root.fields.filter { !$0.isSection }
      var properties = headers.map { ($0.key, described($0, of: root, .whole)) }
      properties += sections.map { ($0.key, JSONValue.boolean(true)) }
      let whole = sections.map { ($0.key, described($0, of: root, .whole)) }
      let partial = sections.map { ($0.key, described($0, of: root, .partial)) }
      let everywhere = ["lintel", "project"]
      let required = headers.filter { $0.isRequired && !everywhere.contains($0.key) }.map { JSONValue.string($0.key) }
      define("Environment") { $0.environment }
      return .object([
        ("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
        ("$id", .string("urn:lintel:spec:1")),
        ("title", .string("Lintel")),
        ("description", .string(root.summary)),
        ("type", .string("object")),
        ("required", .array(everywhere.map { .string($0) })),
        ("properties", .object(properties)),
        ("patternProperties", .object([("^x-", .boolean(true))])),
        ("additionalProperties", .boolean(false)),
        ("if", .object([("anyOf", .array(reasonsForParts))])),
        ("then", .object([("properties", .object(partial))])),
        ("else", .object([("properties", .object(whole))])),
        (
          "allOf",
          .array([
            .object([
              ("if", .object([("required", .array([.string("environments")]))])),
              ("else", .object([("required", .array(required))])),
            ])
          ])
        ),
        ("$defs", .object(definitions.map { ($0.name, $0.schema) })),
      ])
    }
  }

  /// What makes the entries of a spec parts of something: its environments, or the short form of an entry, from which
  /// others follow.
  private var reasonsForParts: [JSONValue] {
    func having(_ key: String, _ value: JSONValue? = nil) -> JSONValue {
      let properties = value.map { [("properties", JSONValue.object([(key, $0)]))] } ?? []
      return .object([("required", .array([.string(key)]))] + properties)
    }
    var reasons = [having("environments")]
    for field in root.fields {
      guard case .section(let section, let entry) = field.shape, !entry.shorthand.isEmpty else { continue }
      let isShort = JSONValue.object([("anyOf", .array(entry.shorthand.map { having($0) }))])
      let none = JSONValue.object([("additionalProperties", .object([("not", isShort)]))])
      reasons.append(having(section, .object([("not", none)])))
      reasons.append(having("defaults", having(section, isShort)))
    }
    return reasons
  }

  private var environment: JSONValue {
    mutating get {
      let fields = root.fields.filter { !Environments.forbidden.contains($0.key) }
      return .object([
        ("type", JSONSchema.objectOrNull),
        ("description", .string("Changes that are merged over the spec.")),
        ("properties", .object(fields.map { ($0.key, nullable(described($0, of: root, .partial))) })),
        ("patternProperties", .object([("^x-", .boolean(true))])),
        ("additionalProperties", .boolean(false)),
      ])
    }
  }

  private var defaults: JSONValue {
    mutating get {
      let sections = root.fields.compactMap { field -> (String, JSONValue)? in
        guard case .section(_, let entry) = field.shape else { return nil }
        return (field.key, reference(to: entry, .partial))
      }
      return .object([
        ("type", .string("object")), ("properties", .object(sections)), ("additionalProperties", .boolean(false)),
      ])
    }
  }

  // MARK: Objects

  private mutating func define(_ name: String, _ schema: (inout JSONSchema) -> JSONValue) {
    guard known.insert(name).inserted else { return }
    let position = definitions.count
    definitions.append((name, .boolean(true)))
    definitions[position].schema = schema(&self)
  }

  private mutating func reference(to object: ObjectShape, _ mode: Mode) -> JSONValue {
    let name = mode == .whole ? object.name : object.name + ".partial"
    define(name) { $0.definition(of: object, mode) }
    return .object([("$ref", .string("#/$defs/\(name)"))])
  }

  private mutating func definition(of object: ObjectShape, _ mode: Mode) -> JSONValue {
    let properties = object.fields.map { field in
      (field.key, mode == .partial ? nullable(described(field, of: object, mode)) : described(field, of: object, mode))
    }
    var members: [(String, JSONValue)] = [
      ("type", mode == .whole ? .string("object") : JSONSchema.objectOrNull),
      ("properties", .object(properties)), ("additionalProperties", .boolean(false)),
    ]
    members.insert(contentsOf: Self.words(object.summary), at: 1)
    guard mode == .whole else { return .object(members) }
    let demands = demands(of: object)
    if object.fields.contains(where: { $0.key == "existing" }) {
      let existing = JSONValue.object([("required", .array([.string("existing")]))])
      members += [("if", existing), ("else", .object(demands))]
    } else {
      members += demands
    }
    return .object(members)
  }

  private func demands(of object: ObjectShape) -> [(String, JSONValue)] {
    var members: [(String, JSONValue)] = []
    let required = object.fields.filter(\.isRequired).map { JSONValue.string($0.key) }
    if !required.isEmpty { members.append(("required", .array(required))) }
    let groups = object.exactlyOne.map { keys in
      JSONValue.object([
        ("oneOf", .array(keys.map { .object([("required", .array([.string($0)]))]) }))
      ])
    }
    let exclusions = object.atMostOne.map { keys in
      JSONValue.object([
        ("not", .object([("required", .array(keys.map { .string($0) }))]))
      ])
    }
    let all = groups + exclusions + Self.forms(of: object)
    if !all.isEmpty { members.append(("allOf", .array(all))) }
    return members
  }

  /// Which of two forms a map has, a key of the second tells; whoever writes one wrongly is told of that one.
  private static func forms(of object: ObjectShape) -> [JSONValue] {
    guard object.forms.count == 2 else { return [] }
    func required(_ keys: [String]) -> JSONValue { .object([("required", .array(keys.map { .string($0) }))]) }
    func anyOf(_ keys: [String]) -> JSONValue { .object([("anyOf", .array(keys.map { required([$0]) }))]) }
    let (first, second) = (object.forms[0], object.forms[1])
    return [
      .object([
        ("if", anyOf(second.keys)),
        ("then", .object([("required", .array(second.required.map { .string($0) })), ("not", anyOf(first.keys))])),
        ("else", required(first.required)),
      ])
    ]
  }

  private mutating func described(_ field: FieldDescription, of object: ObjectShape, _ mode: Mode) -> JSONValue {
    var summary = field.summary
    if let absence = field.defaultText { summary += " Default: \(absence)." }
    guard case .object(let members) = schema(of: field.shape, mode) else { return .boolean(true) }
    // A whole section is long: it stands once.
    let isShown = mode == .whole || !field.isSection
    let example = isShown ? examples.value(of: field.key, in: object.name) : nil
    let shown = example.map { [("examples", JSONValue.array([$0]))] } ?? []
    return .object(Self.words(summary) + members + fallback(of: field) + shown)
  }

  /// A description; for editors that show Markdown once more where there is something to show as code.
  private static func words(_ text: String) -> [(String, JSONValue)] {
    let plain: [(String, JSONValue)] = [("description", .string(text.replacing("`", with: "")))]
    return text.contains("`") ? plain + [("markdownDescription", .string(text))] : plain
  }

  /// The default as data, for editors that fill it in; nothing where it is told in words.
  private func fallback(of field: FieldDescription) -> [(String, JSONValue)] {
    guard let text = field.defaultText else { return [] }
    var shape = field.shape
    if case .deferred(let inner) = shape { shape = inner }
    switch shape {
    case .integer: return Int(text).map { [("default", .integer($0))] } ?? []
    case .boolean: return text == "true" || text == "false" ? [("default", .boolean(text == "true"))] : []
    case .choice(let words): return words.contains(text) && Int(text) == nil ? [("default", .string(text))] : []
    default: return []
    }
  }

  private static let objectOrNull = JSONValue.array([.string("object"), .string("null")])

  /// The same, or null.
  private func nullable(_ schema: JSONValue) -> JSONValue { SchemaUnion([schema]).nullable }

  // MARK: Values

  private mutating func schema(of shape: Shape, _ mode: Mode) -> JSONValue {
    switch shape {
    case .string(let pattern, let minLength, _): return string(pattern, minLength)
    case .integer(let range): return orVariable([("type", .string("integer"))] + bounds(of: range))
    case .number: return orVariable([("type", .string("number"))])
    case .boolean: return orVariable([("type", .string("boolean"))])
    case .choice(let words): return choice(words)
    case .reference: return string(Grammar.identifierPattern, 1)
    case .object(let object): return reference(to: object, mode)
    case .list(let item, let count, let isSet):
      var members: [(String, JSONValue)] = [("type", .string("array")), ("items", schema(of: item, .whole))]
      if count.lowerBound > 0 { members.append(("minItems", .integer(count.lowerBound))) }
      if count.upperBound < .max { members.append(("maxItems", .integer(count.upperBound))) }
      if isSet { members.append(("uniqueItems", .boolean(true))) }
      return .object(members)
    case .map(let keys, let item):
      let value = schema(of: item, mode)
      return map(keys: keys, of: mode == .partial ? nullable(value) : value)
    case .anyOf(let shapes):
      var schemas: [JSONValue] = []
      for shape in shapes { schemas.append(schema(of: shape, mode)) }
      return SchemaUnion(schemas).schema
    case .deferred(let shape):
      if case .string = shape { return schema(of: shape, mode) }
      return SchemaUnion([schema(of: shape, mode), interpolation("parameters")]).schema
    case .orLookup(let shape, let lookup):
      return SchemaUnion([schema(of: shape, mode), reference(to: lookup, mode)]).schema
    case .section(_, let entry):
      let value = reference(to: entry, mode)
      return map(keys: Grammar.identifierPattern, of: mode == .partial ? nullable(value) : value)
    case .environments:
      let environment = JSONValue.object([("$ref", .string("#/$defs/Environment"))])
      return map(keys: Grammar.identifierPattern, of: nullable(environment))
    case .defaults: return defaults
    case .anything: return .object([])
    }
  }

  /// A string field takes any scalar as it is written; what `${…}` becomes is not known here.
  private func string(_ pattern: String?, _ minLength: Int) -> JSONValue {
    var members: [(String, JSONValue)] = [("type", .array(["string", "number", "boolean"].map { .string($0) }))]
    if let pattern { members.append(("pattern", .string(pattern + #"|\$\{"#))) }
    if minLength > 0, pattern == nil { members.append(("minLength", .integer(minLength))) }
    return .object(members)
  }

  private func choice(_ words: [String]) -> JSONValue {
    let numbers = words.compactMap(Int.init)
    let values = numbers.count == words.count ? numbers.map { JSONValue.integer($0) } : words.map { .string($0) }
    return .object([("anyOf", .array([.object([("enum", .array(values))]), interpolation("variables")]))])
  }

  private func bounds(of range: ClosedRange<Int>) -> [(String, JSONValue)] {
    var members: [(String, JSONValue)] = [("minimum", .integer(range.lowerBound))]
    if range.upperBound < .max { members.append(("maximum", .integer(range.upperBound))) }
    return members
  }

  /// A value of its type, or a string that is exactly `${variables.x}`.
  private func orVariable(_ members: [(String, JSONValue)]) -> JSONValue {
    .object([("anyOf", .array([.object(members), interpolation("variables")]))])
  }

  private func interpolation(_ namespace: String) -> JSONValue {
    .object([("type", .string("string")), ("pattern", .string("^\\$\\{\(namespace)\\.[a-zA-Z][a-zA-Z0-9]*\\}$"))])
  }

  private func map(keys: String, of value: JSONValue) -> JSONValue {
    .object([
      ("type", .string("object")), ("propertyNames", .object([("pattern", .string(keys))])),
      ("additionalProperties", value),
    ])
  }
}

extension FieldDescription {
  fileprivate var isSection: Bool {
    if case .section = shape { true } else { false }
  }
}
