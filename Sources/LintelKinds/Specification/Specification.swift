import LintelAWS
import LintelGraph
package import LintelSchema
package import LintelSource
package import LintelSpec

/// A whole spec, typed: the top-level keys and the entries of every section.
package struct Specification: Described {
  package static let summary = "One system on AWS, in one or more environments."

  package let version: Located<Int>
  package let project: Located<String>
  package let region: Located<String>
  package let account: Located<String>?
  package let tags: [MapEntry<Text>]
  package let naming: Located<NamingConvention>?
  package let parameters: [MapEntry<ParameterDeclaration>]
  package let outputs: [MapEntry<OutputDeclaration>]
  package let load: Located<LoadDeclaration>?
  package let lint: Located<LintSettings>?
  /// What stands for itself: `{ export: … }` and `{ ssm: … }` where a value is wanted.
  package let lookups: [NamedLookup]

  package let sections: Sections

  package init(_ fields: inout FieldReader) {
    version = fields.required("lintel", .languageVersion, "The version of the language.")
    project = fields.required("project", .identifier, "The system's name: part of names, tags and paths.")
    region = fields.required("region", .region, "The AWS region.")
    account = fields.optional(
      "account", .account, "The AWS account, 12 digits.", absence: "the account that deploys")
    tags = fields.optional("tags", .tags, "Tags of every resource.")?.value ?? []
    fields.structural(
      "include",
      .anyOf([
        .string(pattern: nil, minLength: 1, maxLength: nil),
        .list(of: .string(pattern: nil, minLength: 1, maxLength: nil), count: 0 ... .max, isSet: true),
      ]),
      "Paths of files, from the folder of the file that names them, whose sections, `variables` and `tags` belong to "
        + "the spec. Such a file may include others.")
    naming = fields.optional("naming", .object, "How physical names are formed.")
    fields.structural("defaults", .defaults, "Fields laid under every entry of a section.")
    _ = fields.optional(
      "variables", .map("variable", keys: .variable, of: .variableValue), "Values for `${variables.x}`.")
    parameters =
      fields.optional(
        "parameters", .map("parameter", keys: .variable, ofObjects: ParameterDeclaration.self),
        "Values given when deploying, for `${parameters.x}`.")?.value ?? []
    outputs =
      fields.optional(
        "outputs", .map("output", keys: .variable, ofObjects: OutputDeclaration.self),
        "Values for people and for other systems.")?.value ?? []
    fields.structural(
      "environments", .environments, "Each is the spec with its keys merged over it. `null` removes a key.")
    load = fields.optional("load", .object, "The load on the system, which is simulated and tested with.")
    lint = fields.optional("lint", .object, "What the checks report.")

    sections = Sections(&fields)
    lookups = fields.lookups
    fields.reportUndecided()
    fields.acceptExtensions()
    fields.checkDefaultSections(SectionCatalog.names)
  }
}

extension Lowering {
  /// The whole graph.
  package mutating func lower() {
    graph.reserveCapacity(index.size * 4)
    for parameter in spec.parameters { parameter.value.value.check(parameter.key.value, findings) }
    spec.sections.lower(into: &self)
    lowerOutputs()
    lowerLoad()
    reportUnknownAttributes()
  }

  /// Reports what is wrong with entries by themselves, once the graph is whole.
  package func checkEntries() { spec.sections.check(self) }

  /// Of what is already there only what follows from its identifier is known, and of what is not in a template nothing.
  private func reportUnknownAttributes() {
    guard graph.resources.contains(where: { $0.isExisting || $0.role == .scaffold }) else { return }
    reportUnnamed()
    for resource in graph.resources where resource.role == .owned {
      resource.forEachReference { reference, span in
        guard span.isWritten, let target = graph[reference.path] else { return }
        if target.role == .scaffold {
          findings.report(
            .invalidInterpolation, at: span, "'\(target.path)' is not in the template",
            label: "an image is made from it, and it serves nothing else", help: ["leave the reference out"])
        } else if case .existing(.unsaid) = target.role {
          return
        } else if target.isExisting, let type = Catalog.type(named: target.type),
          type.existing[reference.attribute] == nil
        {
          report(reference, to: target, at: span)
        }
      }
    }
  }

  /// Of something whose identifier the spec does not say nothing can be known: what needs any of it asks for that.
  private func reportUnnamed() {
    var users: [Path: (words: String, span: Span)] = [:]
    func note(_ path: Path, _ words: String, at span: Span) {
      guard users[path] == nil, case .existing(.unsaid)? = graph[path]?.role else { return }
      users[path] = (words, span)
    }
    for resource in graph.resources where resource.role == .owned {
      resource.forEachReference { reference, span in
        note(reference.path, "'\(resource.path)' needs it", at: span.isWritten ? span : resource.span)
      }
    }
    for output in graph.outputs {
      output.value.forEachReference { reference, span in
        note(reference.path, "output '\(output.id ?? output.name)' needs it", at: span.isWritten ? span : output.span)
      }
    }
    for resource in graph.resources {
      guard let user = users[resource.path] else { continue }
      findings.report(
        .unnamedExisting, at: resource.places["existing"] ?? resource.span,
        "nothing says which \(ResourceType.noun(resource.type)) '\(resource.path.id)' is",
        label: "`true` will do where all below it is there already",
        notes: [Note(user.words, at: user.span)], help: ["write its ARN"])
    }
  }

  private func report(_ reference: Reference, to target: Resource, at span: Span) {
    if reference.attribute == .latestVersion {
      findings.report(
        .invalidInterpolation, at: span, "the version of an existing launch template is not known",
        label: "CloudFormation does not take `$Latest` for a group", help: ["describe the launch template in the spec"])
      return
    }
    findings.report(
      .invalidInterpolation, at: span,
      "'\(reference.attribute.rawValue)' of '\(target.path)', which is already there, is not known",
      label: "its identifier does not tell", help: ["write the value out, or give it as a parameter"])
  }
}
