import LintelAWS
import LintelGraph
import LintelSchema
import LintelSource

/// Fields that are members of an object within a property of an AWS type, each a line: form, range, choices and default
/// stand in the type's table.
struct MemberFields {
  private let type: ResourceType
  private let path: [String]
  /// What is written, in the order of the fields.
  private(set) var members: [Member] = []

  /// Of the object at a path: `ContainerDefinitions`, `HealthCheck`.
  init(of type: ResourceType, _ path: String...) {
    self.type = type
    self.path = path
  }

  subscript(_ member: String) -> Value? { members.first { $0.key == member }?.value }

  /// A field whose form follows from the member's row.
  mutating func read(
    _ fields: inout FieldReader, _ key: String, in unit: Unit? = nil, _ member: String, _ summary: String
  ) {
    // Only what is written, or described, has the type's table read.
    let value = fields.optional(key, .member(row(member), in: unit), summary, absence: absence(member))
    if let value { members.append(Member(member, Value(value.value, at: value.span))) }
  }

  /// A field of a form of its own.
  mutating func read<Written>(
    _ fields: inout FieldReader, _ key: String, _ form: FieldType<Written>, _ member: String, _ summary: String,
    _ lower: (Located<Written>) -> Value
  ) {
    let value = fields.optional(key, form, summary, absence: absence(member))
    if let value { members.append(Member(member, lower(value))) }
  }

  private func absence(_ member: String) -> String? {
    row(member).defaultValue.flatMap { $0 == "null" ? nil : Absence.word($0) }
  }

  private func row(_ member: String) -> PropertyDescription {
    guard let row = type.description(of: path + [member]) else {
      preconditionFailure("no row of member \(member) in \(path)")
    }
    return row
  }
}

extension FieldType where Value == LintelGraph.Value.Content {
  /// The value of a member, in the form that its row states.
  fileprivate static func member(_ row: PropertyDescription, in unit: Unit?) -> FieldType<LintelGraph.Value.Content> {
    switch row.shape {
    case .boolean:
      FieldType<Bool>.boolean.converted(placeholder: .boolean(false)) { value, _, _ in .boolean(value) }
    case .integer:
      FieldType<Int>.integer(row.range ?? 0 ... .max, in: unit).converted(placeholder: .integer(0)) { value, _, _ in
        .integer(value)
      }
    default:
      (row.choices.isEmpty ? FieldType<String>.string(1...1024) : .oneOf(row.choices)).converted(
        placeholder: .string("")
      ) { value, _, _ in .string(value) }
    }
  }
}
