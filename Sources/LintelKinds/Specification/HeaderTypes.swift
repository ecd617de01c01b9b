import LintelAWS
import LintelGraph
package import LintelSchema
package import LintelSource
import LintelSpec

/// A value that is given when the system is deployed, or looked up then.
package struct ParameterDeclaration: Described {
  package static let summary = "A value that is given when deploying: a CloudFormation parameter."
  package static let keyOfScalar: String? = "default"

  let type: Located<Parameter.Kind>
  let description: Located<String>?
  let defaultValue: Located<String>?
  let allowedValues: [Located<String>]
  let pattern: Located<String>?
  let source: Located<ParameterSource>?

  package init(_ fields: inout FieldReader) {
    type = fields.optional("type", .choice, default: .string, "What it holds.")
    description = fields.optional("description", .string(0...4000), "What it is for.")
    defaultValue = fields.optional(
      "default", .string(0...4096), "Its value in a first deployment that does not give one.")
    allowedValues =
      fields.optional("allowedValues", .list(of: .string(0...4096), count: 1...100), "The values that it can have.")?
      .value ?? []
    pattern = fields.optional("pattern", .string(1...4096), "A regular expression that its value matches.")
    let export = fields.optional(
      "export", .exportName, "The name of another stack's export that holds it: then nobody gives it.")
    let ssm = fields.optional(
      "ssm", .parameterName, "The name or path of a parameter in Systems Manager's store that holds it.")
    let item = fields.optional(
      "item", .integer(0...99), "Which value of a comma-separated list is meant, from 0 on.", absence: "the whole")
    fields.atMostOne("export", "ssm", "default")
    fields.atMostOne("export", "ssm", "allowedValues")
    fields.atMostOne("export", "ssm", "pattern")
    let exported = export.map { Located(ParameterSource(.export($0.value), item: item?.value), at: $0.span) }
    let stored = ssm.map { Located(ParameterSource(.ssm($0.value), item: item?.value), at: $0.span) }
    source = exported ?? stored
  }

  func parameter(named name: Located<String>) -> Parameter {
    Parameter(
      name: name.value, kind: type.value, source: source?.value, description: description?.value,
      defaultValue: defaultValue?.value,
      allowedValues: allowedValues.map(\.value), pattern: pattern?.value, span: name.span)
  }
}

/// The settings of the checks: severities, and findings that are accepted.
package struct LintSettings: Described {
  package static let summary = "What the checks report."

  package let rules: [MapEntry<Severity>]
  package let allow: [Located<Allowance>]

  package init(_ fields: inout FieldReader) {
    rules =
      fields.optional(
        "rules", .map("rule", keys: .ruleID, of: .choice),
        "The severity of rules, by their ids. Findings that "
          + "make a spec unreadable cannot be set.")?.value ?? []
    allow =
      fields.optional("allow", .list(of: .object), "Findings that are accepted, for specs in JSON.")?.value ?? []
  }

  /// One finding that is accepted.
  package struct Allowance: Described {
    package static let summary = "A finding that is accepted, and why."

    package let rule: Located<String>
    package let at: Located<String>
    package let because: Located<String>

    package init(_ fields: inout FieldReader) {
      rule = fields.required("rule", .string(1...100), "The rule's id.")
      at = fields.required("at", .string(1...1000), "The entry that has it: `securityGroups.service`.")
      because = fields.required("because", .string(1...1000), "The reason.")
    }
  }
}

extension KeyRule {
  static let ruleID = KeyRule("id", pattern: Grammar.identifierPattern) { key in
    key.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x2D } && !key.isEmpty
      ? nil : "rule ids are words joined by hyphens"
  }
}

extension FieldType where Value == Int {
  /// `lintel`: the version of the language.
  static var languageVersion: FieldType<Int> {
    integer(0 ... .max).converted(shape: .choice(["1"]), placeholder: 1) { version, span, context in
      if version == 1 { return version }
      context.findings.report(
        .invalidValue, at: span, "the language has no version \(version)", label: "this Lintel reads version 1",
        help: ["write `lintel: 1`, or use a Lintel that reads version \(version)"])
      return nil
    }
  }
}

extension FieldType where Value == String {
  /// `project`: Lintel's grammar of ids.
  static var identifier: FieldType<String> {
    .text("an id", pattern: Grammar.identifierPattern) { text in
      Grammar.isIdentifier(text) ? nil : "\(Grammar.identifierWords), at most \(Grammar.identifierLimit) characters"
    }
  }

  static var region: FieldType<String> {
    .text("a region", pattern: "^[a-z]{2,4}(-[a-z]+)+-[0-9]$") { text in
      let words = text.split(separator: "-", omittingEmptySubsequences: false)
      let isRegion =
        words.count >= 3 && (2...4).contains(words[0].utf8.count) && Int(words[words.count - 1]) != nil
        && words.dropLast().allSatisfy { $0.utf8.allSatisfy { (0x61...0x7A).contains($0) } && !$0.isEmpty }
      return isRegion ? nil : "a name such as `us-east-1` is expected"
    }.known("region") { AWSNames.verdict(onRegion: $0) }
  }

  static var account: FieldType<String> {
    .text("an account", pattern: "^[0-9]{12}$") { text in
      Identifier.isAccount(text) ? nil : "12 digits are expected"
    }
  }

  /// A variable's value is read where it is used: here it only has to be a scalar.
  static var variableValue: FieldType<String> {
    FieldType(shape: .anyOf([.string(pattern: nil, minLength: 0, maxLength: nil), .number, .boolean]), placeholder: "")
    {
      cursor, context in
      context.scalar(cursor, expected: "a string, number or boolean")
    }
  }
}

extension FieldReader {
  /// Lets `x-…` keys pass: a home for anchors.
  package mutating func acceptExtensions() { acceptKeys { $0.hasPrefix("x-") } }

  /// Reports keys of `defaults` that are no sections.
  package mutating func checkDefaultSections(_ sections: Set<String>) {
    guard let (cursor, context) = raw("defaults") else { return }
    reportUnknownKeys(of: cursor, context, noun: "'defaults'", known: sections.sorted())
  }
}
