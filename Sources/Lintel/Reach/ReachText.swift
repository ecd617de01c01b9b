import LintelAnalysis
import LintelGraph
package import LintelSource

/// Reachability for people: an overview, one endpoint, or the routes between two.
package struct ReachText {
  private let reach: Reach
  private let palette: Palette
  private let width: Int?

  /// - Parameters:
  ///   - reach: The answer.
  ///   - isColored: Whether marks and titles have colours.
  ///   - width: The columns of the terminal; nil breaks no line.
  package init(_ reach: Reach, isColored: Bool, width: Int? = nil) {
    self.reach = reach
    palette = Palette(isColored: isColored)
    self.width = width.map { max($0, 40) }
  }

  package var text: PrintableText {
    // What is the same in several environments is said once.
    var bodies: [(environments: [String], text: PrintableText)] = []
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
        : line("In \(Reach.list(body.environments))", .bold) + "\n" + body.text
    }.joined(separator: "\n")
  }

  private func body(of system: Reach.System) -> PrintableText {
    if let from = system.from, let to = system.to { return answer(system, from, to) }
    guard let endpoint = system.from ?? system.to else { return overview(of: system) }
    switch endpoint {
    case .host, .supply, .registry: return table(of: endpoint, in: system)
    case .internet, .addresses, .ownIPv6, .prefixList, .wearers: return chains(from: endpoint, in: system)
    }
  }

  // MARK: Overview

  private func overview(of system: Reach.System) -> PrintableText {
    var blocks = [outside(system)]
    for host in system.reachability.hosts { blocks.append(table(of: host.endpoint, in: system)) }
    return blocks.joined(separator: "\n")
  }

  /// What connections from outside the graph reach, and what that forwards to.
  private func outside(_ system: Reach.System) -> PrintableText {
    let first = system.connections.filter { connection in
      switch connection.from {
      case .internet, .addresses, .ownIPv6, .prefixList: true
      case .wearers(let group): system.count(ofWearers: group) == nil
      case .host, .supply, .registry: false
      }
    }
    let lines = first.flatMap { connection -> [PrintableText] in
      let next = system.connections(from: connection.to).filter { next in
        guard case .forwarding(let listener) = next.purpose, connection.traffic.mayBecome(next.traffic) else {
          return false
        }
        return connection.links.contains { $0.fact.isListener(listener) }
      }
      return next.isEmpty ? [chain([connection])] : next.map { chain([connection, $0]) }
    }
    let title = line("From outside", .bold)
    let isKnown = system.reachability.hosts.allSatisfy { system.openQuestions(of: $0.endpoint).isEmpty }
    let nothing: PrintableText = isKnown ? "  nothing can be reached\n" : "  nothing, as far as is known\n"
    return title + (lines.isEmpty ? [nothing] : lines).joined()
  }

  private func chains(from endpoint: Endpoint, in system: Reach.System) -> PrintableText {
    let lines = system.routes(from: endpoint).map { chain($0.connections) }
    let title = line("From \(endpoint)", .bold)
    return title + (lines.isEmpty ? ["  nothing can be reached\n"] : lines).joined()
  }

  /// `internet → loadBalancers.public 8080 → services.encryptor 8080`.
  private func chain(_ connections: [Connection]) -> PrintableText {
    guard let first = connections.first else { return "" }
    var way: PrintableText = "\(first.from)"
    for connection in connections { way += " → \(connection.to) \(connection.traffic)" }
    guard let weakest = connections.compactMap(\.weakest).first else { return line(way, margin: 2) }
    let doubt: PrintableText = "perhaps: \(weakest.words)"
    if let width, Paragraph.cells((way + doubt).text) + 4 > width {
      return line(way, margin: 2) + line(doubt, .note, margin: 6)
    }
    return "  \(way)" + palette.paint("  \(doubt)", .note) + "\n"
  }

  /// A text in one line, or in as many as the width asks for; later ones stand further in.
  private func line(_ text: PrintableText, _ style: Palette.Style = .plain, margin: Int = 0) -> PrintableText {
    guard let width, Paragraph.cells(text.text) + margin > width else {
      return .blanks(margin) + palette.paint(text, style) + "\n"
    }
    let lines = Paragraph.lines(text.text, width: width - margin - 2, indent: -2)
    return lines.enumerated().map { index, line in
      .blanks(index == 0 ? margin : margin + 2) + palette.paint(line, style) + "\n"
    }.joined()
  }

  // MARK: One host

  private func table(of endpoint: Endpoint, in system: Reach.System) -> PrintableText {
    var rows = system.connections(to: endpoint).map { row("from", $0.from, $0, in: system) }
    rows += system.openQuestions(of: endpoint).map { link in
      ["from", "others", "", reach.place(of: link.span) ?? "", "perhaps: \(link.words)"] as [PrintableText]
    }
    if rows.isEmpty { rows.append(["from", "nobody", "", "", ""]) }
    rows += system.connections(from: endpoint).map { row("to", $0.to, $0, in: system) }
    return line("\(endpoint)", .bold) + Columns(rows, indent: 2, width: width).text
  }

  private func row(
    _ direction: String, _ other: Endpoint, _ connection: Connection, in system: Reach.System
  ) -> [PrintableText] {
    let place = connection.decisive.flatMap { reach.place(of: $0.span) } ?? ""
    var remark: PrintableText = "\(connection.purpose?.words ?? "")"
    if case .wearers(let group) = other, let count = system.count(ofWearers: group) {
      remark = "any of the \(count) that wear it"
    }
    if let weakest = connection.weakest {
      let doubt: PrintableText = (connection.certainty == .no ? "cannot: " : "perhaps: ") + "\(weakest.words)"
      remark += (remark.isEmpty ? "" : "; ") + doubt
    }
    return ["\(direction)", "\(other)", "\(connection.traffic)", place, remark]
  }

  // MARK: Two endpoints

  private func answer(_ system: Reach.System, _ from: Endpoint, _ to: Endpoint) -> PrintableText {
    let routes = system.routes
    let certainty = routes.first?.certainty ?? .no
    let word: PrintableText =
      switch certainty {
      case .yes: palette.paint("yes", .help)
      case .no: palette.paint("no", .error)
      case .unknown: palette.paint("not known", .warning)
      }
    let ends: PrintableText = "\(from) → \(to)"
    let isWide = width.map { Paragraph.cells(ends.text) + 11 > $0 } ?? false
    var text = isWide ? line(ends, .bold) + "  \(word)\n" : palette.paint(ends, .bold) + ": \(word)\n"
    if routes.isEmpty { text += "  nothing opens connections that way\n" }
    for route in routes {
      for connection in route.connections {
        let purpose: PrintableText = (connection.purpose?.words).map { ": \($0)" } ?? ""
        text += "\n" + line("\(connection.from) → \(connection.to), \(connection.traffic.words)\(purpose)", margin: 2)
        text += links(of: connection)
      }
    }
    guard certainty != .yes else { return text }
    let links = routes.prefix(1).flatMap { $0.connections.flatMap(\.links) }
    if let missing = links.first(where: { $0.certainty == .no }), let remedy = missing.remedy {
      let help = width.map { Paragraph.lines(PrintableText(": " + remedy).text, width: $0 - 2, indent: 2) }
      text += "\n" + palette.paint("help", .help)
      text += help?.joined(separator: "\n  ") ?? ": \(remedy)"
      text += "\n"
    }
    return text
  }

  private func links(of connection: Connection) -> PrintableText {
    Columns(
      connection.links.map { link in
        [link.certainty.mark, "\(link.words)", reach.place(of: link.span) ?? ""]
      }, indent: 4, width: width
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
  fileprivate var mark: PrintableText {
    switch self {
    case .yes: "✓"
    case .no: "✗"
    case .unknown: "?"
    }
  }
}
