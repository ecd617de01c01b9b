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
  }

  package let path: Path
  package let kind: Kind
  /// The container, where it is one's; then the variable.
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
    default: return []
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
