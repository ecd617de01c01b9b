import LintelAWS
package import LintelGraph
package import LintelSource

/// The permissions of roles, by the policies that the graph holds.
package struct Permissions: Sendable {
  /// An answer, and what gives it: the statement that allows or denies, or else the role.
  package struct Decision: Hashable, Sendable {
    package let certainty: Certainty
    package let span: Span
  }

  private let graph: ResourceGraph

  package init(_ graph: ResourceGraph) {
    self.graph = graph
  }

  /// Whether a role may do something.
  ///
  /// Whatever denies wins over whatever allows. Conditions are not evaluated, and of a policy that is not in the table
  /// of managed ones nothing is known: either makes the answer `unknown`, unless another policy settles it.
  package func allows(_ role: Path, _ action: String, on subject: Subject) -> Decision {
    guard let node = graph[role] else { return Decision(certainty: .unknown, span: .none) }
    var allowed = Decision(certainty: node.isExisting ? .unknown : .no, span: node.span)
    var denied = Decision(certainty: .no, span: node.span)
    for policy in node["Policies"]?.items ?? [] {
      for statement in statements(policy["PolicyDocument"]) {
        let decision = Decision(
          certainty: applies(statement, action, subject), span: place(of: statement, policy, node))
        switch statement["Effect"]?.literal {
        case "Allow": if decision.certainty > allowed.certainty { allowed = decision }
        case "Deny": if decision.certainty > denied.certainty { denied = decision }
        default:
          let open = Decision(certainty: min(decision.certainty, .unknown), span: decision.span)
          if open.certainty > allowed.certainty { allowed = open }
        }
      }
    }
    for policy in node["ManagedPolicyArns"]?.items ?? [] {
      let span = policy.span.isWritten ? policy.span : node.span
      let decision = Decision(certainty: Permissions.certainty(of: policy, action), span: span)
      if decision.certainty > allowed.certainty { allowed = decision }
    }
    if node["PermissionsBoundary"] != nil, allowed.certainty == .yes {
      allowed = Decision(certainty: .unknown, span: allowed.span)
    }
    switch denied.certainty {
    case .yes: return Decision(certainty: .no, span: denied.span)
    case .unknown where allowed.certainty == .yes: return Decision(certainty: .unknown, span: denied.span)
    case .unknown, .no: return allowed
    }
  }

  /// What a policy of the way to a service makes of something: it takes from what a role may do, and adds nothing.
  ///
  /// `isDenied`: whether a statement denies it. Conditions are not evaluated: they make the answer `unknown`.
  package func passes(
    _ document: Value, _ action: String, on subject: Subject
  ) -> (certainty: Certainty, isDenied: Bool) {
    var allowed = Certainty.no
    var denied = Certainty.no
    for statement in statements(document) {
      let certainty = applies(statement, action, subject)
      if statement["Effect"]?.literal == "Deny" { denied = denied || certainty } else { allowed = allowed || certainty }
    }
    if denied == .yes { return (.no, true) }
    return (denied == .unknown ? min(allowed, .unknown) : allowed, false)
  }

  /// Whether a service of AWS may assume a role.
  package func trusts(_ role: Path, service: String) -> Decision {
    guard let node = graph[role] else { return Decision(certainty: .unknown, span: .none) }
    guard let document = node["AssumeRolePolicyDocument"] else {
      return Decision(certainty: node.isExisting ? .unknown : .no, span: node.span)
    }
    var trusted = Certainty.no
    var denied = Certainty.no
    for statement in statements(document) {
      let certainty =
        names(statement["Principal"], service) && names(action: "sts:AssumeRole", statement)
        && Certainty(statement["Condition"] == nil, else: .unknown)
      if statement["Effect"]?.literal == "Deny" { denied = denied || certainty } else { trusted = trusted || certainty }
    }
    let span = document.span.isWritten ? document.span : node.span
    let certainty: Certainty = denied == .yes ? .no : denied == .unknown ? min(trusted, .unknown) : trusted
    return Decision(certainty: certainty, span: span)
  }

  // MARK: Statements

  private func statements(_ document: Value?) -> [Value] {
    guard let statement = document?["Statement"] else { return [] }
    return statement.items.isEmpty ? [statement] : statement.items
  }

  private func place(of statement: Value, _ policy: Value, _ role: Resource) -> Span {
    [statement.span, policy.span, role.span].first(where: \.isWritten) ?? .none
  }

  private func applies(_ statement: Value, _ action: String, _ subject: Subject) -> Certainty {
    let condition = Certainty(statement["Condition"] == nil, else: .unknown)
    return names(action: action, statement) && names(subject, statement) && condition
  }

  private func names(action: String, _ statement: Value) -> Certainty {
    if let actions = statement["Action"] { return any(of: actions) { self.matches(action, $0) } }
    guard let actions = statement["NotAction"] else { return .no }
    return any(of: actions) { self.matches(action, $0) }.inverted
  }

  private func names(_ subject: Subject, _ statement: Value) -> Certainty {
    if let resources = statement["Resource"] { return any(of: resources) { subject.isNamed(by: $0, in: graph) } }
    guard let resources = statement["NotResource"] else { return .no }
    return any(of: resources) { subject.isNamed(by: $0, in: graph) }.inverted
  }

  private func names(_ principal: Value?, _ service: String) -> Certainty {
    guard let principal else { return .no }
    if principal.literal == "*" { return .yes }
    guard let services = principal["Service"] else { return .no }
    return any(of: services) { $0.literal.map { Certainty($0 == service) } ?? .unknown }
  }

  private func matches(_ action: String, _ pattern: Value) -> Certainty {
    pattern.literal.map { Certainty(Glob.matches(action, $0, ignoringCase: true)) } ?? .unknown
  }

  /// One value, or several.
  private func any(of value: Value, _ matches: (Value) -> Certainty) -> Certainty {
    switch value.content {
    case .list(let items), .set(let items): items.map(matches).max() ?? .no
    default: matches(value)
    }
  }

  // MARK: Managed policies

  private static func certainty(of policy: Value, _ action: String) -> Certainty {
    guard let name = managedName(policy), let grants = ManagedPolicies.grants(of: String(name)) else { return .unknown }
    guard let colon = action.utf8.firstIndex(of: UInt8(ascii: ":")) else { return .no }
    let (service, operation) = (action[..<colon], action[action.utf8.index(after: colon)...])
    var certainty = Certainty.no
    for grant in grants
    where Glob.matches(service, grant.service, ignoringCase: true)
      && Glob.matches(operation, grant.action, ignoringCase: true)
    {
      certainty = certainty || Certainty(!grant.isConditional, else: .unknown)
    }
    return certainty
  }

  /// The path below `policy/` of one of AWS's own; nil for any other.
  package static func managedName(_ policy: Value) -> Substring? {
    // Where the partition is known only when deploying, the rest follows it in one part.
    if case .text(let parts) = policy.content, parts.count > 1, let rest = parts.last?.literal {
      return rest.hasPrefix(":iam::aws:policy/") ? Substring(rest.utf8.dropFirst(17)) : nil
    }
    let parts = (policy.literal ?? "").utf8
      .split(separator: UInt8(ascii: ":"), maxSplits: 5, omittingEmptySubsequences: false).map { Substring($0) }
    guard parts.count == 6, parts[2] == "iam", parts[4] == "aws", parts[5].hasPrefix("policy/") else { return nil }
    return Substring(parts[5].utf8.dropFirst(7))
  }
}

extension Certainty {
  fileprivate init(_ isTrue: Bool, else other: Certainty) { self = isTrue ? .yes : other }

  fileprivate var inverted: Certainty {
    switch self {
    case .no: .yes
    case .unknown: .unknown
    case .yes: .no
    }
  }
}
