/// What a field takes, as data: from it come the JSON Schema and the reference page.
package indirect enum Shape: Sendable {
  /// Text as written. `pattern` is a regular expression of what stands in a literal one.
  case string(pattern: String?, minLength: Int, maxLength: Int?)
  case integer(ClosedRange<Int>)
  case number
  case boolean
  case choice([String])
  /// The id of an entry.
  case reference(section: String)
  case object(ObjectShape)
  /// `isSet`: an item can stand in it once.
  case list(of: Shape, count: ClosedRange<Int>, isSet: Bool)
  /// `keys` is a regular expression.
  case map(keys: String, of: Shape)
  /// One of several forms.
  case anyOf([Shape])
  /// A value, or `${parameters.x}`.
  case deferred(Shape)
  /// What may be known only when deploying, or where it is looked up then: `{ export: … }`.
  case orLookup(Shape, ObjectShape)
  /// The entries of a section, by id.
  case section(String, ObjectShape)
  /// The changes of each environment, by its name.
  case environments
  /// Fields laid under every entry of a section.
  case defaults
  /// Anything: what `x-` keys hold.
  case anything
}

/// The fields of a map with known keys.
package struct ObjectShape: Sendable {
  /// Names it in the schema; the type that reads it.
  package let name: String
  package let summary: String
  package var fields: [FieldDescription] = []
  /// Groups of keys of which exactly one has to be there.
  package var exactlyOne: [[String]] = []
  /// Groups of keys of which at most one may be there.
  package var atMostOne: [[String]] = []
  /// The two forms that the map may have; none where it has one.
  package var forms: [KeyForm] = []
  /// Keys that stand for entries of other sections, which then need to say only what differs.
  package var shorthand: [String] = []

  package init(name: String, summary: String) {
    self.name = name
    self.summary = summary
  }
}

/// One of two forms of a map, by its keys; keys that both forms have stand in neither.
package struct KeyForm: Sendable {
  package let required: [String]
  package let optional: [String]

  package init(_ required: [String], optional: [String] = []) {
    self.required = required
    self.optional = optional
  }

  var keys: [String] { required + optional }
}

/// One field, as its initializer line describes it.
package struct FieldDescription: Sendable {
  package let key: String
  package let isRequired: Bool
  /// What stands for the field when it is left out, in words or as a value.
  package let defaultText: String?
  package let summary: String
  package let shape: Shape
}
