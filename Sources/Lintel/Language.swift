import LintelAWS
import LintelKinds
import LintelSchema
import LintelSource

/// What Lintel says of its own language, made from the descriptions that read it.
package enum Language {
  /// The version of this Lintel.
  package static let release = "0.1.0"

  /// The JSON Schema, the same as `schemas/lintel.schema.json`.
  package static var schema: String {
    var examples: [(section: String?, yaml: String)] = SectionCatalog.kinds.map { ($0.section, $0.example.text) }
    examples += SpecExample.Base.allCases.map { (nil, $0.text) }
    return JSONSchema.text(of: Specification.described, FieldExamples(examples, of: Specification.described))
  }

  /// The reference pages of the documentation: their names and texts.
  package static var referencePages: [(path: String, text: String)] {
    ReferencePage.pages(of: Specification.described) + RuleMarkdown.pages
  }

  /// Facts about AWS's types as JSON, for the proofs against outside sources.
  package static var catalog: String { Catalog.json }
}
