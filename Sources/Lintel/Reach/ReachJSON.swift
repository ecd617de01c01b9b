import LintelAnalysis
import LintelGraph
package import LintelSource

/// Reachability for programs.
///
/// ```
/// { "version": 1,
///   "systems": [ { "environment"?: name, "from"?: end, "to"?: end,
///                  "connections": [ Connection ],                      without two ends
///                  "answer": Certainty, "ways": [ [ Connection ] ] } ] }  with two
///
/// Connection = { "from": end, "to": end, "protocol": name | null, "ports": [first, last], "purpose"?: text,
///                "answer": Certainty, "links": [ Link ] }
/// Link = { "kind": text, "answer": Certainty, "says": text, "place": Place | null, "remedy"?: text }
/// Certainty = "yes" | "no" | "unknown"                                    Place is that of `lint`
/// ```
///
/// Connections of one end are those that start or end there. A protocol of null is any.
package struct ReachJSON {
  private let reach: Reach

  package init(_ reach: Reach) {
    self.reach = reach
  }

  package var text: PrintableText {
    var json = JSONPrinter()
    json.object { json in
      json.name("version")
      json.number(1)
      json.name("systems")
      json.array(reach.systems) { json, system in write(system, to: &json) }
    }
    return json.printable
  }

  private func write(_ system: Reach.System, to json: inout JSONPrinter) {
    json.object { json in
      for (name, text) in [
        ("environment", system.environment), ("from", system.from?.description), ("to", system.to?.description),
      ] {
        guard let text else { continue }
        json.name(name)
        json.string(text)
      }
      guard system.from == nil || system.to == nil else {
        let routes = system.routes
        json.name("answer")
        json.string((routes.first?.certainty ?? .no).rawValue)
        json.name("ways")
        json.array(routes) { json, route in
          json.array(route.connections) { json, connection in write(connection, to: &json) }
        }
        return
      }
      json.name("connections")
      json.array(connections(of: system)) { json, connection in write(connection, to: &json) }
    }
  }

  private func connections(of system: Reach.System) -> [Connection] {
    guard let endpoint = system.from ?? system.to else { return system.connections }
    switch endpoint {
    case .host, .supply, .registry: return system.connections.filter { $0.from == endpoint || $0.to == endpoint }
    case .internet, .addresses, .ownIPv6, .prefixList, .wearers:
      return system.routes(from: endpoint).flatMap(\.connections)
    }
  }

  private func write(_ connection: Connection, to json: inout JSONPrinter) {
    json.object { json in
      json.name("from")
      json.string(connection.from.description)
      json.name("to")
      json.string(connection.to.description)
      json.name("protocol")
      if let name = connection.traffic.protocol { json.string(name) } else { json.null() }
      json.name("ports")
      json.array([connection.traffic.ports.lowerBound, connection.traffic.ports.upperBound]) { $0.number($1) }
      if let purpose = connection.purpose {
        json.name("purpose")
        json.string(purpose.words)
      }
      json.name("answer")
      json.string(connection.certainty.rawValue)
      json.name("links")
      json.array(connection.links) { json, link in write(link, to: &json) }
    }
  }

  private func write(_ link: Link, to json: inout JSONPrinter) {
    json.object { json in
      json.name("kind")
      json.string(link.kind)
      json.name("answer")
      json.string(link.certainty.rawValue)
      json.name("says")
      json.string(link.words)
      json.name("place")
      json.place(reach.sources.written(link.span))
      if let remedy = link.remedy {
        json.name("remedy")
        json.string(remedy)
      }
    }
  }
}
