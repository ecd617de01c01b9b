import LintelAWS
import LintelGraph
import LintelSchema

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
    _ summary: String
  ) {
    add(
      property, fields.optional(key, .integer(range, in: unit), summary, absence: absence(property)).map(Value.integer))
  }

  mutating func string(
    _ fields: inout FieldReader, _ key: String, _ form: FieldType<String>, _ property: String, _ summary: String
  ) {
    add(property, fields.optional(key, form, summary, absence: absence(property)).map(Value.string))
  }

  private mutating func add(_ property: String, _ value: Value?) {
    if let value { members.append(Member(property, value)) }
  }

  private func absence(_ property: String) -> String? {
    type.defaultValue(of: property).map { _ in Absence.aws(type, property) }
  }
}
