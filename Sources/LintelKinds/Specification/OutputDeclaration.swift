import LintelAWS
import LintelGraph
package import LintelSchema
import LintelSource
import LintelSpec

/// A value of the system for people and for other systems.
package struct OutputDeclaration: Described {
  package static let summary =
    "A value of the system for people and other systems: both targets print it once the system is there."
  package static let keyOfScalar: String? = "value"

  let value: Located<Text>
  let description: Located<String>?
  let export: Located<String>?
  let ssm: Located<String>?

  package init(_ fields: inout FieldReader) {
    value = fields.required(
      "value", .deployTimeText(1...4096),
      "The value: `${vpcs.main.id}`, `${loadBalancers.public.listeners.http.arn}`, `${taskDefinitions.web.executionRole.arn}`."
    )
    description = fields.optional("description", .string(1...1024), "What it is.", absence: "the output's name")
    export = fields.optional(
      "export", .exportName, "The name under which other stacks import it, once in an account and region.")
    ssm = fields.optional(
      "ssm", .parameterPath, "The path of a parameter in Systems Manager's store that is made to hold it.")
  }
}

extension Lowering {
  /// The outputs that the spec writes, behind those that follow from its entries, or in the place of one of the same name.
  mutating func lowerOutputs() {
    var names: [String: Span] = [:]
    var written: [Output] = []
    for entry in spec.outputs {
      let (name, output) = (entry.key, entry.value.value)
      if let first = names.updateValue(name.span, forKey: TemplateNames.output(name.value)) {
        findings.report(
          .duplicateLogicalID, at: name.span,
          "output '\(name.value)' is '\(TemplateNames.output(name.value))' in the template, like another",
          label: "a template can have it once", labels: [Label(first, "the other")], help: ["rename one of them"])
        continue
      }
      let value = value(of: output.value)
      let words = output.description?.value ?? name.value
      written.append(
        Output(
          TemplateNames.output(name.value), words, value, export: output.export.map { .string($0) }, id: name.value,
          span: name.span))
      guard let ssm = output.ssm else { continue }
      var parameter = Resource(
        Path("outputs", name.value), ResourceType.storedParameter.name, span: name.span,
        properties: members([
          "Name": .string(ssm), "Type": "String", "Value": value, "Description": output.description.map { .string($0) },
        ]))
      parameter.tags = spec.tags.map { Tag($0.key.value, self.value(of: $0.value)) }.sorted { $0.key < $1.key }
      graph.add(parameter)
    }
    graph.outputs.removeAll { names[$0.name] != nil }
    graph.outputs += written
  }
}
