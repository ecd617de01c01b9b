import LintelAWS
import LintelGraph
import LintelSource

// How a template names what is already there.
extension Spelling {
  func existing(_ resource: Resource, _ identifier: ExternalIdentifier, _ attribute: Attribute) -> JSONValue {
    let spelling = Catalog.type(named: resource.type)?.existing[attribute] ?? .identifier
    switch identifier {
    // Nothing is emitted that needs it.
    case .unsaid: return .string("")
    case .literal(let text): return json(spelling.value(of: text))
    case .parameter(let name):
      let value = json(spelling.value(ofUnknown: Value(.parameter(name))))
      // What is known only when deploying is taken as it comes, unless it has to be an ARN, which can be taken apart.
      guard case .identifier? = Catalog.type(named: resource.type)?.existing[.arn], let piece = spelling.pieceOfARN
      else { return value }
      return Spelling.piece(piece.index, of: value, between: piece.separator)
    }
  }
}
