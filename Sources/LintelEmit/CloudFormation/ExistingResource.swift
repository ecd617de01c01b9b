import LintelAWS
import LintelGraph
import LintelSource

// How a template names what is already there.
extension Spelling {
  func existing(_ resource: Resource, _ identifier: ExternalIdentifier, _ attribute: Attribute) -> JSONValue {
    let spelling = Catalog.type(named: resource.type)?.existing[attribute] ?? .identifier
    guard case .literal(let text) = identifier else { return lookup(identifier) }
    let isARN = text.hasPrefix("arn:")
    switch spelling {
    case .identifier: return .string(text)
    case .arn(let service, let prefix, let hasRegion):
      if isARN { return .string(text) }
      let region = hasRegion ? "${AWS::Region}" : ""
      return substituted("arn:${AWS::Partition}:\(service):\(region):${AWS::AccountId}:\(prefix)\(text)")
    case .nameInARN(let marker): return .string(isARN ? Spelling.tail(of: text, after: marker) : text)
    case .lastPart: return .string(Spelling.tail(of: text, after: ":"))
    case .repositoryURI:
      let name = isARN ? Spelling.tail(of: text, after: ":repository/") : text
      let parts = text.split(separator: ":", omittingEmptySubsequences: false)
      let account = isARN && parts.count > 4 ? String(parts[4]) : "${AWS::AccountId}"
      let region = isARN && parts.count > 4 ? String(parts[3]) : "${AWS::Region}"
      return substituted("\(account).dkr.ecr.\(region).${AWS::URLSuffix}/\(name)")
    }
  }

  /// What is looked up when deploying is taken as it comes: it has to be what the property takes.
  private func lookup(_ identifier: ExternalIdentifier) -> JSONValue {
    switch identifier {
    case .literal(let text): .string(text)
    case .export(let name): .object([("Fn::ImportValue", .string(name))])
    case .ssm(let path): .string("{{resolve:ssm:\(path)}}")
    }
  }

  private func substituted(_ template: String) -> JSONValue { .object([("Fn::Sub", .string(template))]) }

  /// What stands behind the last `marker`.
  static func tail(of text: String, after marker: String) -> String {
    guard let range = text.ranges(of: marker).last else { return text }
    return String(text[range.upperBound...])
  }
}
