import LintelAWS
import LintelGraph
import LintelSchema
import LintelSource
import LintelSpec

/// Fields that are properties of an AWS type as they stand, so that one is a line: read, described, with AWS's default
/// in its description, and given to the resource.
struct PropertyFields {
  private let type: ResourceType
  /// What is written, in the order of the fields.
  private(set) var members: [Member] = []

  init(of type: ResourceType) {
    self.type = type
  }

  subscript(_ property: String) -> Value? { members.first { $0.key == property }?.value }

  mutating func integer(
    _ fields: inout FieldReader, _ key: String, _ range: ClosedRange<Int>, in unit: Unit? = nil, _ property: String,
    _ summary: String, absence: String? = nil
  ) {
    add(
      property,
      fields.optional(key, .integer(range, in: unit), summary, absence: absence ?? self.absence(property))
        .map(Value.integer))
  }

  mutating func boolean(_ fields: inout FieldReader, _ key: String, _ property: String, _ summary: String) {
    add(property, fields.optional(key, .boolean, summary, absence: absence(property)).map(Value.boolean))
  }

  mutating func string(
    _ fields: inout FieldReader, _ key: String, _ form: FieldType<String>, _ property: String, _ summary: String
  ) {
    add(property, fields.optional(key, form, summary, absence: absence(property)).map(Value.string))
  }

  /// One whose value is not the text itself.
  mutating func value<Written>(
    _ fields: inout FieldReader, _ key: String, _ form: FieldType<Written>, _ property: String, _ summary: String,
    _ lower: (Located<Written>) -> Value
  ) {
    add(property, fields.optional(key, form, summary, absence: absence(property)).map { lower($0) })
  }

  private mutating func add(_ property: String, _ value: Value?) {
    if let value { members.append(Member(property, value)) }
  }

  private func absence(_ property: String) -> String? {
    type.defaultValue(of: property).map { _ in Absence.aws(type, property) }
  }
}

/// Fields that are attributes of an AWS type, each a line: its form, range and default stand in the type's table, below
/// the set that holds it.
struct AttributeFields {
  private let type: ResourceType
  private let property: String
  /// What is written, in the order of the fields.
  private(set) var items: [Value] = []

  init(of type: ResourceType, _ property: String) {
    self.type = type
    self.property = property
  }

  /// The value of an attribute.
  subscript(_ attribute: String) -> Value? {
    items.first { $0["Key"]?.literal == attribute }?["Value"]
  }

  /// A field of its own name.
  mutating func read(
    _ fields: inout FieldReader, _ key: String, in unit: Unit? = nil, _ attribute: String, _ summary: String
  ) {
    // Only what is written, or described, has the type's table read.
    let value = fields.optional(
      key, .attribute(row(attribute), in: unit), summary,
      absence: row(attribute).defaultValue.map { _ in Absence.aws(type, property, attribute) })
    if let value { add(attribute, value) }
  }

  private func row(_ attribute: String) -> PropertyDescription {
    guard let row = type.description(of: [property, attribute]) else {
      preconditionFailure("no row of attribute \(attribute)")
    }
    return row
  }

  /// Fields that have AWS's names.
  mutating func read(_ fields: inout FieldReader, named attributes: KeyValuePairs<String, String>) {
    for (attribute, summary) in attributes { read(&fields, attribute, attribute, summary) }
  }

  mutating func add(_ attribute: String, _ value: Located<String>) {
    items.append(
      .map(["Key": Value(.string(attribute)), "Value": .string(value)], at: value.span))
  }

  mutating func add(_ other: AttributeFields) { items += other.items }

  /// The property with all that is written.
  var members: [Member] {
    guard let first = items.first else { return [] }
    let written = items.first { $0.span.isWritten } ?? first
    return [Member(property, .set(items, at: written.span))]
  }
}

extension FieldType where Value == String {
  /// The value of an attribute, in the form that its row states: AWS takes all of them as text.
  fileprivate static func attribute(_ row: PropertyDescription, in unit: Unit?) -> FieldType<String> {
    switch row.shape {
    case .boolean: return FieldType<Bool>.boolean.converted(placeholder: "false") { value, _, _ in String(value) }
    case .integer:
      let range = row.range ?? 0 ... .max
      let none = row.defaultValue.flatMap { Int($0) }.flatMap { range.contains($0) ? nil : $0 }
      guard let none else {
        return FieldType<Int>.integer(range, in: unit).converted(placeholder: "") { value, _, _ in String(value) }
      }
      return FieldType<Int>.integer(none...range.upperBound, in: unit).converted(placeholder: "") {
        value, span, context in
        if value == none || range.contains(value) { return String(value) }
        context.findings.report(
          .invalidValue, at: span, "\(value) is out of range",
          label: "AWS takes \(none), or \(range.lowerBound) to \(range.upperBound)",
          help: ["write `\(range.lowerBound)`"])
        return nil
      }
    default: return row.choices.isEmpty ? .string(1...1024) : .oneOf(row.choices)
    }
  }
}
