import LintelAWS
import LintelAnalysis
import LintelGraph
import LintelSource

/// What roles may do on one side and not on the other, wildcards resolved.
enum PermissionComparison {
  static func changes(from: ResourceGraph, to: ResourceGraph, at paths: [Path]) -> [PermissionChange] {
    paths.compactMap { path in
      let old = from[path].map(grants) ?? []
      let new = to[path].map(grants) ?? []
      let gained = differences(new, from: old)
      let lost = differences(old, from: new)
      return gained.isEmpty && lost.isEmpty ? nil : PermissionChange(role: path, gained: gained, lost: lost)
    }
  }

  /// The grants that nothing on the other side covers.
  private static func differences(_ grants: [Grant], from others: [Grant]) -> [PermissionChange.Difference] {
    grants.filter { grant in !others.contains { $0.covers(grant) } }.map { grant in
      PermissionChange.Difference(grant: grant, narrower: others.filter { grant.covers($0) })
    }
  }

  // MARK: Reading

  private static func grants(of role: Resource) -> [Grant] {
    var grants: [Grant] = []
    for statement in statements(role["AssumeRolePolicyDocument"]) {
      grants += principals(statement["Principal"]).map { principal in
        Grant(
          effect: statement["Effect"]?.literal == "Deny" ? .deny : .trust, action: principal, resource: "",
          isConditional: statement["Condition"] != nil)
      }
    }
    for policy in role["Policies"]?.items ?? [] {
      for statement in statements(policy["PolicyDocument"]) { grants += self.grants(of: statement) }
    }
    for policy in role["ManagedPolicyArns"]?.items ?? [] { grants += managed(policy) }
    var seen: Set<Grant> = []
    return grants.filter { seen.insert($0).inserted }
  }

  private static func statements(_ document: Value?) -> [Value] {
    guard let statement = document?["Statement"] else { return [] }
    return statement.items.isEmpty ? [statement] : statement.items
  }

  private static func principals(_ principal: Value?) -> [String] {
    guard let principal else { return [] }
    guard case .map(let members) = principal.content else { return [words(principal)] }
    return members.flatMap { member in several(member.value).map { words($0) } }
  }

  private static func grants(of statement: Value) -> [Grant] {
    let effect: Grant.Effect = statement["Effect"]?.literal == "Deny" ? .deny : .allow
    let actions =
      statement["Action"].map { several($0).map(words) }
      ?? statement["NotAction"].map { ["all but " + several($0).map(words).joined(separator: ", ")] } ?? []
    let resources =
      statement["Resource"].map { several($0).map(words) }
      ?? statement["NotResource"].map { ["all but " + several($0).map(words).joined(separator: ", ")] } ?? []
    return actions.flatMap { action in
      resources.map { resource in
        Grant(effect: effect, action: action, resource: resource, isConditional: statement["Condition"] != nil)
      }
    }
  }

  private static func managed(_ policy: Value) -> [Grant] {
    let text = words(policy)
    let name = text.firstRange(of: ":iam::aws:policy/").map { String(text[$0.upperBound...]) } ?? text
    guard let grants = ManagedPolicies.grants(of: name) else {
      return [Grant(effect: .allow, action: "all of \(name)", resource: "*", isConditional: true)]
    }
    return grants.map { grant in
      let action = grant.service == "*" ? String(grant.action) : "\(grant.service):\(grant.action)"
      return Grant(effect: .allow, action: action, resource: "*", isConditional: grant.isConditional)
    }
  }

  private static func several(_ value: Value) -> [Value] {
    switch value.content {
    case .list(let items), .set(let items): items
    default: [value]
    }
  }

  /// A value as people read it in a policy.
  private static func words(_ value: Value) -> String {
    switch value.content {
    case .reference(let reference): reference.path.description
    case .parameter(let name): "${parameters.\(name)}"
    case .pseudo(let pseudo): "${\(pseudo.rawValue)}"
    case .text(let parts): parts.map(words).joined()
    default: value.literal ?? ""
    }
  }
}

extension Grant {
  /// Whether whoever has it has the other too.
  fileprivate func covers(_ other: Grant) -> Bool {
    effect == other.effect && (!isConditional || other.isConditional)
      && (action == other.action || Glob.matches(other.action, action, ignoringCase: true))
      && (resource == other.resource || Glob.matches(other.resource, resource))
  }
}
