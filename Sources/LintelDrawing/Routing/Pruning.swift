import LintelSource

extension Router.Tree {
  /// What of the tree is there in an environment; nil where nothing is.
  func wire(of environment: Int) -> Drawing.Wire? {
    let arrows = net.arrows[environment]
    guard !arrows.isEmpty else { return nil }
    let keys = Set(arrows.map(\.from))
    let entries = Set(arrows.map { Net.Entry(key: $0.to, port: $0.port) })
    let tips = entries.sorted().compactMap { self.ends[$0] }
    let terminals = Set(tips + keys.sorted().compactMap { starts[$0] })
    var neighbours = pruned(to: terminals)
    guard !neighbours.isEmpty else { return nil }
    var wire = Drawing.Wire(
      state: net.state, purpose: net.purpose, hover: arrows.map(\.hover),
      span: arrows.lazy.map(\.span).first { $0.isWritten } ?? .none)
    wire.ends = keys.union(entries.map(\.key)).sorted()
    let isKey = { (point: Point) -> Bool in terminals.contains(point) || neighbours[point]?.count != 2 }
    let points = neighbours.keys.sorted { ($0.y, $0.x) < ($1.y, $1.x) }
    let keyPoints = points.filter(isKey)
    wire.forks = keyPoints.filter { neighbours[$0]?.count ?? 0 > 2 }
    let stops = Set(keyPoints)
    for start in keyPoints {
      while let next = neighbours[start]?.first {
        var line = [start]
        var (last, point) = (start, next)
        while true {
          neighbours[last]?.removeAll { $0 == point }
          neighbours[point]?.removeAll { $0 == last }
          line.append(point)
          guard !stops.contains(point), let further = neighbours[point]?.first else { break }
          (last, point) = (point, further)
        }
        wire.lines.append(Router.Tree.straightened(line))
      }
    }
    for tip in tips {
      for line in wire.lines {
        if line.last == tip, line.count > 1 { wire.heads.append((tip, line[line.count - 2])) }
        if line.first == tip, line.count > 1 { wire.heads.append((tip, line[1])) }
      }
    }
    return wire
  }

  /// Who is beside whom, without what leads to nobody.
  private func pruned(to terminals: Set<Point>) -> [Point: [Point]] {
    var neighbours: [Point: [Point]] = [:]
    for (from, to) in edges where from != to {
      if neighbours[from]?.contains(to) ?? false { continue }
      neighbours[from, default: []].append(to)
      neighbours[to, default: []].append(from)
    }
    var idle = neighbours.filter { $0.value.count == 1 && !terminals.contains($0.key) }.map(\.key)
    while let point = idle.popLast() {
      guard let other = neighbours[point]?.first else { continue }
      neighbours[point] = nil
      neighbours[other]?.removeAll { $0 == point }
      if neighbours[other]?.count == 1, !terminals.contains(other) { idle.append(other) }
    }
    return neighbours.filter { !$0.value.isEmpty }
  }

  /// Without the points that lie between two others on one line.
  private static func straightened(_ line: [Point]) -> [Point] {
    var points: [Point] = []
    for point in line {
      if points.count > 1 {
        let (first, last) = (points[points.count - 2], points[points.count - 1])
        if first.x == last.x && last.x == point.x || first.y == last.y && last.y == point.y { points.removeLast() }
      }
      points.append(point)
    }
    return points
  }
}
