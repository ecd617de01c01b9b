import LintelAnalysis
import LintelGraph
import LintelSource

/// Reachability for people: an overview, one endpoint, or the routes between two.
package struct ReachText {
  private let reach: Reach
  private let palette: Palette

  package init(_ reach: Reach, isColored: Bool) {
    self.reach = reach
    palette = Palette(isColored: isColored)
  }

  package var text: String {
    // What is the same in several environments is said once.
    var bodies: [(environments: [String], text: String)] = []
    for system in reach.systems {
      let names = system.environment.map { [$0] } ?? []
      let text = body(of: system)
      if let index = bodies.firstIndex(where: { $0.text == text }) {
        bodies[index].environments += names
      } else {
        bodies.append((names, text))
      }
    }
    return bodies.map { body in
      body.environments.isEmpty
        ? body.text
        : palette.paint("In \(Reach.list(body.environments))", .bold) + "\n\n" + body.text
    }.joined(separator: "\n")
  }

  private func body(of system: Reach.System) -> String {
    if let from = system.from, let to = system.to { return answer(system, from, to) }
    guard let endpoint = system.from ?? system.to else { return overview(of: system) }
    switch endpoint {
    case .host, .supply, .registry: return table(of: endpoint, in: system)
    case .internet, .addresses, .wearers: return chains(from: endpoint, in: system)
    }
  }

  // MARK: Overview

  private func overview(of system: Reach.System) -> String {
    var blocks = [outside(system)]
    for host in system.reachability.hosts { blocks.append(table(of: host.endpoint, in: system)) }
    return blocks.joined(separator: "\n")
  }

  /// What connections from outside the graph reach, and what that forwards to.
  private func outside(_ system: Reach.System) -> String {
    let first = system.connections.filter { connection in
      switch connection.from {
      case .internet, .addresses, .wearers: true
      case .host, .supply, .registry: false
      }
    }
    let lines = first.flatMap { connection -> [String] in
      let next = system.connections(from: connection.to).filter { next in
        guard case .forwarding(let listener) = next.purpose else { return false }
        return connection.links.contains { $0.fact.isListener(listener) }
      }
      return next.isEmpty ? [chain([connection])] : next.map { chain([connection, $0]) }
    }
    let title = palette.paint("From outside", .bold) + "\n"
    let isKnown = system.reachability.hosts.allSatisfy { system.openQuestions(of: $0.endpoint).isEmpty }
    let nothing = isKnown ? "  nothing can be reached\n" : "  nothing, as far as is known\n"
    return title + (lines.isEmpty ? [nothing] : lines).joined()
  }

  private func chains(from endpoint: Endpoint, in system: Reach.System) -> String {
    let lines = system.routes(from: endpoint).map { chain($0.connections) }
    let title = palette.paint("From \(endpoint)", .bold) + "\n"
    return title + (lines.isEmpty ? ["  nothing can be reached\n"] : lines).joined()
  }

  /// `internet → loadBalancers.public 8080 → services.encryptor 8080`.
  private func chain(_ connections: [Connection]) -> String {
    guard let first = connections.first else { return "" }
    var line = "\(first.from)"
    for connection in connections { line += " → \(connection.to) \(connection.traffic)" }
    guard let weakest = connections.compactMap(\.weakest).first else { return "  \(line)\n" }
    return "  \(line)" + palette.paint("  perhaps: \(weakest.words)", .note) + "\n"
  }

  // MARK: One host

  private func table(of endpoint: Endpoint, in system: Reach.System) -> String {
    var rows = system.connections(to: endpoint).map { row("from", $0.from, $0) }
    rows += system.openQuestions(of: endpoint).map { link in
      ["from", "others", "", reach.place(of: link.span) ?? "", "perhaps: \(link.words)"]
    }
    if rows.isEmpty { rows.append(["from", "nobody", "", "", ""]) }
    rows += system.connections(from: endpoint).map { row("to", $0.to, $0) }
    return palette.paint(endpoint.description, .bold) + "\n" + Columns(rows, indent: 2).text
  }

  private func row(_ direction: String, _ other: Endpoint, _ connection: Connection) -> [String] {
    let place = connection.decisive.flatMap { reach.place(of: $0.span) } ?? ""
    var remark = connection.purpose?.words ?? ""
    if let weakest = connection.weakest {
      let doubt = (connection.certainty == .no ? "cannot: " : "perhaps: ") + weakest.words
      remark += (remark.isEmpty ? "" : "; ") + doubt
    }
    return [direction, other.description, connection.traffic.description, place, remark]
  }

  // MARK: Two endpoints

  private func answer(_ system: Reach.System, _ from: Endpoint, _ to: Endpoint) -> String {
    let routes = system.routes
    let certainty = routes.first?.certainty ?? .no
    let word: String =
      switch certainty {
      case .yes: palette.paint("yes", .help)
      case .no: palette.paint("no", .error)
      case .unknown: palette.paint("not known", .warning)
      }
    var text = palette.paint("\(from) → \(to)", .bold) + ": \(word)\n"
    if routes.isEmpty { text += "  nothing opens connections that way\n" }
    for route in routes {
      for connection in route.connections {
        text += "\n  \(connection.from) → \(connection.to), \(connection.traffic.words)"
        text += (connection.purpose?.words).map { ": \($0)\n" } ?? "\n"
        text += links(of: connection)
      }
    }
    guard certainty != .yes else { return text }
    let links = routes.prefix(1).flatMap { $0.connections.flatMap(\.links) }
    if let missing = links.first(where: { $0.certainty == .no }), let remedy = missing.remedy {
      text += "\n" + palette.paint("help", .help) + ": \(remedy)\n"
    }
    return text
  }

  private func links(of connection: Connection) -> String {
    Columns(
      connection.links.map { link in
        [link.certainty.mark, link.words, reach.place(of: link.span) ?? ""]
      }, indent: 4
    ).text { mark in
      switch mark {
      case Certainty.yes.mark: palette.paint(mark, .help)
      case Certainty.no.mark: palette.paint(mark, .error)
      default: palette.paint(mark, .warning)
      }
    }
  }
}

extension Certainty {
  fileprivate var mark: String {
    switch self {
    case .yes: "✓"
    case .no: "✗"
    case .unknown: "?"
    }
  }
}

extension Connection.Purpose {
  var words: String {
    switch self {
    case .forwarding: "forwards requests"
    case .image: "pulls its image"
    case .logs: "writes its logs"
    case .secret(let name): "reads the secret \(name)"
    }
  }
}

/// Rows whose columns stand below each other.
struct Columns {
  private let rows: [[String]]
  private let indent: Int
  private let widths: [Int]

  init(_ rows: [[String]], indent: Int) {
    self.rows = rows
    self.indent = indent
    let count = rows.map(\.count).max() ?? 0
    widths = (0..<count).map { column in rows.map { $0[column].unicodeScalars.count }.max() ?? 0 }
  }

  var text: String { text { $0 } }

  /// With the first column painted.
  func text(_ paint: (String) -> String) -> String {
    rows.map { row in
      var line = String(repeating: " ", count: indent)
      let last = row.lastIndex { !$0.isEmpty } ?? 0
      for (column, cell) in row.enumerated() where column <= last {
        line += column == 0 ? paint(cell) : cell
        if column < last { line += String(repeating: " ", count: widths[column] - cell.unicodeScalars.count + 2) }
      }
      return line + "\n"
    }.joined()
  }
}
