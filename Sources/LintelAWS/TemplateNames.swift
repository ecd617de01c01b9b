package import LintelGraph

/// What a template calls the things of a spec that are no resources.
package enum TemplateNames {
  /// The parameter that tells a first deployment to leave out what waits for an artifact.
  package static let stage = "Stage"

  /// The parameter of a template that a parameter of the spec becomes: `imageTag` is `ImageTag`.
  package static func parameter(_ name: String) -> String { name.prefix(1).uppercased() + name.dropFirst() }

  /// The type of a parameter whose value is the name of one in Systems Manager's store, and which stands for what that holds.
  package static let lookedUpType = "AWS::SSM::Parameter::Value<String>"

  /// The output of a template that one of the spec becomes: `vpcId` is `VpcId`.
  package static func output(_ name: String) -> String { parameter(name) }

  /// The parameter that an artifact without an address of its own becomes: `WordpressImageId`.
  package static func parameter(of artifact: Path) -> String {
    LogicalID(Path("", artifact.id)).description + "ImageId"
  }

  /// What a template calls something that is known only where it is deployed.
  package static func name(of pseudo: Pseudo) -> String {
    switch pseudo {
    case .account: "AWS::AccountId"
    case .region: "AWS::Region"
    case .partition: "AWS::Partition"
    case .urlSuffix: "AWS::URLSuffix"
    }
  }
}

extension ExistingSpelling {
  /// An attribute of what is already there, by the id, ARN or name that the spec gives for it.
  package func value(of identifier: String) -> Value {
    let isARN = identifier.hasPrefix("arn:")
    switch self {
    case .identifier: return Value(.string(identifier))
    case .arn(let service, let prefix, let hasRegion):
      if isARN { return Value(.string(identifier)) }
      let service: [Value] = ["arn:", .partition, Value(.string(":\(service):"))]
      return .text(service + (hasRegion ? [.region] : []) + [":", .account, Value(.string(":\(prefix)\(identifier)"))])
    case .nameInARN(let marker):
      return Value(.string(isARN ? ExistingSpelling.tail(of: identifier, after: marker) : identifier))
    case .logGroupName, .logGroupARN:
      let name = ExistingSpelling.tail(of: identifier, after: ":log-group:")
      let bare = name.hasSuffix(":*") ? String(name.dropLast(2)) : name
      if case .logGroupName = self { return Value(.string(bare)) }
      if isARN { return Value(.string(identifier.hasSuffix(":*") ? identifier : identifier + ":*")) }
      return .text(
        ["arn:", .partition, ":logs:", .region, ":", .account, Value(.string(":log-group:\(bare):*"))])
    case .lastPart: return Value(.string(ExistingSpelling.tail(of: identifier, after: ":")))
    case .repositoryURI:
      let name = isARN ? ExistingSpelling.tail(of: identifier, after: ":repository/") : identifier
      let words = identifier.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
      let isComplete = isARN && words.count > 4
      return .text([
        isComplete ? Value(.string(words[4])) : .account, ".dkr.ecr.",
        isComplete ? Value(.string(words[3])) : .region, ".", Value(.pseudo(.urlSuffix)), Value(.string("/\(name)")),
      ])
    }
  }

  /// The same where the identifier is known only when deploying: it has to be what the property takes, and a log group's
  /// name stands for its ARN too.
  package func value(ofUnknown identifier: Value) -> Value {
    guard case .logGroupARN = self else { return identifier }
    return .text(["arn:", .partition, ":logs:", .region, ":", .account, ":log-group:", identifier, ":*"])
  }

  /// Which piece of an ARN it is that is known only when deploying, and what stands between the pieces; nil for the whole.
  package var pieceOfARN: (index: Int, separator: String)? {
    switch self {
    case .nameInARN(let marker): (1, marker)
    case .lastPart: (5, ":")
    default: nil
    }
  }

  /// What stands behind the last `marker`.
  private static func tail(of text: String, after marker: String) -> String {
    guard let range = text.ranges(of: marker).last else { return text }
    return String(text[range.upperBound...])
  }
}
