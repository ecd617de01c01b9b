import LintelSource

/// The drawings of a system in some of its environments: what these share stands in the same places.
package struct Layout {
  private let plan: Plan
  private let geometry: Geometry
  private let trees: [Router.Tree]
  /// How often a line runs on another one; there is always another way, as long as there is room for it.
  package let conflicts: Int

  package init(_ pictures: [Picture]) {
    let plan = Plan(pictures)
    self.plan = plan
    let wide = Geometry(plan, tracks: Layout.room(for: plan))
    var best = (geometry: wide, router: Router(wide))
    // Channels are as wide as what runs in them, or a little wider where that is too little.
    for slack in [0, 0, 1, 2, 3] {
      let tracks = Layout.used(best.geometry, best.router.trees).mapValues { $0 + slack }
      let geometry = Geometry(plan, tracks: tracks)
      guard geometry.area < best.geometry.area else { continue }
      let router = Router(geometry)
      if router.conflicts <= best.router.conflicts { best = (geometry, router) }
    }
    geometry = best.geometry
    trees = best.router.trees
    conflicts = best.router.conflicts
  }

  /// Room for everything that might run in a channel.
  private static func room(for plan: Plan) -> [Geometry.Channel: Int] {
    let count = plan.nets.count { $0.isDrawn }
    var tracks: [Geometry.Channel: Int] = [:]
    for channel in [Geometry.Channel.top, .shelf, .elsewhere, .left, .right] { tracks[channel] = min(count, 8) + 1 }
    for (index, network) in plan.networks.enumerated() {
      let rows = network.bands.reduce(0) { $0 + $1.rows.count }
      for column in 0...network.columnCount {
        let isOuter = column == 0 || column == network.columnCount
        tracks[.column(index, column)] = isOuter ? min(count, 24) + 1 : min(count, 4) + 1
      }
      for row in 0..<rows { tracks[.row(index, row)] = min(count, rows > 30 ? 2 : 5) + 1 }
    }
    return tracks
  }

  /// How many lines of each channel are run on.
  private static func used(_ geometry: Geometry, _ trees: [Router.Tree]) -> [Geometry.Channel: Int] {
    var upright: [Int: [ClosedRange<Int>]] = [:]
    var lying: [Int: [ClosedRange<Int>]] = [:]
    for (from, to) in trees.flatMap(\.edges) where from != to {
      if from.x == to.x {
        upright[from.x, default: []].append(min(from.y, to.y)...max(from.y, to.y))
      } else {
        lying[from.y, default: []].append(min(from.x, to.x)...max(from.x, to.x))
      }
    }
    return geometry.tracks.reduce(into: [:]) { tracks, entry in
      let positions = geometry.lines[entry.key] ?? []
      let count: Int
      switch entry.key {
      case .column, .left, .right: count = positions.count { upright[$0] != nil }
      case .row(let network, _):
        let rect = geometry.networks[network].rect
        count = positions.count { lying[$0]?.contains { $0.overlaps(rect.x...rect.right) } ?? false }
      case .top, .shelf, .elsewhere: count = positions.count { lying[$0] != nil }
      }
      tracks[entry.key] = max(1, count)
    }
  }

  /// The drawing of one of the pictures, by its position.
  package func drawing(_ index: Int) -> Drawing { layer(index, ports: plan.pictures[index].arrows) }

  /// One of the pictures, with the ports that certain arrows end at.
  func layer(_ index: Int, ports arrows: [Picture.Arrow]) -> Drawing {
    let picture = plan.pictures[index]
    var drawing = Drawing(picture: picture, width: geometry.width, height: geometry.height)
    drawing.heading = [geometry.heading(of: picture)]
    drawing.frames = geometry.frames(of: picture)
    for slot in plan.allSlots {
      guard let box = slot.variants[index], let rect = geometry.boxes[slot.key] else { continue }
      let content = slot.content(of: box, middle: geometry.middle(of: slot))
      var drawn = content.laid(width: rect.width, columns: geometry.columns[slot.key] ?? [])
      drawn.place(at: rect.x, rect.y, height: rect.height)
      drawing.boxes.append(drawn)
    }
    drawing.wires = trees.compactMap { $0.wire(of: index) }
    // A port at which nothing comes in here is one of another environment.
    for box in drawing.boxes.indices {
      let ports = Set(arrows.filter { $0.to == drawing.boxes[box].box.key }.map(\.port))
      drawing.boxes[box].ports.removeAll { !ports.contains($0.label.text) }
    }
    return drawing
  }
}
