import LintelDrawing

/// What is wrong with a drawing, as somebody would see it who measured everything on the paper.
struct Audit {
  private(set) var complaints: [String] = []
  private(set) var bends = 0
  private(set) var crossings = 0
  /// The boxes that arrows end in, each as often as one does.
  private(set) var ends = 0
  private let drawing: Drawing

  init(_ drawing: Drawing) {
    self.drawing = drawing
    checkBoxes()
    checkFrames()
    checkLabels()
    checkWires()
    checkArrows()
    countCrossings()
  }

  private mutating func expect(_ isRight: Bool, _ complaint: @autoclosure () -> String) {
    if !isRight { complaints.append(complaint()) }
  }

  private var paper: Rect { Rect(0, 0, drawing.width, drawing.height) }

  // MARK: Boxes

  private mutating func checkBoxes() {
    for drawn in drawing.boxes {
      let (rect, key) = (drawn.rect, drawn.box.key)
      expect(paper.contains(rect), "\(key) leaves the paper")
      expect(rect.contains(Rect(drawn.glyph.x, drawn.glyph.y, 16, 16)), "the glyph leaves \(key)")
      for label in drawn.labels { expect(rect.contains(label.bounds), "'\(label.text)' leaves \(key)") }
      for unit in drawn.units { expect(rect.contains(unit), "a task leaves \(key)") }
      for chip in drawn.chips {
        expect(rect.contains(chip.rect), "the chip '\(chip.label.text)' leaves \(key)")
        expect(chip.rect.contains(chip.label.bounds), "'\(chip.label.text)' leaves its chip")
      }
      for port in drawn.ports {
        expect(rect.x <= port.rect.x && port.rect.right <= rect.right, "port \(port.label.text) leaves \(key)")
        let (label, room) = (port.label.bounds, port.rect)
        expect(room.x < label.x && label.right < room.right, "'\(port.label.text)' leaves its port")
      }
      let inside =
        drawn.labels.map(\.bounds) + drawn.chips.map(\.rect) + drawn.units
        + drawn.ports.map(\.rect).filter { $0.y >= rect.y }
      for (index, one) in inside.enumerated() {
        for other in inside.dropFirst(index + 1) {
          expect(!one.intersects(other), "two things in \(key) overlap: \(one) and \(other)")
        }
      }
    }
    for (index, one) in drawing.boxes.enumerated() {
      for other in drawing.boxes.dropFirst(index + 1) {
        expect(!one.rect.intersects(other.rect), "\(one.box.key) and \(other.box.key) overlap")
        for port in other.ports { expect(!one.rect.intersects(port.rect), "a port lies on \(one.box.key)") }
      }
    }
  }

  // MARK: Frames

  private mutating func checkFrames() {
    for frame in drawing.frames {
      expect(paper.contains(frame.rect), "\(frame.hover) leaves the paper")
      expect(frame.rect.contains(frame.label.bounds), "'\(frame.label.text)' leaves its frame")
      for other in drawing.frames where other.kind == frame.kind && other.rect != frame.rect {
        expect(!frame.rect.intersects(other.rect), "\(frame.hover) and \(other.hover) overlap")
      }
    }
  }

  private mutating func checkLabels() {
    let labels = drawing.frames.map(\.label) + drawing.heading + drawing.legend.map(\.label)
    for (index, label) in labels.enumerated() {
      expect(paper.contains(label.bounds), "'\(label.text)' leaves the paper")
      for other in labels.dropFirst(index + 1) {
        expect(!label.bounds.intersects(other.bounds), "'\(label.text)' and '\(other.text)' overlap")
      }
      for box in drawing.boxes {
        expect(!label.bounds.intersects(box.rect), "'\(label.text)' lies under \(box.box.key)")
        for port in box.ports { expect(!label.bounds.intersects(port.rect), "'\(label.text)' lies under a port") }
      }
    }
  }

  // MARK: Arrows

  private static func pieces(of wire: Drawing.Wire) -> [(from: Point, to: Point)] {
    wire.lines.flatMap { Array(zip($0, $0.dropFirst())) }.map { ($0.0, $0.1) }
  }

  private mutating func checkWires() {
    let labels = drawing.frames.map(\.label) + drawing.heading
    for wire in drawing.wires {
      expect(!wire.lines.isEmpty && !wire.heads.isEmpty, "an arrow of \(wire.ends) has no line or no head")
      bends += wire.lines.reduce(0) { $0 + max(0, $1.count - 2) }
      ends += wire.ends.count
      for (from, to) in Audit.pieces(of: wire) {
        expect(from.x == to.x || from.y == to.y, "an arrow of \(wire.ends) is askew")
        let line = Rect(min(from.x, to.x), min(from.y, to.y), abs(from.x - to.x), abs(from.y - to.y))
        expect(paper.contains(line), "an arrow of \(wire.ends) leaves the paper")
        for box in drawing.boxes {
          expect(!Audit.crosses(line, box.rect), "an arrow of \(wire.ends) crosses \(box.box.key)")
        }
        for label in labels {
          expect(!Audit.crosses(line, label.bounds), "an arrow of \(wire.ends) crosses '\(label.text)'")
        }
      }
    }
  }

  /// Whether a line goes through the inside of a rectangle.
  private static func crosses(_ line: Rect, _ rect: Rect) -> Bool {
    line.x < rect.right && rect.x < line.right + (line.width == 0 ? 1 : 0)
      && line.right > rect.x - (line.width == 0 ? 1 : 0)
      && line.y < rect.bottom && line.bottom > rect.y && (line.width > 0 ? line.y > rect.y : line.x > rect.x)
  }

  /// Every connection is in an arrow, and ends at a port that says it.
  private mutating func checkArrows() {
    for arrow in drawing.picture.arrows where arrow.from != arrow.to {
      let isDrawn = drawing.wires.contains { wire in
        wire.state == arrow.state && wire.purpose == arrow.purpose && wire.ends.contains(arrow.from)
          && wire.ends.contains(arrow.to)
      }
      expect(isDrawn, "\(arrow.from) → \(arrow.to) is not drawn")
      let target = drawing.boxes.first { $0.box.key == arrow.to }
      expect(target?.ports.contains { $0.label.text == arrow.port } ?? false, "\(arrow.to) has no port \(arrow.port)")
    }
    for wire in drawing.wires {
      for head in wire.heads {
        let isAtPort = drawing.boxes.contains { box in
          box.ports.contains { $0.rect.y == head.tip.y || $0.rect.x == head.tip.x }
        }
        expect(isAtPort, "an arrow of \(wire.ends) ends nowhere")
      }
    }
  }

  private mutating func countCrossings() {
    let pieces = drawing.wires.enumerated().flatMap { index, wire in Audit.pieces(of: wire).map { (index, $0) } }
    let upright = pieces.filter { $0.1.from.x == $0.1.to.x }
    let lying = pieces.filter { $0.1.from.y == $0.1.to.y }
    for (one, line) in upright {
      for (other, across) in lying where one != other {
        let (low, high) = (min(line.from.y, line.to.y), max(line.from.y, line.to.y))
        let (left, right) = (min(across.from.x, across.to.x), max(across.from.x, across.to.x))
        if left < line.from.x, line.from.x < right, low < across.from.y, across.from.y < high { crossings += 1 }
      }
    }
  }
}
