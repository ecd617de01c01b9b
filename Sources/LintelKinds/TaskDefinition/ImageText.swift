import LintelGraph
import LintelSpec

// What the text of an image's address says before deployment.
extension Text {
  /// The address, with a word for each part that is known only when deploying; nil when it is none.
  func address(in graph: ResourceGraph) -> ImageAddress? { ImageAddress(rendered(in: graph, unknown: "x")) }

  /// The address of a first deployment that gives no parameter; nil where a parameter has no default.
  func defaultAddress(in graph: ResourceGraph) -> ImageAddress? {
    let parts = parts.map { part -> Part in
      guard case .parameter(let name) = part else { return part }
      return graph.judged(Value(.parameter(name))).map { .literal($0) } ?? part
    }
    return Text(parts: parts).isKnown ? Text(parts: parts).address(in: graph) : nil
  }

  /// The text with a word for each part that is known only when deploying.
  func rendered(in graph: ResourceGraph, unknown: String) -> String {
    parts.map { part in
      switch part {
      case .literal(let text): text
      case .parameter: unknown
      case .account: graph.account ?? ImageAddress.unknownAccount
      case .region: graph.region
      case .resource: "registry.invalid/\(unknown)"
      }
    }.joined()
  }

  /// Whether nothing of it is given only when deploying, but for the account and the region.
  var isKnown: Bool {
    parts.allSatisfy { part in
      switch part {
      case .literal, .account, .region: true
      case .parameter, .resource: false
      }
    }
  }

  /// Whether a tag would be seen if there was one: a parameter at the end may hold it.
  var showsItsEnd: Bool {
    switch parts.last {
    case .parameter?, nil: false
    case .literal?, .resource?, .account?, .region?: true
    }
  }

  /// Whether a registry would be seen if there was one.
  var showsItsBeginning: Bool {
    guard case .literal(let text)? = parts.first else { return false }
    return parts.count == 1 || text.contains("/") || text.hasSuffix(":")
  }
}
