import LintelAWS
import LintelGraph
import LintelSchema
import LintelSource

/// Somebody who may pull images of a repository, besides what its own account lets pull.
enum Puller: Hashable, Sendable {
  case principal(Principal)
  /// An organization of AWS's, by its id.
  case organization(String)
}

extension FieldType where Value == Puller {
  /// An account, the ARN of a role or user, or the id of an organization.
  static var puller: FieldType<Puller> {
    FieldType<String>.text(
      "an account, a role or an organization",
      pattern: #"^(\d{12}|o-[a-z0-9]{10,32}|arn:[a-z-]+:(iam|sts)::\d{12}:.+)$"#
    ) { text in
      if Identifier.isAccount(text) || Puller.isOrganization(text) { return nil }
      if text.hasPrefix("arn:") {
        return Principal.isARN(text) ? nil : "the ARN of a role, a user or an account is expected"
      }
      return "the number of an account, the ARN of a role or user, or the id of an organization (`o-…`) is expected"
    }
    .converted(placeholder: .organization("")) { text, _, _ in
      Puller.isOrganization(text) ? .organization(text) : .principal(Principal(kind: .identity, name: text))
    }
  }
}

extension Puller {
  fileprivate static func isOrganization(_ text: String) -> Bool {
    text.hasPrefix("o-") && (10...32).contains(text.utf8.count - 2)
      && text.utf8.dropFirst(2).allSatisfy { $0.isSmallLetter || $0.isDigit }
  }

  /// The policy of a repository by which they may: a statement for accounts and roles, and one for organizations.
  static func policy(for pullers: Located<[Located<Puller>]>) -> Value {
    var principals: [Value] = []
    var organizations: [Value] = []
    for puller in pullers.value {
      switch puller.value {
      case .principal(let principal): principals.append(principal.value(at: puller.span))
      case .organization(let id): organizations.append(Value(.string(id), at: puller.span))
      }
    }
    var statements: [Value] = []
    func several(_ values: [Value]) -> Value { values.count == 1 ? values[0] : .set(values, at: pullers.span) }
    func add(_ id: String, _ principal: Value, _ condition: Value?) {
      statements.append(
        .map(
          [
            "Sid": Value(.string(RepositoryAccess.mark + id)), "Effect": "Allow", "Principal": principal,
            "Action": .set(RepositoryAccess.pullActions.map { Value(.string($0)) }), "Condition": condition,
          ], at: pullers.span))
    }
    if !principals.isEmpty { add("", .map(["AWS": several(principals)], at: pullers.span), nil) }
    if !organizations.isEmpty {
      let key = Member(RepositoryAccess.organizationKey, several(organizations))
      add("ByOrganization", "*", .map(["StringEquals": Value(.map([key]), at: pullers.span)], at: pullers.span))
    }
    return Policy.document(statements).at(pullers.span)
  }
}
