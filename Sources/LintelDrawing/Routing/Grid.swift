/// Upright and lying lines that arrows may run on, and where boxes are in the way.
struct Grid {
  /// A place that lines cross at, by the positions of both.
  typealias Node = Int

  /// One direction of lines.
  struct Axis {
    private(set) var positions: [Int] = []
    private(set) var spans: [[ClosedRange<Int>]] = []

    init(_ lines: [(position: Int, span: ClosedRange<Int>)]) {
      for (position, span) in lines.sorted(by: { ($0.position, $0.span.lowerBound) < ($1.position, $1.span.lowerBound) }
      ) {
        if positions.last == position {
          let last = spans.count - 1
          if let end = spans[last].last, end.upperBound >= span.lowerBound {
            spans[last][spans[last].count - 1] = end.lowerBound...max(end.upperBound, span.upperBound)
          } else {
            spans[last].append(span)
          }
        } else {
          positions.append(position)
          spans.append([span])
        }
      }
    }

    func covers(_ line: Int, _ from: Int, _ to: Int) -> Bool {
      spans[line].contains { $0.lowerBound <= from && to <= $0.upperBound }
    }

    /// The lines that lie between two positions, these left out.
    func lines(between low: Int, and high: Int) -> Range<Int> {
      let first = firstLine(above: low)
      var end = first
      while end < positions.count, positions[end] < high { end += 1 }
      return first..<end
    }

    func firstLine(above position: Int) -> Int {
      var low = 0
      var high = positions.count
      while low < high {
        let middle = (low + high) / 2
        if positions[middle] > position { high = middle } else { low = middle + 1 }
      }
      return low
    }

    func line(at position: Int) -> Int? {
      let index = firstLine(above: position - 1)
      return index < positions.count && positions[index] == position ? index : nil
    }
  }

  let upright: Axis
  let lying: Axis
  /// Whether one may go down from a node, and right from it.
  private(set) var down: [Bool]
  private(set) var right: [Bool]
  private let obstacles: [Rect]

  /// How far lines keep from what they pass.
  static let clearance = 6

  init(upright: Axis, lying: Axis, obstacles: [Rect]) {
    self.upright = upright
    self.lying = lying
    self.obstacles = obstacles
    let (width, height) = (upright.positions.count, lying.positions.count)
    down = Array(repeating: false, count: width * height)
    right = down
    for x in 0..<width {
      for y in 0..<max(0, height - 1) {
        down[y * width + x] = upright.covers(x, lying.positions[y], lying.positions[y + 1])
      }
    }
    for y in 0..<height {
      for x in 0..<max(0, width - 1) {
        right[y * width + x] = lying.covers(y, upright.positions[x], upright.positions[x + 1])
      }
    }
    for obstacle in obstacles { block(obstacle) }
  }

  var width: Int { upright.positions.count }

  func node(_ x: Int, _ y: Int) -> Node { y * width + x }

  func point(_ node: Node) -> Point { Point(upright.positions[node % width], lying.positions[node / width]) }

  /// Whether nothing is in the way between two places of which the grid has no line.
  func isFree(down x: Int, from top: Int, to bottom: Int) -> Bool {
    !obstacles.contains { rect in
      rect.x - Grid.clearance < x && x < rect.right + Grid.clearance && rect.y < bottom && rect.bottom > top
    }
  }

  private mutating func block(_ rect: Rect) {
    let near = Grid.clearance
    for x in upright.lines(between: rect.x - near, and: rect.right + near) {
      for y in 0..<max(0, lying.positions.count - 1)
      where lying.positions[y] < rect.bottom && lying.positions[y + 1] > rect.y {
        down[node(x, y)] = false
      }
    }
    for y in lying.lines(between: rect.y - near, and: rect.bottom + near) {
      for x in 0..<max(0, width - 1)
      where upright.positions[x] < rect.right && upright.positions[x + 1] > rect.x {
        right[node(x, y)] = false
      }
    }
  }
}
