import LintelAWS
import LintelGraph
import LintelSource

// How a template names what is already there.
extension Spelling {
  func existing(_ resource: Resource, _ identifier: ExternalIdentifier, _ attribute: Attribute) -> JSONValue {
    let spelling = Catalog.type(named: resource.type)?.existing[attribute] ?? .identifier
    // What is looked up when deploying is taken as it comes: it has to be what the property takes.
    return switch identifier {
    case .literal(let text): json(spelling.value(of: text))
    case .export(let name): .object([("Fn::ImportValue", .string(name))])
    case .ssm(let path): .string("{{resolve:ssm:\(path)}}")
    }
  }
}
