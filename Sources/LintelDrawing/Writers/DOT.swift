package import LintelSource

/// A picture in the language of Graphviz, which lays it out by itself.
package struct DOT {
  private let picture: Picture
  private let address: (Span) -> String?
  private var output = ""
  private var names: [String: String] = [:]

  /// - Parameters:
  ///   - picture: What is drawn.
  ///   - address: The address of a place in the spec; nil for what nobody wrote.
  package init(_ picture: Picture, address: @escaping (Span) -> String? = { _ in nil }) {
    self.picture = picture
    self.address = address
    for (index, box) in picture.boxes.enumerated() { names[box.key] = "b\(index)" }
  }

  package var text: String {
    var writer = self
    writer.write()
    return writer.output
  }

  private mutating func write() {
    output = """
      digraph {
        graph [label=\(DOT.quoted(picture.title)), labelloc=t, fontname="DejaVu Sans", rankdir=TB, compound=true, newrank=true]
        node [shape=box, style="rounded,filled", fillcolor="\(Colours.box.light)", fontname="DejaVu Sans", fontsize=11]
        edge [fontname="DejaVu Sans", fontsize=10, color="\(Colours.line.light)"]

      """
    for box in picture.boxes where box.standing == .outside { write(box, indent: "  ") }
    let place = picture.region + (picture.account.map { " · account " + $0 } ?? "")
    open("cluster_region", place, "dashed", .region, indent: "  ")
    for (index, nest) in Nest.all(in: picture).enumerated() {
      open("cluster_n\(index)", nest.label, "rounded", .network, indent: "    ")
      for (position, group) in nest.groups.enumerated() {
        if group.label.isEmpty {
          for box in group.boxes { write(box, indent: "      ") }
          continue
        }
        open("cluster_n\(index)s\(position)", group.label, "dotted", .zone, indent: "      ")
        for box in group.boxes { write(box, indent: "        ") }
        output += "      }\n"
      }
      output += "    }\n"
    }
    for box in picture.boxes where box.standing == .region { write(box, indent: "    ") }
    output += "  }\n"
    for box in picture.boxes where box.standing == .elsewhere { write(box, indent: "  ") }
    for (position, net) in Net.all(in: [picture]).enumerated() where net.isDrawn { write(net, position) }
    output += "}\n"
  }

  private mutating func open(
    _ name: String, _ label: String, _ style: String, _ kind: Drawing.Frame.Kind, indent: String
  ) {
    output +=
      "\(indent)subgraph \(name) {\n\(indent)  graph [label=\(DOT.quoted(label)), labeljust=l, style=\(style), "
      + "color=\"\(Colours.shades(of: kind).border.light)\"]\n"
  }

  private mutating func write(_ box: Picture.Box, indent: String) {
    let label = ([box.title] + TextLines.of(box)).map(DOT.escaped).joined(separator: "\\n")
    output += "\(indent)\(names[box.key] ?? "b") [label=\"\(label)\", tooltip=\(DOT.quoted(box.hover)), "
    output += "color=\"\(Colours.shade(of: box.role).light)\""
    if let address = address(box.span) { output += ", URL=\(DOT.quoted(address))" }
    output += "]\n"
  }

  /// Many to many is a point that all go through.
  private mutating func write(_ net: Net, _ position: Int) {
    let starts = net.starts.compactMap { names[$0] }
    for port in Set(net.ends.map(\.port)).sorted() {
      let ends = net.ends.filter { $0.port == port }
      let name = "j\(position)p\(port.unicodeScalars.map { String($0.value, radix: 16) }.joined())"
      let isKnot = starts.count > 1 && ends.count > 1
      if isKnot {
        output += "  \(name) [shape=point, width=0.06, label=\"\"]\n"
        for start in starts { output += "  \(start) -> \(name) [arrowhead=none\(looks(net))]\n" }
      }
      for end in ends {
        for start in isKnot ? [name] : starts where start != names[end.key] {
          let arrow = net.arrows[0].first { arrow in
            arrow.to == end.key && arrow.port == port && (isKnot || names[arrow.from] == start)
          }
          output += "  \(start) -> \(names[end.key] ?? "b") [label=\(DOT.quoted(port)), "
          output += "tooltip=\(DOT.quoted(arrow?.hover ?? ""))\(looks(net))"
          if let address = arrow.flatMap({ address($0.span) }) { output += ", URL=\(DOT.quoted(address))" }
          output += "]\n"
        }
      }
    }
  }

  private func looks(_ net: Net) -> String {
    switch net.state {
    case .open: ""
    case .perhaps: ", style=dotted"
    case .missing: ", style=dashed, color=\"\(Colours.fault.light)\", fontcolor=\"\(Colours.fault.light)\""
    }
  }

  private static func quoted(_ text: String) -> String { "\"\(escaped(text))\"" }

  /// Graphviz reads a backslash as the beginning of an escape of its own, and `&` as that of an entity.
  static func escaped(_ text: String) -> String {
    PrintableText(text).text.unicodeScalars.reduce(into: "") { escaped, scalar in
      switch scalar {
      case "\"": escaped += "\\\""
      case "\\": escaped += "\\\\"
      case "&": escaped += "&amp;"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
  }
}
