import LintelAnalysis
import LintelGraph
import LintelSource

extension Reach {
  /// `lintel.yaml:41:9`; nil for what nobody wrote.
  func place(of span: Span) -> PrintableText? {
    sources.written(span).map { place in
      "\(place.file.path):\(place.start.line):\(place.start.column)"
    }
  }

  /// `staging, test and production`.
  static func list(_ names: [String]) -> String {
    guard names.count > 1, let last = names.last else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }
}

extension Reach.System {
  /// What can be opened to an endpoint, and what would have to be.
  func connections(to endpoint: Endpoint) -> [Connection] { byDestination[endpoint] ?? [] }

  func connections(from endpoint: Endpoint) -> [Connection] { bySource[endpoint] ?? [] }

  func openQuestions(of endpoint: Endpoint) -> [Link] {
    guard case .host(let path) = endpoint, let host = reachability.host(path) else { return [] }
    return reachability.openQuestions(of: host)
  }
}

extension Connection {
  /// The link to show for the whole connection: the one that is in doubt, or else the choice that somebody made.
  var decisive: Link? {
    weakest ?? links.last(where: { $0.fact.isIngress && $0.span.isWritten })
      ?? links.first(where: { $0.kind == "public-address" && $0.span.isWritten })
      ?? links.last(where: \.span.isWritten)
  }
}

extension Link.Fact {
  fileprivate var isIngress: Bool { if case .letsIn = self { true } else { false } }

  /// Whether it is this listener's taking of connections.
  func isListener(_ path: Path) -> Bool {
    if case .listener(path?, of: _, port: _) = self { true } else { false }
  }
}
