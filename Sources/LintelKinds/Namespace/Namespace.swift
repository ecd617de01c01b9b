import LintelAWS
package import LintelGraph
package import LintelSchema
package import LintelSource
import LintelSpec

/// A namespace of Cloud Map, in which services of ECS find each other by name.
package struct Namespace: Kind {
  package static let section = "namespaces"
  package static let summary = "A namespace of Cloud Map, in which services find each other by name."
  package static let type = ResourceType.httpNamespace.name
  package static let existing = ExistingForm.anyIdentifier(service: "servicediscovery")
  package static let attributes = ["id", "arn"]
  package static let nameRule = NameRule.namespace
  package static let nameUse = NameUse.property("Name")

  package let name: Located<String>?
  /// A namespace of a VPC answers DNS there.
  let vpc: Located<EntryReference>?

  package init(_ fields: inout FieldReader) {
    name = fields.optional(
      "name", .name(Self.nameRule),
      "The namespace's name. With `vpc` it is the domain that names end in: `shop.internal`.",
      absence: Absence.name)
    vpc = fields.optional(
      "vpc", .reference(to: VPC.section),
      "The VPC in which its names are found by DNS, in a private zone that AWS makes for it.",
      absence: "none: its names are found by asking Cloud Map, as Service Connect does")
  }

  package var resourceType: String { (vpc == nil ? ResourceType.httpNamespace : .privateDNSNamespace).name }

  package func properties(of entry: Entry<Namespace>, in lowering: inout Lowering) -> [Member] {
    members(["Vpc": vpc.map { lowering.reference($0, .id) }])
  }

  package func derive(from entry: Entry<Namespace>, in lowering: inout Lowering) {
    guard vpc != nil else { return }
    let name = lowering.name(of: entry)
    guard let problem = DNSName.problem(with: name.value) else { return }
    lowering.findings.report(
      .invalidName, at: name.isWritten ? name.span : entry.span, "'\(name.value)' is no domain", label: problem,
      notes: name.isWritten ? [] : [Note("it is made of project, environment and id", at: entry.span)],
      help: ["write a domain, such as `name: shop.internal`"])
  }
}

extension Lowering {
  /// A namespace as Service Connect takes it: by its ARN, or by the name that the spec gives for one that is there already.
  func namespace(_ reference: Located<EntryReference>) -> Value {
    let entry = spec.sections[Namespace.self][reference.value.id]
    guard case .literal(let text)? = entry?.existing?.value, !Namespace.isIdentifier(text) else {
      return self.reference(reference, .arn)
    }
    return self.reference(reference, .name)
  }
}

extension Namespace {
  /// Whether it is an id of Cloud Map's or an ARN, as against a name.
  static func isIdentifier(_ text: String) -> Bool {
    if text.hasPrefix("arn:") { return true }
    let rest = text.utf8.dropFirst(3)
    return text.hasPrefix("ns-") && rest.count >= 16 && rest.allSatisfy { $0.isDigit || $0.isSmallLetter }
  }
}

/// The names that DNS takes for a domain.
enum DNSName {
  /// What is wrong with it; nil for one that will do.
  static func problem(with name: String) -> String? {
    if name.utf8.count > 253 { return "AWS takes at most 253 characters" }
    let labels = name.split(separator: ".", omittingEmptySubsequences: false)
    let isDomain = labels.allSatisfy { label in
      (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
        && label.utf8.allSatisfy { $0.isDigit || $0.isSmallLetter || $0 == 0x2D || $0 == 0x5F }
    }
    return isDomain ? nil : "small letters, digits and '-', in parts of at most 63 characters with dots between"
  }
}
