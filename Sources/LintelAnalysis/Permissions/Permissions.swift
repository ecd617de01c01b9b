import LintelAWS
package import LintelGraph
package import LintelSource

/// What roles may do, by the policies that the graph holds.
package struct Permissions: Sendable {
  /// An answer, and what gives it: the statement that allows or denies, or else the role.
  package struct Verdict: Hashable, Sendable {
    package let answer: Answer
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
  package func allows(_ role: Path, _ action: String, on subject: Subject) -> Verdict {
    guard let node = graph[role] else { return Verdict(answer: .unknown, span: .none) }
    var allowed = Verdict(answer: node.isExisting ? .unknown : .no, span: node.span)
    var denied = Verdict(answer: .no, span: node.span)
    for policy in node["Policies"]?.items ?? [] {
      for statement in statements(policy["PolicyDocument"]) {
        let verdict = Verdict(
          answer: applies(statement, action, subject), span: place(of: statement, policy, node))
        switch statement["Effect"]?.literal {
        case "Allow": if verdict.answer > allowed.answer { allowed = verdict }
        case "Deny": if verdict.answer > denied.answer { denied = verdict }
        default:
          let open = Verdict(answer: min(verdict.answer, .unknown), span: verdict.span)
          if open.answer > allowed.answer { allowed = open }
        }
      }
    }
    for policy in node["ManagedPolicyArns"]?.items ?? [] {
      let span = policy.span.isWritten ? policy.span : node.span
      let verdict = Verdict(answer: Permissions.answer(of: policy, action), span: span)
      if verdict.answer > allowed.answer { allowed = verdict }
    }
    if node["PermissionsBoundary"] != nil, allowed.answer == .yes {
      allowed = Verdict(answer: .unknown, span: allowed.span)
    }
    switch denied.answer {
    case .yes: return Verdict(answer: .no, span: denied.span)
    case .unknown where allowed.answer == .yes: return Verdict(answer: .unknown, span: denied.span)
    case .unknown, .no: return allowed
    }
  }

  /// Whether a service of AWS may assume a role.
  package func trusts(_ role: Path, service: String) -> Verdict {
    guard let node = graph[role] else { return Verdict(answer: .unknown, span: .none) }
    guard let document = node["AssumeRolePolicyDocument"] else {
      return Verdict(answer: node.isExisting ? .unknown : .no, span: node.span)
    }
    var trusted = Answer.no
    var denied = Answer.no
    for statement in statements(document) {
      let answer =
        names(statement["Principal"], service) && names(action: "sts:AssumeRole", statement)
        && Answer(statement["Condition"] == nil, else: .unknown)
      if statement["Effect"]?.literal == "Deny" { denied = denied || answer } else { trusted = trusted || answer }
    }
    let span = document.span.isWritten ? document.span : node.span
    let answer: Answer = denied == .yes ? .no : denied == .unknown ? min(trusted, .unknown) : trusted
    return Verdict(answer: answer, span: span)
  }

  // MARK: Statements

  private func statements(_ document: Value?) -> [Value] {
    guard let statement = document?["Statement"] else { return [] }
    return statement.items.isEmpty ? [statement] : statement.items
  }

  private func place(of statement: Value, _ policy: Value, _ role: Resource) -> Span {
    [statement.span, policy.span, role.span].first(where: \.isWritten) ?? .none
  }

  private func applies(_ statement: Value, _ action: String, _ subject: Subject) -> Answer {
    let condition = Answer(statement["Condition"] == nil, else: .unknown)
    return names(action: action, statement) && names(subject, statement) && condition
  }

  private func names(action: String, _ statement: Value) -> Answer {
    if let actions = statement["Action"] { return any(of: actions) { self.matches(action, $0) } }
    guard let actions = statement["NotAction"] else { return .no }
    return any(of: actions) { self.matches(action, $0) }.inverted
  }

  private func names(_ subject: Subject, _ statement: Value) -> Answer {
    if let resources = statement["Resource"] { return any(of: resources) { subject.isNamed(by: $0, in: graph) } }
    guard let resources = statement["NotResource"] else { return .no }
    return any(of: resources) { subject.isNamed(by: $0, in: graph) }.inverted
  }

  private func names(_ principal: Value?, _ service: String) -> Answer {
    guard let principal else { return .no }
    if principal.literal == "*" { return .yes }
    guard let services = principal["Service"] else { return .no }
    return any(of: services) { $0.literal.map { Answer($0 == service) } ?? .unknown }
  }

  private func matches(_ action: String, _ pattern: Value) -> Answer {
    pattern.literal.map { Answer(Glob.matches(action, $0, ignoringCase: true)) } ?? .unknown
  }

  /// One value, or several.
  private func any(of value: Value, _ matches: (Value) -> Answer) -> Answer {
    switch value.content {
    case .list(let items), .set(let items): items.map(matches).max() ?? .no
    default: matches(value)
    }
  }

  // MARK: Managed policies

  private static func answer(of policy: Value, _ action: String) -> Answer {
    guard let name = managedName(policy), let grants = ManagedPolicies.grants(of: String(name)) else { return .unknown }
    guard let colon = action.utf8.firstIndex(of: UInt8(ascii: ":")) else { return .no }
    let (service, operation) = (action[..<colon], action[action.utf8.index(after: colon)...])
    var answer = Answer.no
    for grant in grants
    where Glob.matches(service, grant.service, ignoringCase: true)
      && Glob.matches(operation, grant.action, ignoringCase: true)
    {
      answer = answer || Answer(!grant.isConditional, else: .unknown)
    }
    return answer
  }

  /// The path below `policy/` of one of AWS's own; nil for any other.
  private static func managedName(_ policy: Value) -> Substring? {
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

extension Answer {
  fileprivate init(_ isTrue: Bool, else other: Answer) { self = isTrue ? .yes : other }

  fileprivate var inverted: Answer {
    switch self {
    case .no: .yes
    case .unknown: .unknown
    case .yes: .no
    }
  }
}
