package import LintelSource

package struct Point: Hashable, Sendable {
  package var x: Int
  package var y: Int

  package init(_ x: Int, _ y: Int) {
    self.x = x
    self.y = y
  }
}

package struct Rect: Hashable, Sendable {
  package var x: Int
  package var y: Int
  package var width: Int
  package var height: Int

  package init(_ x: Int, _ y: Int, _ width: Int, _ height: Int) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }

  package var right: Int { x + width }
  package var bottom: Int { y + height }
  package var centre: Int { x + width / 2 }

  package func intersects(_ other: Rect) -> Bool {
    x < other.right && other.x < right && y < other.bottom && other.y < bottom
  }

  package func contains(_ other: Rect) -> Bool {
    x <= other.x && y <= other.y && right >= other.right && bottom >= other.bottom
  }

  package func moved(_ right: Int, _ down: Int) -> Rect { Rect(x + right, y + down, width, height) }
}

/// A picture with a place on the paper for everything, in pixels.
package struct Drawing: Sendable {
  package internal(set) var picture: Picture
  package var width: Int
  package var height: Int
  package var heading: [Label] = []
  package var frames: [Frame] = []
  package var boxes: [DrawnBox] = []
  package var wires: [Wire] = []
  /// What marks mean, below everything; empty in a picture of one system.
  package var legend: [(fate: PictureChange.Fate, label: Label)] = []

  /// A text; its place is that of its beginning, middle or end on the line that the letters stand on.
  package struct Label: Sendable {
    package enum Anchor: Sendable { case start, middle, end }

    package var place: Point
    package var anchor = Anchor.start
    package let lettering: Lettering
    package let text: String
    /// Whether it says less than its neighbours.
    package var isQuiet = false
    package var isFault = false

    /// The room that it takes at most.
    package var bounds: Rect {
      let width = lettering.width(text)
      let start =
        switch anchor {
        case .start: place.x
        case .middle: place.x - (width + 1) / 2
        case .end: place.x - width
        }
      return Rect(start, place.y - lettering.size, width, lettering.size + lettering.size / 3)
    }
  }

  /// What other things stand in.
  package struct Frame: Sendable {
    package enum Kind: String, Sendable { case region, network, zone, open, closed }

    package let kind: Kind
    package let rect: Rect
    package let label: Label
    package let isExisting: Bool
    package let hover: String
    package let span: Span
    /// Where two systems are compared.
    package var fate: PictureChange.Fate?
  }

  /// A text with a border and a glyph, in a box.
  package struct Chip: Sendable {
    package let mark: Picture.Mark
    package var rect: Rect
    package var label: Label
  }

  package struct DrawnBox: Sendable {
    package internal(set) var box: Picture.Box
    package var fate: PictureChange.Fate?
    package var rect: Rect
    package var labels: [Label] = []
    package var chips: [Chip] = []
    /// The ports at which arrows end.
    package var ports: [(rect: Rect, label: Label)] = []
    /// One for each task or instance that there is at least.
    package var units: [Rect] = []
    package var glyph: Point
  }

  /// Arrows with equal ends, as one tree of lines.
  package struct Wire: Sendable {
    package let state: Picture.Arrow.State
    package let purpose: Picture.Arrow.Purpose
    package let hover: [String]
    package let span: Span
    package var fate: PictureChange.Fate?
    package var lines: [[Point]] = []
    /// The points of arrows, and the points that they come from.
    package var heads: [(tip: Point, from: Point)] = []
    /// Where it branches.
    package var forks: [Point] = []
    /// The keys of the boxes that it ends in.
    package var ends: [String] = []
  }
}

extension Drawing {
  private static let legendHeight = 26

  /// Adds what the marks mean, with how many boxes and arrows have each.
  mutating func addLegend() {
    var x = Geometry.margin + 8
    for fate in PictureChange.Fate.allCases {
      let boxes = boxes.count { $0.fate == fate }
      let wires = wires.count { $0.fate == fate }
      guard boxes + wires + frames.count(where: { $0.fate == fate }) > 0 else { continue }
      var counts: [String] = []
      if boxes > 0 { counts.append("\(boxes) \(boxes == 1 ? "box" : "boxes")") }
      if wires > 0 { counts.append("\(wires) \(wires == 1 ? "arrow" : "arrows")") }
      let text = fate.rawValue + (counts.isEmpty ? "" : ": " + counts.joined(separator: ", "))
      legend.append((fate, Label(place: Point(x + 14, height + 4), lettering: .line, text: text)))
      x += 14 + Lettering.line.width(text) + 26
    }
    guard !legend.isEmpty else { return }
    width = max(width, x)
    height += Self.legendHeight
  }
}
