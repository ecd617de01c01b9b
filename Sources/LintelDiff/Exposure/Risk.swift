import LintelAWS
import LintelAnalysis
package import LintelGraph

/// A property that lets somebody do more with a resource than its ports do.
package struct Risk: Hashable, Sendable {
  package enum Kind: String, CaseIterable, Sendable {
    /// Whoever may call ECS Exec has a shell in its tasks.
    case exec
    /// A container has the rights of its host's root.
    case privileged
    /// The value of a variable whose name says that it is secret can be read in the task definition.
    case plaintextSecret = "plaintext-secret"
    /// Somebody outside of the account may pull images.
    case pull
  }

  package let path: Path
  package let kind: Kind
  /// The container, where it is one's; then the variable.
  ///
  /// Of a repository it is who may pull.
  package let names: [String]
}

/// A risk that one side has and the other has not.
package struct RiskChange: Sendable {
  package let risk: Risk
  package let isNew: Bool

  /// Risks of what differs; what does not has the same on both sides.
  static func changes(of changes: [Change]) -> [RiskChange] {
    changes.flatMap { change -> [RiskChange] in
      let (old, new) = (Risk.all(in: change.before), Risk.all(in: change.after))
      return new.filter { !old.contains($0) }.map { RiskChange(risk: $0, isNew: true) }
        + old.filter { !new.contains($0) }.map { RiskChange(risk: $0.at(change.path), isNew: false) }
    }
  }
}

extension Risk {
  fileprivate static func all(in resource: Resource?) -> [Risk] {
    guard let resource, resource.role == .owned else { return [] }
    switch resource.type {
    case ResourceType.service.name:
      return isOn(resource["EnableExecuteCommand"]) ? [Risk(path: resource.path, kind: .exec, names: [])] : []
    case ResourceType.taskDefinition.name:
      return (resource["ContainerDefinitions"]?.items ?? []).flatMap { container -> [Risk] in
        let name = container["Name"]?.literal ?? "?"
        let isPrivileged = isOn(container["Privileged"])
        return (isPrivileged ? [Risk(path: resource.path, kind: .privileged, names: [name])] : [])
          + secrets(of: container).map { Risk(path: resource.path, kind: .plaintextSecret, names: [name, $0]) }
      }
    case ResourceType.repository.name:
      return pullers(of: resource["RepositoryPolicyText"]).map { Risk(path: resource.path, kind: .pull, names: [$0]) }
    default: return []
    }
  }

  /// The accounts, roles and organizations that the policy of a repository lets in.
  private static func pullers(of policy: Value?) -> [String] {
    let statements = policy?["Statement"].map { $0.items.isEmpty ? [$0] : $0.items } ?? []
    return statements.filter { $0["Effect"]?.literal == "Allow" }.flatMap { statement -> [String] in
      guard let condition = statement["Condition"] else {
        return words(of: statement["Principal"]?["AWS"] ?? statement["Principal"])
      }
      let organizations = words(of: condition["StringEquals"]?[RepositoryAccess.organizationKey])
      return organizations.isEmpty ? ["*, on conditions"] : organizations
    }
  }

  private static func words(of value: Value?) -> [String] {
    guard let value else { return [] }
    let items: [Value] =
      switch value.content {
      case .list(let items), .set(let items): items
      default: [value]
      }
    return items.map { item in
      guard case .text(let parts) = item.content else { return item.literal ?? "*" }
      // The number of an account stands in the ARN of all of it, whose partition is the region's.
      let rest = parts.last?.literal ?? ""
      return rest.hasPrefix(":iam::") && rest.hasSuffix(":root") ? String(rest.dropFirst(6).dropLast(5)) : rest
    }
  }

  private static func isOn(_ value: Value?) -> Bool { value?.literal == "true" }

  /// The variables of a container that are secret by their names, and whose values are written.
  private static func secrets(of container: Value) -> [String] {
    (container["Environment"]?.items ?? []).compactMap { variable in
      guard let name = variable["Name"]?.literal, SecretName.isSecret(name), let value = variable["Value"]?.literal,
        !value.isEmpty, !value.contains("{{resolve:")
      else { return nil }
      return name
    }
  }

  fileprivate func at(_ path: Path) -> Risk { Risk(path: path, kind: kind, names: names) }
}
