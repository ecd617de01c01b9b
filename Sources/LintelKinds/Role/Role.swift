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
  let assumedBy: Located<[Located<Principal>]>
  let trustConditions: Located<[Statement.ConditionOperator]>?
  let managedPolicies: Located<[Located<String>]>?
  let policies: [MapEntry<[Located<Statement>]>]
  private var options = PropertyFields(of: .role)

  package init(_ fields: inout FieldReader) {
    name = fields.optional("name", .name(Self.nameRule), "The role's name in the account.", absence: Absence.name)
    assumedBy = fields.required(
      "assumedBy", .oneOrMore(of: .principal, isSet: true),
      "Who may assume it: a service such as `ecs-tasks.amazonaws.com`, an account, the ARN of a role or user, or several."
    )
    trustConditions = fields.optional(
      "trustConditions", .conditions, "When they may: AWS's operators, each with keys and their values.")
    managedPolicies = fields.optional(
      "managedPolicies", .set(of: .managedPolicy, count: 0...20),
      "AWS's policies by the path below `policy/`, your own by ARN.")
    policies =
      fields.optional(
        "policies", .map("policy", keys: KeyRule(.rolePolicy), of: .list(of: .object, count: 1...100)),
        "Policies of its own, by name: each a list of statements.")?.value ?? []
    options.string(
      &fields, "path", .rolePath, "Path",
      "What its ARN has before its name, as in `/services/`: policies can be about all roles below a path. Names are the "
        + "account's all the same. AWS changes it for no role.")
    options.string(
      &fields, "description", .name(.roleDescription), "Description", "What it is for.")
    options.integer(
      &fields, "maxSessionDuration", 3600...43_200, in: .seconds, "MaxSessionDuration",
      "Seconds that whoever assumes it may keep it.")
    options.value(
      &fields, "permissionsBoundary", .managedPolicy, "PermissionsBoundary",
      "The managed policy beyond which nothing is allowed, as in `managedPolicies`. Without it deploy.sh leaves what is there.",
      Policy.managed)
  }

  package func properties(of entry: Entry<Role>, in lowering: inout Lowering) -> [Member] {
    members([
      "AssumeRolePolicyDocument": Policy.trust(
        of: assumedBy, conditions: trustConditions.map { Statement.lowered($0, in: lowering) }),
      "ManagedPolicyArns": managedPolicies.map { policies in
        .set(policies.value.map { Policy.managed($0) }, at: policies.span)
      },
      "Policies": policies.isEmpty
        ? nil
        : .set(
          policies.map { policy in
            let statements = policy.value.value.map { $0.value.lowered(at: $0.span, in: lowering) }
            return Policy.named(policy.key, statements)
          }),
    ]) + options.members
  }
}

extension FieldType where Value == String {
  /// The path of a role, as IAM takes it.
  fileprivate static var rolePath: FieldType<String> {
    .text("a path", pattern: "^/([!-~]{1,510}/)?$") { text in
      let bytes = text.utf8
      let isPath =
        bytes.first == UInt8(ascii: "/") && bytes.last == UInt8(ascii: "/") && bytes.count != 2
        && bytes.allSatisfy { (0x21...0x7E).contains($0) }
      if !isPath { return "AWS takes `/`, or words between slashes: `/services/`" }
      return bytes.count > 512 ? "AWS takes at most 512 characters" : nil
    }
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
