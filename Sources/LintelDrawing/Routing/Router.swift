/// Finds a way for every tree of arrows.
struct Router {
  private let geometry: Geometry
  private let grid: Grid
  private var tracks: Tracks
  /// The exits that trees have taken, by the box.
  private var exits: [String: [(point: Point, net: Int)]] = [:]
  private(set) var trees: [Tree] = []
  /// How often a line runs on another, or was not found at all.
  private(set) var conflicts = 0

  /// The lines of one net.
  struct Tree {
    let net: Net
    /// Each from one place of the grid to the next.
    var edges: [(Point, Point)] = []
    /// The nodes that others may join at.
    var nodes: [Grid.Node] = []
    var starts: [String: Point] = [:]
    var ends: [Net.Entry: Point] = [:]
  }

  /// A place at the border of a box, and the node of the grid that one gets to from there.
  private static let detour = 2_000

  private struct Door {
    let point: Point
    let node: Grid.Node
    let isUpright: Bool
    var cost = 0
    var isPort = false

    var ofPort: Door {
      var door = self
      door.isPort = true
      return door
    }
  }

  init(_ geometry: Geometry) {
    self.geometry = geometry
    let lines = GridLines(geometry)
    grid = Grid(
      upright: Grid.Axis(lines.upright), lying: Grid.Axis(lines.lying),
      obstacles: Array(geometry.boxes.values) + geometry.ports.values.flatMap(\.self) + geometry.labels)
    tracks = Tracks(grid)
    for (index, net) in geometry.plan.nets.enumerated() where net.isDrawn { route(net, index) }
  }

  private mutating func route(_ net: Net, _ index: Int) {
    var tree = Tree(net: net)
    let ends = Set(net.ends.map(\.key))
    // Who can reach the others of a group and be reached by them has one line for both.
    let starts = net.starts.filter { !ends.contains($0) }
    var entries = net.ends
    if let first = starts.first {
      connect(first, to: net.ends, &tree, &entries, index)
    } else if let first = entries.first {
      entries.removeFirst()
      let doors = doors(to: first)
      tree.ends[first] = doors.first?.point
      let goals = entries.flatMap { entry in self.doors(to: entry).map { (entry, $0) } }
      extend(&tree, from: doors, to: goals.map(\.1), index) { tree, goal in
        guard let entry = goals.first(where: { $0.1.point == goal })?.0 else { return }
        tree.ends[entry] = goal
        entries.removeAll { $0 == entry }
      }
    }
    for entry in entries {
      extend(&tree, from: nil, to: doors(to: entry), index) { tree, goal in tree.ends[entry] = goal }
    }
    for start in starts.dropFirst() {
      let doors = doors(from: start, index)
      extend(&tree, from: nil, to: doors, index) { tree, goal in tree.starts[start] = goal }
      if let point = tree.starts[start] { exits[start, default: []].append((point, index)) }
    }
    trees.append(tree)
  }

  private mutating func connect(
    _ start: String, to ends: [Net.Entry], _ tree: inout Tree, _ entries: inout [Net.Entry], _ index: Int
  ) {
    let goals = ends.flatMap { entry in doors(to: entry).map { (entry, $0) } }
    var reached: Net.Entry?
    extend(&tree, from: doors(from: start, index), to: goals.map(\.1), index) { tree, goal in
      guard let entry = goals.first(where: { $0.1.point == goal })?.0 else { return }
      tree.ends[entry] = goal
      reached = entry
    }
    if let first = tree.edges.first?.0 {
      tree.starts[start] = first
      exits[start, default: []].append((first, index))
    }
    entries.removeAll { $0 == reached }
  }

  /// Adds the best way from doors, or else from the tree, to one of the doors that are aimed at.
  private mutating func extend(
    _ tree: inout Tree, from starts: [Door]?, to goals: [Door], _ index: Int,
    _ arrived: (inout Tree, Point) -> Void
  ) {
    var search = Search(grid: grid, tracks: tracks, net: Int32(index))
    for door in goals + (starts ?? []) where door.isPort {
      if door.isUpright {
        search.shared.upright.insert(door.node % grid.width)
      } else {
        search.shared.lying.insert(door.node / grid.width)
      }
    }
    let sources =
      starts.map { $0.map { Search.Terminal(node: $0.node, isUpright: $0.isUpright, cost: $0.cost) } }
      ?? tree.nodes.map { Search.Terminal(node: $0, isUpright: nil) }
    let targets = goals.map { Search.Terminal(node: $0.node, isUpright: $0.isUpright, cost: $0.cost) }
    guard let found = search.path(from: sources, to: targets), let first = found.path.first, let last = found.path.last
    else {
      conflicts += 1
      return
    }
    conflicts += found.conflicts
    tracks.take(found.path, by: Int32(index), grid)
    if let starts, let door = best(of: starts, at: first, towards: found.path.dropFirst().first) {
      tree.edges.append((door.point, grid.point(first)))
    }
    for (from, to) in zip(found.path, found.path.dropFirst()) { tree.edges.append((grid.point(from), grid.point(to))) }
    let known = Set(tree.nodes)
    tree.nodes += found.path.filter { !known.contains($0) }
    if let door = best(of: goals, at: last, towards: found.path.dropLast().last) {
      tree.edges.append((grid.point(last), door.point))
      arrived(&tree, door.point)
    }
  }

  /// Of the doors at a node the one that goes straight on, if there is one.
  private func best(of doors: [Door], at node: Grid.Node, towards next: Grid.Node?) -> Door? {
    let fitting = doors.filter { $0.node == node }
    guard let next else { return fitting.min { $0.cost < $1.cost } }
    let isUpright = next % grid.width == node % grid.width
    let straight = fitting.filter { $0.isUpright == isUpright }
    return (straight.isEmpty ? fitting : straight).min { $0.cost < $1.cost }
  }

  // MARK: Doors

  private func doors(to entry: Net.Entry) -> [Door] {
    guard let slot = geometry.slots[entry.key], let index = slot.ports.firstIndex(of: entry.port),
      let port = geometry.ports[entry.key]?[index]
    else { return [] }
    if slot.side == .left {
      return door(left: port.y + port.height / 2, at: port.x).map { [$0.ofPort] } ?? []
    }
    return door(up: port.centre, at: port.y).map { [$0.ofPort] } ?? []
  }

  /// The places where arrows may leave a box; one that another tree left it at is no good.
  private func doors(from key: String, _ net: Int) -> [Door] {
    guard let rect = geometry.boxes[key], let slot = geometry.slots[key] else { return [] }
    // Requests go down on the left, and what something draws on stands below on the right.
    let isNeed = geometry.plan.nets[net].purpose == .need
    var doors: [Door] = []
    for x in grid.upright.lines(between: rect.x + 8, and: rect.right - 8) {
      if var door = door(down: x, at: rect.bottom) {
        door.cost = slot.side == .left ? Router.detour : 0
        doors.append(door)
      }
    }
    if slot.role.tier > 0 {
      let ports = slot.side == .left ? geometry.ports[key] ?? [] : []
      for y in grid.lying.lines(between: rect.y + 6, and: rect.bottom - 6) {
        let position = grid.lying.positions[y]
        if var door = door(right: y, at: rect.right) {
          door.cost = isNeed ? 0 : Router.detour
          doors.append(door)
        }
        if !ports.contains(where: { $0.y - 6 < position && position < $0.bottom + 6 }),
          var door = door(left: position, at: rect.x)
        {
          door.cost = isNeed ? 2 * Router.detour : 0
          doors.append(door)
        }
      }
    }
    for index in doors.indices {
      let isTaken = (exits[key] ?? []).contains { other in
        other.net != net
          && abs(other.point.x - doors[index].point.x) + abs(other.point.y - doors[index].point.y)
            < Tracks.distance
      }
      if isTaken { doors[index].cost += Search.conflict }
    }
    return doors
  }

  private func door(up x: Int, at y: Int) -> Door? {
    guard let line = grid.upright.line(at: x) else { return nil }
    for row in grid.lying.positions.indices.reversed() where grid.lying.positions[row] < y {
      guard grid.lying.covers(row, x, x) else { continue }
      return Door(point: Point(x, y), node: grid.node(line, row), isUpright: true)
    }
    return nil
  }

  private func door(down line: Int, at y: Int) -> Door? {
    let x = grid.upright.positions[line]
    for row in grid.lying.firstLine(above: y)..<grid.lying.positions.count where grid.lying.covers(row, x, x) {
      let end = grid.lying.positions[row]
      guard grid.upright.covers(line, y, end), grid.isFree(down: x, from: y, to: end) else { return nil }
      return Door(point: Point(x, y), node: grid.node(line, row), isUpright: true)
    }
    return nil
  }

  private func door(right line: Int, at x: Int) -> Door? {
    let y = grid.lying.positions[line]
    for column in grid.upright.firstLine(above: x)..<grid.width where grid.upright.covers(column, y, y) {
      guard grid.lying.covers(line, x, grid.upright.positions[column]) else { return nil }
      return Door(point: Point(x, y), node: grid.node(column, line), isUpright: false)
    }
    return nil
  }

  private func door(left y: Int, at x: Int) -> Door? {
    guard let line = grid.lying.line(at: y) else { return nil }
    for column in (0..<grid.upright.firstLine(above: x - 1)).reversed() where grid.upright.covers(column, y, y) {
      guard grid.lying.covers(line, grid.upright.positions[column], x) else { return nil }
      return Door(point: Point(x, y), node: grid.node(column, line), isUpright: false)
    }
    return nil
  }
}
