import LintelAWS
package import LintelGraph
package import LintelSchema
package import LintelSource

/// An IAM role.
package struct Role: Kind {
  package static let section = "roles"
  package static let summary = "An IAM role that an AWS service assumes."
  package static let type = "AWS::IAM::Role"
  package static let existing = ExistingForm.nameOrARN(service: "iam")
  package static let attributes = ["name", "arn"]
  package static let nameRule = NameRule.role
  package static let nameUse = NameUse.property("RoleName")

  package let name: Located<String>?
  let assumedBy: Located<String>
  let managedPolicies: Located<[Located<String>]>?

  package init(_ fields: inout FieldReader) {
    name = fields.optional("name", .name(Self.nameRule), "The role's name in the account.", absence: Absence.name)
    assumedBy = fields.required(
      "assumedBy", .servicePrincipal, "The service that may assume it, such as `ecs-tasks.amazonaws.com`.")
    managedPolicies = fields.optional(
      "managedPolicies", .set(of: .managedPolicy, count: 0...20),
      "AWS's policies by the path below `policy/`, your own by ARN.")
  }

  package func properties(of entry: Entry<Role>, in lowering: inout Lowering) -> [Member] {
    members([
      "AssumeRolePolicyDocument": Policy.trust(of: .string(assumedBy)),
      "ManagedPolicyArns": managedPolicies.map { policies in
        .set(policies.value.map { Policy.managed($0) }, at: policies.span)
      },
    ])
  }
}

extension FieldType where Value == String {
  static var servicePrincipal: FieldType<String> {
    .text("a service", pattern: #"^[a-z0-9.-]+\.[a-z0-9-]+\.[a-z]+$"#) { text in
      AWSNames.suffix(ofPrincipal: text) == nil
        ? "a service principal such as `ecs-tasks.amazonaws.com` is expected" : nil
    }.known("service principal") { AWSNames.verdict(onPrincipal: $0) }
  }

  static var managedPolicy: FieldType<String> {
    .text("a policy", pattern: #"^(arn:[a-z-]+:iam::(aws|\d{12}):policy/)?[A-Za-z_0-9+=,.@/-]+$"#) { text in
      if text.hasPrefix("arn:") {
        return text.contains(":iam::") && text.contains(":policy/") ? nil : "`arn:aws:iam::…:policy/…` is expected"
      }
      return text.hasPrefix("/") || text.hasPrefix("policy/")
        ? "the path below `policy/` is expected, without it" : nil
    }.known("managed policy") { text in
      // An ARN is of an account's own policy, unless its account is AWS.
      guard text.hasPrefix("arn:") else { return AWSNames.verdict(onManagedPolicy: text) }
      let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
      guard parts.count == 6, parts[4] == "aws", parts[5].hasPrefix("policy/") else { return .known }
      let verdict = AWSNames.verdict(onManagedPolicy: String(parts[5].dropFirst(7)))
      guard case .misspelt(let near) = verdict else { return verdict }
      return .misspelt(parts[..<5].joined(separator: ":") + ":policy/" + near)
    }
  }
}
