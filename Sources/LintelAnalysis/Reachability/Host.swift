package import LintelAWS
package import LintelGraph
package import LintelSource

/// A node with network interfaces: connections start from it and end at it.
package struct Host: Sendable {
  /// A node that the host names, and where it does.
  package struct Use: Hashable, Sendable {
    package let path: Path
    package let span: Span
  }

  package let path: Path
  package let kind: HostKind
  package let isExisting: Bool
  /// The key of its entry.
  package let span: Span
  /// The groups that it wears; nil when they are not known.
  package let groups: [Use]?
  /// Whether it wears no group for certain, so that nothing is filtered at it.
  package let isUnfiltered: Bool
  /// The subnets that it stands in; nil when they are not known.
  package let subnets: [Use]?
  /// Whether it has public addresses by its own word, or by that of its launch template; nil leaves it to its subnets.
  package let publicAddress: (certainty: Certainty, span: Span)?
  /// What may say so: itself, or its launch template; nil where neither is the spec's to change.
  package let addressOwner: Path?
  /// Whether it has addresses of IPv6 by its own word; nil leaves it to its subnets.
  package let ipv6: (certainty: Certainty, span: Span)?
  /// The place that says that none of its addresses of IPv4 is public; nil where nothing says so.
  package let privateIPv4: Span?

  package var endpoint: Endpoint { .host(path) }
}

extension Host {
  /// The hosts of a graph, in its order.
  static func all(in graph: ResourceGraph, _ types: TypeIndex) -> [Host] {
    types.positions(ofAny: Catalog.hostTypes).compactMap { Host(graph.resources[$0], in: graph) }
  }

  private init?(_ node: Resource, in graph: ResourceGraph) {
    guard let standing = Catalog.facts(of: node.type)?.stands, let kind = standing.host else { return nil }
    path = node.path
    self.kind = kind
    isExisting = node.isExisting
    span = node.span
    isUnfiltered = standing.wearsNothing(node, in: graph)
    groups = isUnfiltered ? [] : Host.uses(standing.groups?.value(in: node, of: graph))
    subnets = Host.uses(standing.subnets(of: node, in: graph))
    let word = { Host.certainty(of: $0, node, in: graph) }
    publicAddress = standing.publicAddress.flatMap(word)
    let owner = standing.publicAddress?.property.holder(for: node, of: graph)
    addressOwner = owner.flatMap { $0.isExisting ? nil : $0.path }
    ipv6 = standing.ipv6.flatMap(word)
    privateIPv4 = standing.privateIPv4.flatMap(word).flatMap { $0.certainty == .yes ? $0.span : nil }
  }

  /// Nil when something in the list is no node of the graph.
  private static func uses(_ value: Value?) -> [Use]? {
    guard let value else { return nil }
    let uses = value.items.compactMap { item in item.reference.map { Use(path: $0.path, span: item.span) } }
    return uses.count == value.items.count ? uses : nil
  }

  /// Whether a node has addresses of a sort by a word, or by AWS's default; nil leaves it to its subnets.
  private static func certainty(
    of address: Facts.Standing.PublicAddress, _ node: Resource, in graph: ResourceGraph
  ) -> (certainty: Certainty, span: Span)? {
    guard let value = address.property.value(in: node, of: graph) else {
      // What is there already may say anything.
      let isKnown = address.property.holder(for: node, of: graph).map { !$0.isExisting } ?? false
      guard isKnown else { return (.unknown, node.span) }
      return address.isDefault.map { (Certainty($0), node.span) }
    }
    let span = value.span.isWritten ? value.span : node.span
    return (value.literal.map { Certainty(address.values.contains($0)) } ?? .unknown, span)
  }
}
