package import LintelSource

/// A drawing as a standalone SVG 1.1 document.
///
/// It follows light and dark, and each thing has a title for whoever points at it or has it read aloud. Nothing of a spec
/// is written but as text.
package struct SVG {
  private let drawing: Drawing
  /// The address of a place in the spec, such as `lintel.yaml#L41`; nil for what nobody wrote.
  private let address: (Span) -> String?
  private var output = ""

  /// - Parameters:
  ///   - drawing: What is drawn.
  ///   - address: The address of a place in the spec; nil for what nobody wrote.
  package init(_ drawing: Drawing, address: @escaping (Span) -> String? = { _ in nil }) {
    self.drawing = drawing
    self.address = address
  }

  package var text: String {
    var writer = self
    writer.write()
    return writer.output
  }

  private mutating func write() {
    let picture = drawing.picture
    output = """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(drawing.width) \(drawing.height)" \
      width="\(drawing.width)" height="\(drawing.height)" role="img" aria-labelledby="title">
      <title id="title">\(SVG.escaped(picture.title)): \(picture.boxes.count) boxes and \(drawing.wires.count) arrows</title>
      <style>
      \(drawing.legend.isEmpty ? Stylesheet.text : Stylesheet.text + Stylesheet.fates)</style>
      <rect class="paper" width="\(drawing.width)" height="\(drawing.height)"/>

      """
    for label in drawing.heading { write(label, indent: "") }
    for frame in drawing.frames { write(frame) }
    for state in [Picture.Arrow.State.open, .perhaps, .missing] {
      for wire in drawing.wires where wire.state == state { write(wire) }
    }
    for box in drawing.boxes { write(box) }
    for (fate, label) in drawing.legend {
      write(fate, at: Point(label.place.x - 14, label.place.y - 4))
      write(label, indent: "")
    }
    output += "</svg>\n"
  }

  // MARK: Parts

  private mutating func write(_ frame: Drawing.Frame) {
    let look = (frame.isExisting ? " existing" : "") + SVG.look(of: frame.fate)
    open("frame \(frame.kind.rawValue)\(look)", SVG.hover(frame.hover, frame.fate), frame.span)
    let radius = frame.kind == .network || frame.kind == .region ? 8 : 4
    output += "  <rect \(SVG.place(of: frame.rect)) rx=\"\(radius)\"/>\n"
    write(frame.label)
    close(frame.span)
  }

  private mutating func write(_ box: Drawing.DrawnBox) {
    let role = box.box.role.rawValue
    let look = (box.box.isExisting ? " existing" : "") + SVG.look(of: box.fate)
    open("box \(role)\(look)", SVG.hover(box.box.hover, box.fate), box.box.span)
    output += "  <rect class=\"body\" \(SVG.place(of: box.rect)) rx=\"6\"/>\n"
    for unit in box.units { output += "  <rect class=\"unit\" \(SVG.place(of: unit)) rx=\"3\"/>\n" }
    output +=
      "  <path class=\"glyph\" transform=\"translate(\(box.glyph.x) \(box.glyph.y))\" d=\"\(Glyphs.path(of: box.box.role))\"/>\n"
    for label in box.labels { write(label) }
    for port in box.ports {
      output += "  <rect class=\"port\" \(SVG.place(of: port.rect)) rx=\"\(port.rect.height / 2)\"/>\n"
      write(port.label, style: " onport")
    }
    if let fate = box.fate { write(fate, at: Point(box.rect.x, box.rect.y)) }
    close(box.box.span)
    for chip in box.chips {
      open("chip \(role)\(box.fate == .gone ? " gone" : "")", chip.mark.hover, chip.mark.span)
      output += "  <rect class=\"plate\" \(SVG.place(of: chip.rect)) rx=\"4\"/>\n"
      let glyph = "translate(\(chip.rect.x + 4) \(chip.rect.y + 4))"
      output += "  <path class=\"glyph\" transform=\"\(glyph)\" d=\"\(Glyphs.path(of: chip.mark.kind))\"/>\n"
      write(chip.label)
      close(chip.mark.span)
    }
  }

  /// So many connections of an arrow are named.
  private static let listed = 24

  private mutating func write(_ wire: Drawing.Wire) {
    let state =
      switch wire.state {
      case .open: ""
      case .perhaps: " perhaps"
      case .missing: " missing"
      }
    var hover = wire.hover.prefix(SVG.listed).joined(separator: "\n")
    if wire.hover.count > SVG.listed { hover += "\nand \(wire.hover.count - SVG.listed) more" }
    let kind = wire.purpose == .need ? "need" : "request"
    open("wire \(kind)\(state)\(SVG.look(of: wire.fate))", SVG.hover(hover, wire.fate), wire.span)
    for line in wire.lines { output += "  <path class=\"way\" d=\"\(SVG.path(of: line))\"/>\n" }
    for fork in wire.forks { output += "  <circle cx=\"\(fork.x)\" cy=\"\(fork.y)\" r=\"3\"/>\n" }
    for head in wire.heads { output += "  <path class=\"head\" d=\"\(SVG.head(head.tip, from: head.from))\"/>\n" }
    if wire.state == .missing, let cross = SVG.cross(of: wire) {
      output += "  <path class=\"cross\" d=\"M\(cross.x - 5) \(cross.y - 5)l10 10m0-10l-10 10\"/>\n"
    }
    close(wire.span)
  }

  /// A sign of what becomes of something, for those too who tell no colours.
  private mutating func write(_ fate: PictureChange.Fate, at point: Point) {
    let sign =
      switch fate {
      case .new: "m-4 0h8m-4-4v8"
      case .changed: "m-4 1q2-4 4-1t4-1"
      case .gone: "m-4 0h8"
      }
    output += "  <circle class=\"badge\(SVG.look(of: fate))\" cx=\"\(point.x)\" cy=\"\(point.y)\" r=\"8\"/>\n"
    output += "  <path class=\"sign\" d=\"M\(point.x) \(point.y)\(sign)\"/>\n"
  }

  private static func look(of fate: PictureChange.Fate?) -> String { fate.map { " " + $0.rawValue } ?? "" }

  private static func hover(_ text: String, _ fate: PictureChange.Fate?) -> String {
    guard let fate else { return text }
    return text.isEmpty ? fate.rawValue : "\(fate.rawValue): \(text)"
  }

  private mutating func write(_ label: Drawing.Label, indent: String = "  ", style: String = "") {
    let anchor =
      switch label.anchor {
      case .start: ""
      case .middle: " text-anchor=\"middle\""
      case .end: " text-anchor=\"end\""
      }
    let look = label.isFault ? " faulty" : label.isQuiet ? " quiet" : style
    output +=
      "\(indent)<text class=\"\(label.lettering.rawValue)\(look)\" x=\"\(label.place.x)\" y=\"\(label.place.y)\""
      + "\(anchor)>\(SVG.escaped(label.text))</text>\n"
  }

  // MARK: Words

  private mutating func open(_ kind: String, _ hover: String, _ span: Span) {
    if let address = address(span) { output += "<a href=\"\(SVG.escaped(address))\">" }
    output += "<g class=\"\(kind)\">\n"
    if !hover.isEmpty { output += "  <title>\(SVG.escaped(hover))</title>\n" }
  }

  private mutating func close(_ span: Span) {
    output += "</g>"
    if address(span) != nil { output += "</a>" }
    output += "\n"
  }

  private static func place(of rect: Rect) -> String {
    "x=\"\(rect.x)\" y=\"\(rect.y)\" width=\"\(rect.width)\" height=\"\(rect.height)\""
  }

  /// Text as XML has it: what no document may hold is shown, not written.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if !escaped.isEmpty { escaped += "\n" }
      for scalar in PrintableText(line).text.unicodeScalars {
        switch scalar {
        case "&": escaped += "&amp;"
        case "<": escaped += "&lt;"
        case ">": escaped += "&gt;"
        case "\"": escaped += "&quot;"
        case "'": escaped += "&#39;"
        case "\u{FFFE}", "\u{FFFF}": escaped += "\u{FFFD}"
        default: escaped.unicodeScalars.append(scalar)
        }
      }
    }
    return escaped
  }

  // MARK: Lines

  private static let corner = 6

  /// A line of points with round corners.
  private static func path(of line: [Point]) -> String {
    guard let first = line.first else { return "" }
    var path = "M\(first.x) \(first.y)"
    for index in 1..<max(1, line.count) {
      let point = line[index]
      guard index + 1 < line.count else {
        path += "L\(point.x) \(point.y)"
        break
      }
      let before = towards(line[index - 1], from: point)
      let after = towards(line[index + 1], from: point)
      path += "L\(before.x) \(before.y)Q\(point.x) \(point.y) \(after.x) \(after.y)"
    }
    return path
  }

  /// A place near a point on the way to another one.
  private static func towards(_ other: Point, from point: Point) -> Point {
    let length = abs(other.x - point.x) + abs(other.y - point.y)
    let reach = min(corner, length / 2)
    return Point(point.x + (other.x - point.x).signum() * reach, point.y + (other.y - point.y).signum() * reach)
  }

  private static func head(_ tip: Point, from: Point) -> String {
    let (x, y) = ((tip.x - from.x).signum(), (tip.y - from.y).signum())
    let back = Point(tip.x - 9 * x, tip.y - 9 * y)
    return "M\(tip.x) \(tip.y)L\(back.x + 4 * y) \(back.y + 4 * x)L\(back.x - 4 * y) \(back.y - 4 * x)Z"
  }

  /// Where a broken arrow is crossed out: in the middle of its longest piece.
  private static func cross(of wire: Drawing.Wire) -> Point? {
    let pieces = wire.lines.flatMap { Array(zip($0, $0.dropFirst())) }
    let longest = pieces.max { length(of: $0) < length(of: $1) }
    return longest.map { Point(($0.0.x + $0.1.x) / 2, ($0.0.y + $0.1.y) / 2) }
  }

  private static func length(of piece: (Point, Point)) -> Int {
    abs(piece.0.x - piece.1.x) + abs(piece.0.y - piece.1.y)
  }
}
