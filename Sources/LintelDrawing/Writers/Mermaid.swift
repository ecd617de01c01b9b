import LintelSource

/// A picture as a Mermaid flowchart, for READMEs.
///
/// Mermaid lays it out by itself, so that what stands across several zones stands in a frame of its subnets.
package struct Mermaid {
  private let picture: Picture
  private var output = ""
  private var names: [String: String] = [:]

  package init(_ picture: Picture) {
    self.picture = picture
    for (index, box) in picture.boxes.enumerated() { names[box.key] = "b\(index)" }
  }

  package var text: String {
    var writer = self
    writer.write()
    return writer.output
  }

  private mutating func write() {
    output = "---\ntitle: \(Mermaid.quoted(picture.title))\n---\nflowchart TB\n"
    for box in picture.boxes where box.standing == .outside { write(box, indent: "  ") }
    let place = picture.region + (picture.account.map { " · account " + $0 } ?? "")
    output += "  subgraph region[\(Mermaid.quoted(place))]\n"
    for (index, nest) in Nest.all(in: picture).enumerated() {
      output += "    subgraph n\(index)[\(Mermaid.quoted(nest.label))]\n"
      for (position, group) in nest.groups.enumerated() {
        if group.label.isEmpty {
          for box in group.boxes { write(box, indent: "      ") }
          continue
        }
        output += "      subgraph n\(index)s\(position)[\(Mermaid.quoted(group.label))]\n"
        for box in group.boxes { write(box, indent: "        ") }
        output += "      end\n"
      }
      output += "    end\n"
    }
    for box in picture.boxes where box.standing == .region { write(box, indent: "    ") }
    output += "  end\n"
    for box in picture.boxes where box.standing == .elsewhere { write(box, indent: "  ") }
    writeArrows()
    writeLooks()
  }

  private mutating func write(_ box: Picture.Box, indent: String) {
    let lines = [box.title] + TextLines.of(box)
    let text = lines.map(Mermaid.escaped).joined(separator: "<br/>")
    output += "\(indent)\(names[box.key] ?? "b")[\"\(text)\"]:::\(box.role.rawValue)\n"
  }

  private mutating func writeArrows() {
    var position = 0
    var broken: [Int] = []
    for net in Net.all(in: [picture]) {
      let ports = Dictionary(grouping: net.ends, by: \.port)
      for port in ports.keys.sorted() {
        let starts = net.starts.compactMap { names[$0] }
        let ends = (ports[port] ?? []).compactMap { names[$0.key] }
        let arrow =
          switch net.state {
          case .open: "-->"
          case .perhaps: "-.->"
          case .missing: "--x"
          }
        let label = "\(arrow)|\(Mermaid.quoted(port))| \(ends.joined(separator: " & "))\n"
        var count = starts.count * ends.count
        if starts.count > 1, ends.count > 1 {
          // Many to many is a point that all go through.
          output +=
            "  j\(position)(( ))\n  \(starts.joined(separator: " & ")) --- j\(position)\n  j\(position) \(label)"
          count = starts.count + ends.count
        } else {
          output += "  \(starts.joined(separator: " & ")) \(label)"
        }
        if net.state == .missing { broken += position..<position + count }
        position += count
      }
    }
    if !broken.isEmpty {
      let list = broken.map(String.init).joined(separator: ",")
      output += "  linkStyle \(list) stroke:\(Colours.fault.light),stroke-dasharray:7 5\n"
    }
  }

  /// Mermaid knows no media queries: these colours are legible on both.
  private mutating func writeLooks() {
    let used = Set(picture.boxes.map(\.role))
    for role in Picture.Role.allCases where used.contains(role) {
      output += "  classDef \(role.rawValue) stroke:\(Colours.shade(of: role).light),stroke-width:2px\n"
    }
  }

  private static func quoted(_ text: String) -> String { "\"\(escaped(text))\"" }

  /// Whatever Mermaid or Markdown might understand is a number of its code point.
  static func escaped(_ text: String) -> String {
    PrintableText(text).text.unicodeScalars.reduce(into: "") { escaped, scalar in
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", " ", "-", ".", ",", "/", ":": escaped.unicodeScalars.append(scalar)
      case _ where scalar.value > 0x7F: escaped.unicodeScalars.append(scalar)
      default: escaped += "#\(scalar.value);"
      }
    }
  }
}

/// What a box says below its title, in formats that set the lines by themselves.
enum TextLines {
  static func of(_ box: Picture.Box) -> [String] {
    var lines = [box.subtitle, box.count ?? ""].filter { !$0.isEmpty }
    lines += box.marks.filter { $0.kind != .name && $0.kind != .fault }.map(\.text)
    let names = box.marks.filter { $0.kind == .name }.map(\.text)
    lines += names.count > 8 ? names.prefix(7) + ["and \(names.count - 7) more"] : names
    return lines + box.marks.filter { $0.kind == .fault }.map { "✕ " + $0.text }
  }
}
