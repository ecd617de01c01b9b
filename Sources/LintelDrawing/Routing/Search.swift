/// The cheapest way on a grid: short, with few bends, across few others.
struct Search {
  let grid: Grid
  let tracks: Tracks
  let net: Int32
  /// The lines that lead to the ports aimed at: arrows to one port may come in on one line.
  var shared: (upright: Set<Int>, lying: Set<Int>) = ([], [])

  /// A way begins or ends at a node, along an upright or a lying line, or along either where it joins another.
  struct Terminal {
    let node: Grid.Node
    /// Nil for either.
    let isUpright: Bool?
    var cost = 0
  }

  struct Found {
    let path: [Grid.Node]
    /// How often it runs on others' lines.
    let conflicts: Int
  }

  private static let bend = 30
  private static let crossing = 60
  static let conflict = 4_000

  /// A state is a node and a direction: twice the node, and one more where the line stands upright.
  private typealias State = Int

  func path(from starts: [Terminal], to goals: [Terminal]) -> Found? {
    var goalCosts: [State: Int] = [:]
    for goal in goals {
      for upright in [0, 1] {
        let isBent = goal.isUpright.map { $0 != (upright == 1) } ?? false
        let cost = goal.cost + (isBent ? bendCost(at: goal.node, isEnd: true) : 0)
        let state = goal.node * 2 + upright
        goalCosts[state] = min(goalCosts[state] ?? Int.max, cost)
      }
    }
    let aims = goals.count <= 4 ? goals.map { grid.point($0.node) } : []
    var costs = [Int](repeating: Int.max, count: grid.down.count * 2)
    var parents = [Int32](repeating: -1, count: costs.count)
    var queue = Heap()
    for start in starts {
      for upright in [0, 1] where start.isUpright.map({ $0 == (upright == 1) }) ?? true {
        let state = start.node * 2 + upright
        guard start.cost < costs[state] else { continue }
        costs[state] = start.cost
        queue.insert(start.cost + rest(start.node, aims), state)
      }
    }
    var best: (cost: Int, state: State)?
    while let (estimate, state) = queue.removeLeast() {
      if let best, best.cost <= estimate { break }
      let cost = costs[state]
      guard estimate <= cost + rest(state / 2, aims) else { continue }
      if let end = goalCosts[state], cost + end < best?.cost ?? Int.max { best = (cost + end, state) }
      for (next, step) in steps(from: state) where cost + step < costs[next] {
        costs[next] = cost + step
        parents[next] = Int32(state)
        queue.insert(cost + step + rest(next / 2, aims), next)
      }
    }
    guard let best else { return nil }
    var path = [best.state / 2]
    var state = best.state
    while parents[state] >= 0 {
      state = Int(parents[state])
      if path.last != state / 2 { path.append(state / 2) }
    }
    return Found(path: path.reversed(), conflicts: best.cost / Search.conflict)
  }

  /// At least so much is still to go.
  private func rest(_ node: Grid.Node, _ aims: [Point]) -> Int {
    let point = grid.point(node)
    return aims.map { abs($0.x - point.x) + abs($0.y - point.y) }.min() ?? 0
  }

  private func bendCost(at node: Grid.Node, isEnd: Bool = false) -> Int {
    if isEnd { return Search.bend }
    let (x, y) = (node % grid.width, node / grid.width)
    let isTaken =
      tracks.isTaken(tracks.upright[node], besides: net) && !shared.upright.contains(x)
      || tracks.isTaken(tracks.lying[node], besides: net) && !shared.lying.contains(y)
    return Search.bend + (isTaken ? Search.conflict : 0)
  }

  private func steps(from state: State) -> [(State, Int)] {
    let node = state / 2
    let isUpright = state % 2 == 1
    var steps = [(state ^ 1, bendCost(at: node))]
    if isUpright {
      if grid.down[node] { steps.append(step(node, node + grid.width, edge: tracks.down[node], isUpright)) }
      if node >= grid.width, grid.down[node - grid.width] {
        steps.append(step(node, node - grid.width, edge: tracks.down[node - grid.width], isUpright))
      }
    } else {
      if grid.right[node] { steps.append(step(node, node + 1, edge: tracks.right[node], isUpright)) }
      if node % grid.width > 0, grid.right[node - 1] {
        steps.append(step(node, node - 1, edge: tracks.right[node - 1], isUpright))
      }
    }
    return steps
  }

  private func step(_ from: Grid.Node, _ to: Grid.Node, edge: Int32, _ isUpright: Bool) -> (State, Int) {
    let (start, end) = (grid.point(from), grid.point(to))
    var cost = abs(start.x - end.x) + abs(start.y - end.y)
    let isShared = isUpright ? shared.upright.contains(from % grid.width) : shared.lying.contains(from / grid.width)
    if tracks.isTaken(edge, besides: net), !isShared { cost += Search.conflict }
    if tracks.isTaken(isUpright ? tracks.lying[to] : tracks.upright[to], besides: net) { cost += Search.crossing }
    return (to * 2 + (isUpright ? 1 : 0), cost)
  }
}

/// Numbers by their ranks, the least first; of equal ranks the least number.
private struct Heap {
  private var items: [(rank: Int, value: Int)] = []

  mutating func insert(_ rank: Int, _ value: Int) {
    items.append((rank, value))
    var index = items.count - 1
    while index > 0 {
      let parent = (index - 1) / 2
      guard isLess(index, parent) else { return }
      items.swapAt(index, parent)
      index = parent
    }
  }

  mutating func removeLeast() -> (rank: Int, value: Int)? {
    guard let least = items.first else { return nil }
    let last = items.removeLast()
    if items.isEmpty { return least }
    items[0] = last
    var index = 0
    while true {
      var child = 2 * index + 1
      guard child < items.count else { return least }
      if child + 1 < items.count, isLess(child + 1, child) { child += 1 }
      guard isLess(child, index) else { return least }
      items.swapAt(index, child)
      index = child
    }
  }

  private func isLess(_ left: Int, _ right: Int) -> Bool {
    (items[left].rank, items[left].value) < (items[right].rank, items[right].value)
  }
}
