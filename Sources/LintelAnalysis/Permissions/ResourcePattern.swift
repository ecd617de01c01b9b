package import LintelAWS
package import LintelGraph
import LintelSource

/// A `Resource` of a policy as far as it is known when compiling: what is not is a `*`, which may be anything.
package struct ResourcePattern: Hashable, Sendable {
  /// The six parts of an ARN; nil for `*`, and where how many there are is not known.
  private let parts: [String]?
  private let isWildcard: Bool

  package init(_ value: Value, in graph: ResourceGraph) {
    isWildcard = value.literal.map { $0.allSatisfy { $0 == "*" } } ?? false
    let pieces = if case .text(let pieces) = value.content { pieces } else { [value] }
    var text = ""
    for piece in pieces {
      if let known = piece.literal ?? ResourceName.place(piece, in: graph) {
        text += known
      } else if piece.content == .pseudo(.account) {
        text += "*"
      } else if let beginning = Self.beginning(piece, in: graph) {
        text += beginning + "*"
      } else if text.utf8.count(where: { $0 == UInt8(ascii: ":") }) >= 5 {
        text += "*"
      } else {
        parts = nil
        return
      }
    }
    let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false).map { String($0) }
    // IAM takes what is missing from an ARN for anything.
    self.parts = parts.count == 6 && parts[0] == "arn" ? parts : nil
  }

  /// How the ARN of something in the graph begins, up to its name.
  private static func beginning(_ value: Value, in graph: ResourceGraph) -> String? {
    guard let reference = value.reference, reference.attribute == .arn,
      let node = graph[reference.path], let type = Catalog.type(named: node.type)
    else { return nil }
    if type === ResourceType.logGroup { return "arn:*:logs:*:*:log-group:" }
    guard case .arn(let service, let prefix, let hasRegion)? = type.existing[.arn] else { return nil }
    return "arn:*:\(service):\(hasRegion ? "*" : ""):*:\(prefix)"
  }

  /// The name of the bucket of S3 that it is about.
  package var bucket: String? {
    guard let parts, parts[2] == "s3" else { return nil }
    let name = String(parts[5].prefix { $0 != "/" })
    return name.isEmpty || name.contains { "*?".contains($0) } ? nil : name
  }

  /// Whether an action that acts on such things may be about one that this names.
  ///
  /// `service`: that of the action, which decides where what the action acts on is not known.
  package func mayBeOf(_ resources: ActionResources?, service: Substring) -> Bool {
    if isWildcard { return true }
    guard let parts else { return true }
    switch resources {
    // AWS asks about all there is of the service: `arn:aws:ssm:us-east-1:123456789012:*`.
    case .everything: return parts[5].allSatisfy { $0 == "*" }
    case .bucket, .object:
      guard mayBe("s3", parts[2]) else { return false }
      // Access points have a region and an account, and buckets neither.
      if !mayBe("", parts[3]) || !mayBe("", parts[4]) { return mayBe("accesspoint/", beginningOf: parts[5]) }
      let isInBucket = parts[5].contains("/")
      return resources == .bucket ? !isInBucket : isInBucket || parts[5].contains { "*?".contains($0) }
    case .arn(let service, let beginning):
      return mayBe(service, parts[2]) && mayBe(beginning, beginningOf: parts[5]) && isPlaced(parts, service)
    case nil:
      let known = ActionResources.ownServices
      return !known.contains(service) || !known.contains(parts[2][...]) || parts[2] == service
    }
  }

  private func mayBe(_ text: String, _ pattern: String) -> Bool { Glob.matches(text, pattern) }

  /// Whether something may be of a pattern's form and begin with a text: up to its first wildcard it says the same.
  private func mayBe(_ beginning: String, beginningOf pattern: String) -> Bool {
    for (expected, letter) in zip(beginning, pattern) {
      if "*?".contains(letter) { return true }
      if expected != letter { return false }
    }
    return pattern.utf8.count >= beginning.utf8.count
  }

  /// Whether region and account may be those of something: roles have no region, and parameters of AWS's own no account.
  private func isPlaced(_ parts: [String], _ service: String) -> Bool {
    let account = parts[4]
    let isAccount =
      account.contains { "*?".contains($0) } || account.utf8.count == 12 && account.utf8.allSatisfy(\.isDigit)
    if service == "iam" { return mayBe("", parts[3]) && isAccount }
    return !parts[3].isEmpty && (isAccount || service == "ssm" && account.isEmpty)
  }
}
