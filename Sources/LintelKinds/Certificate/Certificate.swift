import LintelAWS
package import LintelGraph
package import LintelSchema
package import LintelSource

/// A certificate that ACM issues.
package struct Certificate: Kind {
  package static let section = "certificates"
  package static let summary =
    "A certificate that ACM issues and renews. Records in a Route 53 zone of the account prove that its names are yours."
  package static let type = "AWS::CertificateManager::Certificate"
  package static let existing = ExistingForm.arn(service: "acm")
  package static let attributes = ["arn"]
  package static let nameRule = NameRule.nameTag
  package static let nameUse = NameUse.tag

  package let name: Located<String>?
  let domainName: Located<String>
  let alternatives: Located<[Located<String>]>?
  let hostedZone: Located<String>

  package init(_ fields: inout FieldReader) {
    name = fields.optional("name", .name(Self.nameRule), "The tag `Name`.", absence: Absence.name)
    domainName = fields.required("domainName", .domainName, "The host that it is for: `example.com`, `*.example.com`.")
    alternatives = fields.optional(
      "subjectAlternativeNames", .set(of: .domainName, count: 1...99), "Other hosts that it is for.")
    hostedZone = fields.required(
      "hostedZone", .hostedZone,
      "The id of the zone, already there, that all its names belong to. Records that prove it are made, and stay.")
  }

  package func properties(of entry: Entry<Certificate>, in lowering: inout Lowering) -> [Member] {
    let others = (alternatives?.value ?? []).filter { $0.value != domainName.value }
    let names = [domainName] + others
    let zones = names.map { name in
      Value.map(["DomainName": .string(name), "HostedZoneId": .string(hostedZone)], at: name.span)
    }
    return members([
      "DomainName": .string(domainName),
      // ACM's answer has the first name among the others.
      "SubjectAlternativeNames": .set(names.map(Value.string), at: (alternatives?.span ?? domainName.span)),
      "ValidationMethod": "DNS",
      "DomainValidationOptions": .set(zones, at: hostedZone.span),
    ])
  }
}
