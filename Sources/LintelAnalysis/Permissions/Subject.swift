import LintelAWS
package import LintelGraph
import LintelSource

/// The resource that an action is about.
package enum Subject: Hashable, Sendable {
  /// Actions that AWS allows on `*` only, such as logging in to ECR.
  case everything
  /// A node of the graph.
  case node(Path)
  /// An ARN written out.
  case arn(String)
  /// An ARN with parts that are known only when deploying; that of a secret may lack what AWS adds to its name.
  case value(Value)
}

// Whether a policy's resource is about a subject.
extension Subject {
  /// Holds a `Resource` of a policy against the subject.
  func isNamed(by resource: Value, in graph: ResourceGraph) -> Certainty {
    if resource.literal == "*" { return .yes }
    switch self {
    case .everything: return resource.mayBeWildcard ? .unknown : .no
    case .arn(let arn): return ResourceName(arn).isNamed(by: ResourceName(resource, in: graph))
    case .value(let value):
      let (name, pattern) = (ResourceName(value, in: graph), ResourceName(resource, in: graph))
      guard let whole = name.asSecret else { return name.isNamed(by: pattern) }
      // IAM compares with the whole ARN: one without what AWS adds to a secret's name is of no secret.
      let named = max(whole.isNamed(by: pattern), pattern.withoutSuffix.map { name.isNamed(by: $0) } ?? .no)
      return SecretAccess(value)?.mayBeWhole ?? true ? max(named, name.isNamed(by: pattern)) : named
    case .node(let path):
      if let certainty = Subject.node(path, isNamedBy: resource, in: graph) { return certainty }
      guard let node = graph[path], let name = ResourceName(of: node, in: graph) else { return .unknown }
      return name.isNamed(by: ResourceName(resource, in: graph))
    }
  }

  /// By a reference, which may be followed by a wildcard for what is in the node; nil when there is none.
  private static func node(_ path: Path, isNamedBy resource: Value, in graph: ResourceGraph) -> Certainty? {
    var reference = resource.reference
    var rest: [Value] = []
    if case .text(let parts) = resource.content, let first = parts.first?.reference {
      reference = first
      rest = Array(parts.dropFirst())
    }
    guard let reference, reference.attribute == .arn else { return nil }
    let isWhole = rest.allSatisfy { $0.literal.map { [":*", "*", "/*"].contains($0) } ?? false }
    if reference.path == path { return isWhole ? .yes : .unknown }
    // Two entries may be the same thing where one is already there.
    let areNew = [reference.path, path].allSatisfy { graph[$0].map { !$0.isExisting } ?? false }
    return areNew && graph[reference.path]?.type == graph[path]?.type ? .no : .unknown
  }
}

/// The six parts of an ARN; nil where a part is known only when deploying.
struct ResourceName {
  private let parts: [String?]

  private init(parts: [String?]) {
    self.parts = parts
  }

  init(_ arn: String) {
    self.init(parts: arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false).map { String($0) })
  }

  /// A value as policies write it, with parts that are not known.
  init(_ value: Value, in graph: ResourceGraph) {
    var parts: [String?] = [""]
    let pieces = if case .text(let pieces) = value.content { pieces } else { [value] }
    for piece in pieces {
      guard let text = piece.literal ?? ResourceName.place(piece, in: graph) else {
        parts[parts.count - 1] = nil
        continue
      }
      for (index, part) in text.split(separator: ":", omittingEmptySubsequences: false).enumerated() {
        if index > 0, parts.count < 6 {
          parts.append(String(part))
        } else {
          let separator = index > 0 ? ":" : ""
          parts[parts.count - 1] = parts[parts.count - 1].map { $0 + separator + part }
        }
      }
    }
    self.init(parts: parts)
  }

  /// The text that the graph's own place makes of a pseudo parameter.
  static func place(_ value: Value, in graph: ResourceGraph) -> String? {
    guard case .pseudo(let pseudo) = value.content else { return nil }
    return switch pseudo {
    case .partition: Regions.partition(of: graph.region)
    case .region: graph.region
    case .account: graph.account
    default: nil
    }
  }

  /// The ARN of a node, from its type and its name.
  init?(of node: Resource, in graph: ResourceGraph) {
    let form: (service: String, prefix: String, hasRegion: Bool)
    guard let type = Catalog.type(named: node.type) else { return nil }
    switch type.existing[.arn] {
    case _ where type === ResourceType.logGroup: form = ("logs", "log-group:", true)
    case .arn(let service, let prefix, let hasRegion)?: form = (service, prefix, hasRegion)
    default: return nil
    }
    var name = type.nameProperty.flatMap { node[$0]?.literal }
    if case .existing(let identifier) = node.role {
      guard case .literal(let text) = identifier else { return nil }
      if text.hasPrefix("arn:") {
        self.init(text)
        return
      }
      name = text
    }
    guard let name, !node.hashesName else { return nil }
    // The path of a role, which begins and ends in a slash.
    let path = type === ResourceType.role ? node["Path"]?.literal?.dropFirst() ?? "" : ""
    self.init(parts: [
      "arn", Regions.partition(of: graph.region), form.service, form.hasRegion ? graph.region : "", graph.account,
      form.prefix + path + name,
    ])
  }

  /// The ARN of a secret as AWS completes it: with a hyphen and six characters; nil where it is of something else.
  var asSecret: ResourceName? {
    guard parts.count == 6, parts[2] == "secretsmanager", let name = parts[5] else { return nil }
    return ResourceName(parts: parts.dropLast() + [name + "-aaaaaa"])
  }

  /// The ARN of a secret without what AWS added to its name; nil where it does not end in that.
  var withoutSuffix: ResourceName? {
    guard parts.count == 6, let name = parts[5], let beginning = SecretAccess.withoutSuffix(name) else { return nil }
    return ResourceName(parts: parts.dropLast() + [beginning])
  }

  /// Whether a pattern is about the ARN; the end `:*` of log groups stands for their streams.
  func isNamed(by pattern: ResourceName) -> Certainty {
    if pattern.parts.count == 1, let only = pattern.parts[0] { return Certainty(only == "*") }
    guard parts.count == 6, pattern.parts.count == 6 else { return .unknown }
    return zip(parts, pattern.parts).map { part, pattern -> Certainty in
      if pattern == "*" { return .yes }
      guard let part, let pattern else { return .unknown }
      return Certainty(Glob.matches(part, pattern) || Glob.matches(part + ":*", pattern))
    }.min() ?? .unknown
  }
}

extension Value {
  /// Whether what is known only when deploying might make it `*`: nothing around it is any other text.
  fileprivate var mayBeWildcard: Bool {
    let parts = if case .text(let parts) = content { parts } else { [self] }
    return parts.allSatisfy { $0.literal?.allSatisfy { $0 == "*" } ?? true }
  }
}
