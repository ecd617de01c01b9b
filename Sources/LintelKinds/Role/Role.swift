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
    .text("a service", pattern: #"^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$"#) { text in
      text.hasSuffix(".amazonaws.com") || text.hasSuffix(".amazonaws.com.cn")
        ? nil : "a service principal such as `ecs-tasks.amazonaws.com` is expected"
    }
  }

  static var managedPolicy: FieldType<String> {
    .text("a policy", pattern: #"^(arn:[a-z-]+:iam::(aws|\d{12}):policy/)?[A-Za-z_0-9+=,.@/-]+$"#) { text in
      if text.hasPrefix("arn:") {
        return text.contains(":iam::") && text.contains(":policy/") ? nil : "`arn:aws:iam::…:policy/…` is expected"
      }
      return text.hasPrefix("/") || text.hasPrefix("policy/")
        ? "the path below `policy/` is expected, without it" : nil
    }
  }
}
