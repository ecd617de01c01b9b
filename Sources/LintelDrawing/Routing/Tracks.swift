/// Which arrows run where already.
struct Tracks {
  /// Nobody's.
  static let free: Int32 = -1
  /// Of several arrows.
  static let shared: Int32 = -2

  /// By node: whose line goes down from it, or right.
  private(set) var down: [Int32]
  private(set) var right: [Int32]
  /// By node: whose upright and lying line passes it.
  private(set) var upright: [Int32]
  private(set) var lying: [Int32]

  /// Lines of different arrows are so far apart at least.
  static let distance = 9

  init(_ grid: Grid) {
    down = Array(repeating: Tracks.free, count: grid.down.count)
    right = down
    upright = down
    lying = down
  }

  func isTaken(_ owner: Int32, besides net: Int32) -> Bool { owner != Tracks.free && owner != net }

  mutating func take(_ path: [Grid.Node], by net: Int32, _ grid: Grid) {
    for (from, to) in zip(path, path.dropFirst()) {
      let (low, high) = (min(from, to), max(from, to))
      if low % grid.width == high % grid.width {
        takeUpright(low, high, by: net, grid)
      } else {
        takeLying(low, high, by: net, grid)
      }
    }
  }

  private static func add(_ net: Int32, to owner: inout Int32) {
    if owner == free { owner = net } else if owner != net { owner = shared }
  }

  private mutating func takeUpright(_ low: Grid.Node, _ high: Grid.Node, by net: Int32, _ grid: Grid) {
    let (x, first, last) = (low % grid.width, low / grid.width, high / grid.width)
    let position = grid.upright.positions[x]
    let near = grid.upright.lines(between: position - Tracks.distance, and: position + Tracks.distance)
    for y in first..<last {
      for x in near { Tracks.add(net, to: &down[grid.node(x, y)]) }
    }
    for y in first...last { Tracks.add(net, to: &upright[grid.node(x, y)]) }
  }

  private mutating func takeLying(_ low: Grid.Node, _ high: Grid.Node, by net: Int32, _ grid: Grid) {
    let (y, first, last) = (low / grid.width, low % grid.width, high % grid.width)
    let position = grid.lying.positions[y]
    let near = grid.lying.lines(between: position - Tracks.distance, and: position + Tracks.distance)
    for x in first..<last {
      for y in near { Tracks.add(net, to: &right[grid.node(x, y)]) }
    }
    for x in first...last { Tracks.add(net, to: &lying[grid.node(x, y)]) }
  }
}
