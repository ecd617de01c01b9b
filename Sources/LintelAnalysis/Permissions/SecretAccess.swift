import LintelAWS
package import LintelGraph

/// What it takes to read a secret that a container names: an action, and the ARN that it is allowed on.
package struct SecretAccess: Hashable, Sendable {
  package let action: String
  /// The ARN, with pseudo parameters in it; of a secret without the version and the key behind it.
  package let arn: Value

  package var subject: Subject { .value(arn) }

  /// From `ValueFrom`; nil where what it names is known only when deploying.
  package init?(_ value: Value) {
    let parts = if case .text(let parts) = value.content { parts } else { [value] }
    guard let beginning = parts.first?.literal else { return nil }
    guard beginning.hasPrefix("arn:") else {
      action = "ssm:GetParameters"
      // ARNs of parameters have a slash, whether their names begin with one or not.
      let name = beginning.hasPrefix("/") ? beginning : "/" + beginning
      arn = .text(
        ["arn:", .partition, ":ssm:", .region, ":", .account, ":parameter", Value(.string(name))] + parts.dropFirst(),
        at: value.span)
      return
    }
    let isSecret = parts.contains { $0.literal?.contains(":secretsmanager:") ?? false }
    action = isSecret ? "secretsmanager:GetSecretValue" : "ssm:GetParameters"
    arn = isSecret ? SecretAccess.withoutVersion(parts, at: value) : value
  }

  /// The first seven words of an ARN: what follows them is a key, a stage and a version.
  private static func withoutVersion(_ parts: [Value], at value: Value) -> Value {
    var kept: [Value] = []
    var colons = 0
    for part in parts {
      guard let text = part.literal else {
        kept.append(part)
        continue
      }
      var end = text.startIndex
      while end < text.endIndex {
        if text[end] == ":" {
          colons += 1
          if colons == 7 { break }
        }
        end = text.index(after: end)
      }
      if end > text.startIndex { kept.append(Value(.string(String(text[..<end])), at: part.span)) }
      if colons == 7 { break }
    }
    return kept.count == 1 ? kept[0] : .text(kept, at: value.span)
  }
}
